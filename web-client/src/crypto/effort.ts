import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, copy, join, requireBytes } from './bytes.ts';
import { CONVERSATION_LENGTH } from './context.ts';

const NONCE_LENGTH = 8;
const TAG = 'luwte/1 effort';
const FOLDER_TAG = 'luwte/1 folder effort';

/** So many attempts are made before anybody looks at the clock: a millisecond on a slow machine without a compiler. */
const ATTEMPTS = 4;

/** With how many zero bits a hash begins. */
function zeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? 8 * hash.length : 8 * first + Math.clz32(hash[first] as number) - 24;
}

/** How large an effort is: 32 bytes of root, 16 of ticket, 8 of nonce (docs/protocol.md, section 2.11). */
export function effortBits(root: Uint8Array, ticket: Uint8Array, nonce: Uint8Array): number {
  return zeroBits(sha256(join(ascii(TAG), root, ticket, nonce)));
}

/** The search for an effort, which can be put down and taken up again. Counts its nonces from zero. */
export class EffortSearch {
  readonly #hashed: Uint8Array;
  readonly #nonce: Uint8Array;
  readonly #counter: DataView;
  readonly #bits: number;
  #next = 0;

  private constructor(bits: number, ...hashed: readonly Uint8Array[]) {
    this.#hashed = join(...hashed, new Uint8Array(NONCE_LENGTH));
    this.#nonce = this.#hashed.subarray(-NONCE_LENGTH);
    this.#counter = new DataView(this.#hashed.buffer, this.#nonce.byteOffset + 4, 4);
    this.#bits = bits;
  }

  /**
   * For her place in the line (docs/protocol.md, section 2.11).
   *
   * @throws TypeError when root or ticket are not of their type or length.
   */
  static forTicket(root: Uint8Array, ticket: Uint8Array, bits: number): EffortSearch {
    requireBytes(ticket, CONVERSATION_LENGTH, 'ticket');
    return new EffortSearch(bits, ascii(TAG), requireBytes(root, 32, 'root'), ticket);
  }

  /**
   * For a request about a folder: what the server said to a knock, 16 bytes, and where the folder is, 32 bytes (section
   * 13.3).
   *
   * @throws TypeError when one of them is not of its type or length.
   */
  static forFolder(root: Uint8Array, knock: Uint8Array, lookup: Uint8Array, bits: number): EffortSearch {
    requireBytes(knock, 16, 'knock');
    requireBytes(lookup, 32, 'lookup');
    return new EffortSearch(bits, ascii(FOLDER_TAG), requireBytes(root, 32, 'root'), knock, lookup);
  }

  /** Goes on as long as there is time. Gives the nonce, 8 bytes, when it is found. */
  goOn(hasTime: () => boolean): Uint8Array | undefined {
    do {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        this.#counter.setUint32(0, this.#next++);
        if (zeroBits(sha256(this.#hashed)) >= this.#bits) return copy(this.#nonce);
      }
    } while (hasTime());
    return undefined;
  }
}
