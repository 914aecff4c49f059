import { decode64, encode64, join, requireBytes, wipe } from './bytes.ts';
import { type CipherKey, TAG_LENGTH } from './cipher-key.ts';
import { CONTENTS_LENGTH, type Contents, decodeContents, encodeContents } from './contents.ts';
import { Damaged } from './damaged.ts';

export { Damaged } from './damaged.ts';

/** Length of an envelope: sequence number 8 | ciphertext 2,022 (docs/protocol.md, section 6.3). */
export const ENVELOPE_LENGTH = 8 + CONTENTS_LENGTH + TAG_LENGTH;

/** What came of an envelope: opened, seen before, or one that came before those it follows. */
export type Opened = { kind: 'opened'; contents: Contents } | { kind: 'replayed' } | { kind: 'early' };

/** One end of a conversation after the handshake (docs/protocol.md, section 6). */
export class Session {
  readonly #sending: CipherKey;
  readonly #receiving: CipherKey;
  readonly #associated: Uint8Array;

  /** Made by the handshakes only. Takes over both keys. */
  constructor(sending: CipherKey, receiving: CipherKey, associated: Uint8Array) {
    this.#sending = sending;
    this.#receiving = receiving;
    this.#associated = associated;
  }

  /** How many envelopes this end has sealed. */
  get sent(): number {
    return this.#sending.counter;
  }

  /** How many envelopes this end has opened: what it acknowledges. */
  get received(): number {
    return this.#receiving.counter;
  }

  /**
   * Seals contents in an envelope of 2,030 bytes. The key is replaced at once, so the same contents are never sealed
   * twice: keep the envelope and send it again (docs/protocol.md, sections 6.2, 6.3 and 8.1).
   *
   * @throws RangeError or TypeError when the contents are not as in section 7. Nothing is sealed then.
   */
  seal(contents: Contents): Uint8Array {
    const plain = encodeContents(contents);
    const sequence = encode64(this.#sending.counter);
    const ciphertext = this.#sending.encrypt(this.#associated, plain);
    this.#sending.rekey();
    wipe(plain);
    return join(sequence, ciphertext);
  }

  /**
   * Opens an envelope of 2,030 bytes (docs/protocol.md, section 6.4). Nothing changes unless it is opened.
   *
   * @throws Damaged when the one expected does not open, its contents are not as in section 7, or it acknowledges
   * more than this end has sent; TypeError when it is not 2,030 bytes.
   */
  open(envelope: Uint8Array): Opened {
    requireBytes(envelope, ENVELOPE_LENGTH, 'envelope');
    const sequence = decode64(envelope, 0);
    const expected = BigInt(this.#receiving.counter);
    if (sequence < expected) return { kind: 'replayed' };
    if (sequence > expected) return { kind: 'early' };
    const plain = this.#receiving.decrypt(this.#associated, envelope.subarray(8));
    if (plain === undefined) throw new Damaged('record does not open');
    try {
      const contents = decodeContents(plain);
      if (contents.acknowledged > this.sent) throw new Damaged('acknowledges what was never sent');
      this.#receiving.count();
      this.#receiving.rekey();
      return { kind: 'opened', contents };
    } finally {
      wipe(plain);
    }
  }

  /** Forgets both keys. The session cannot be used afterwards. */
  wipe(): void {
    this.#sending.wipe();
    this.#receiving.wipe();
  }
}
