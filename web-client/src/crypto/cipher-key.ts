import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { copy, requireBytes, wipe } from './bytes.ts';

/** Length of the tag of ChaCha20-Poly1305 (RFC 8439). */
export const TAG_LENGTH = 16;

const NONE = new Uint8Array(0);
const REKEY_NONCE = nonce(0xffff_ffff, 0xffff_ffff);

/** Four zero bytes, then the counter in little-endian (Noise revision 34, section 12.3). */
function nonce(high: number, low: number): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, low, true);
  view.setUint32(8, high, true);
  return bytes;
}

/** One key of ChaCha20-Poly1305 and its counter: the CipherState of Noise revision 34, section 5.1. */
export class CipherKey {
  readonly #key: Uint8Array;
  #counter = 0;
  #wiped = false;

  /** Copies `key`, 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = copy(requireBytes(key, 32, 'cipher key'));
  }

  /** How many messages this side of the key has passed. */
  get counter(): number {
    return this.#counter;
  }

  /** Encrypts and counts. The result is 16 bytes longer. */
  encrypt(associated: Uint8Array, plain: Uint8Array): Uint8Array {
    const sealed = this.#cipher(associated).encrypt(plain);
    this.#counter += 1;
    return sealed;
  }

  /**
   * Decrypts without counting: the caller counts, when it likes what it reads. A failure leaves no trace in the key
   * (docs/protocol.md, section 6.4; RUSTSEC-2024-0011 was this fault).
   *
   * @returns nothing when it was not encrypted with this key, counter and associated data.
   */
  decrypt(associated: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
    const cipher = this.#cipher(associated);
    try {
      return cipher.decrypt(sealed);
    } catch {
      return undefined;
    }
  }

  /** Goes on to the next counter after a successful `decrypt`. */
  count(): void {
    this.#counter += 1;
  }

  /** Replaces the key by one from which the old one cannot be found: Noise revision 34, section 11.3. */
  rekey(): void {
    this.#refuseWiped();
    const next = chacha20poly1305(this.#key, REKEY_NONCE, NONE).encrypt(new Uint8Array(32));
    this.#key.set(next.subarray(0, 32));
    wipe(next);
  }

  /** Takes the place of another key: goes on at its counter, so that sequence numbers go on, and wipes it. */
  inPlaceOf(old: CipherKey): this {
    // A key that goes back could meet a nonce it has used.
    if (this.#counter !== 0) throw new Error('cipher key is in use');
    this.#counter = old.#counter;
    old.wipe();
    return this;
  }

  /** Forgets the key. It cannot be used afterwards. */
  wipe(): void {
    wipe(this.#key);
    this.#wiped = true;
  }

  #cipher(associated: Uint8Array) {
    this.#refuseWiped();
    // Beyond 2^53 a number would stop counting and a nonce would be used twice. Nobody sends that many.
    if (!Number.isSafeInteger(this.#counter + 1)) throw new RangeError('cipher key is used up');
    const high = Math.floor(this.#counter / 0x1_0000_0000);
    return chacha20poly1305(this.#key, nonce(high, this.#counter % 0x1_0000_0000), associated);
  }

  #refuseWiped(): void {
    // A wiped key is all zero: whatever it sealed, anybody could open.
    if (this.#wiped) throw new Error('cipher key is wiped');
  }
}
