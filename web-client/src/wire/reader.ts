import { CONVERSATION_LENGTH, TOKEN_LENGTH } from './frames.ts';

/** A message that is not a frame of the server. Nothing of it is used. */
export class BadFrame extends Error {
  constructor(what: string) {
    super(`bad frame: ${what}`);
    this.name = 'BadFrame';
  }
}

/** Reads a body in order. What is left at the end must be zero: nothing travels in the padding. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 2;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  bytes(length: number): Uint8Array {
    this.#offset += length;
    return new Uint8Array(this.#bytes.subarray(this.#offset - length, this.#offset));
  }

  conversation(): Uint8Array {
    return this.bytes(CONVERSATION_LENGTH);
  }

  token(): Uint8Array {
    return this.bytes(TOKEN_LENGTH);
  }

  number(length: 1 | 2 | 4): number {
    const at = this.#offset;
    this.#offset += length;
    if (length === 1) return this.#view.getUint8(at);
    return length === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  /** Milliseconds since 1970, eight bytes. */
  time(): number {
    const time = Number(this.#view.getBigUint64(this.#offset));
    this.#offset += 8;
    return time;
  }

  /** A field that counts from one, by its names in their order. */
  oneOf<T>(names: readonly T[]): T {
    const name = names[this.number(1) - 1];
    if (name === undefined) throw new BadFrame('a field is out of range');
    return name;
  }

  finish(): void {
    for (const byte of this.#bytes.subarray(this.#offset)) {
      if (byte !== 0) throw new BadFrame('padding is not zero');
    }
  }
}
