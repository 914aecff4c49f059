import { x25519 } from '@noble/curves/ed25519.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, copy, join, wipe } from './bytes.ts';
import { CipherKey } from './cipher-key.ts';

/** The patterns that are spoken: of a conversation's handshake, and of the one message of an intake or a letter. */
const TWO_WAY = 'Noise_NXpsk2_25519_ChaChaPoly_SHA256';
export const ONE_WAY = 'Noise_Npsk0_25519_ChaChaPoly_SHA256';

const NONE = new Uint8Array(0);

/**
 * X25519 (RFC 7748).
 *
 * @returns nothing when the result is all zero, which Noise leaves open and we refuse (docs/protocol.md, section 5.5).
 */
export function agree(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  try {
    // noble throws for keys of low order; everything else about the inputs was checked by the caller.
    return x25519.getSharedSecret(secretKey, publicKey);
  } catch {
    return undefined;
  }
}

/**
 * What a handshake leaves: a key for each direction, the exported secret, 32 bytes (docs/protocol.md, 6.5), and the
 * hash of all that was said in it, which is no secret.
 */
export type Split = {
  fromInitiator: CipherKey;
  fromResponder: CipherKey;
  exported: Uint8Array;
  hash: Uint8Array;
};

/** The SymmetricState of Noise revision 34, section 5.2, for our two patterns. */
export class Noise {
  #hash: Uint8Array;
  #chain: Uint8Array;
  #key: CipherKey | undefined;

  constructor(prologue: Uint8Array, name: typeof TWO_WAY | typeof ONE_WAY = TWO_WAY) {
    // The name is longer than a hash, so it is hashed (Noise section 5.2, InitializeSymmetric).
    this.#hash = sha256(ascii(name));
    this.#chain = new Uint8Array(this.#hash);
    this.mixHash(prologue);
  }

  /** MixHash: binds public bytes to all that follows. */
  mixHash(bytes: Uint8Array): void {
    this.#hash = sha256(join(this.#hash, bytes));
  }

  /** MixKey: takes in a secret and starts a fresh key at counter 0. */
  mixKey(material: Uint8Array): void {
    const output = this.#derive(material, 2);
    this.#chain.set(output.subarray(0, 32));
    this.#replaceKey(output.subarray(32));
    wipe(output);
  }

  /** MixKeyAndHash: takes in the psk (Noise section 9.2). */
  mixKeyAndHash(psk: Uint8Array): void {
    const output = this.#derive(psk, 3);
    this.#chain.set(output.subarray(0, 32));
    this.mixHash(output.subarray(32, 64));
    this.#replaceKey(output.subarray(64));
    wipe(output);
  }

  /** The token `e`: in a pattern with a psk the ephemeral key is mixed into the key too (Noise section 9.2). */
  mixEphemeral(publicKey: Uint8Array): void {
    this.mixHash(publicKey);
    this.mixKey(publicKey);
  }

  /** EncryptAndHash. */
  seal(plain: Uint8Array): Uint8Array {
    const sealed = this.#current().encrypt(this.#hash, plain);
    this.mixHash(sealed);
    return sealed;
  }

  /** DecryptAndHash. Returns nothing when it does not open. */
  open(sealed: Uint8Array): Uint8Array | undefined {
    const key = this.#current();
    const plain = key.decrypt(this.#hash, sealed);
    if (plain === undefined) return undefined;
    key.count();
    this.mixHash(sealed);
    return plain;
  }

  /** Split: the first key is for what the initiator sends, the second for what the responder sends. */
  split(): Split {
    const output = this.#derive(NONE, 3);
    const keys = {
      fromInitiator: new CipherKey(output.subarray(0, 32)),
      fromResponder: new CipherKey(output.subarray(32, 64)),
      exported: copy(output, 64),
      hash: this.#hash,
    };
    wipe(output);
    this.wipe();
    return keys;
  }

  /** Forgets every secret. */
  wipe(): void {
    wipe(this.#chain);
    this.#key?.wipe();
  }

  /** HKDF of Noise section 4.3: RFC 5869 with the chaining key as salt and no info. */
  #derive(material: Uint8Array, outputs: 2 | 3): Uint8Array {
    const pseudoRandomKey = extract(sha256, material, this.#chain);
    const output = expand(sha256, pseudoRandomKey, NONE, 32 * outputs);
    wipe(pseudoRandomKey);
    return output;
  }

  #replaceKey(key: Uint8Array): void {
    this.#key?.wipe();
    this.#key = new CipherKey(key);
  }

  #current(): CipherKey {
    if (this.#key === undefined) throw new Error('no key before the first ephemeral');
    return this.#key;
  }
}
