import { copy, join, wipe } from './bytes.ts';
import type { Contents } from './contents.ts';
import { Damaged } from './damaged.ts';

/** Length of the longest body of one part (docs/protocol.md, section 7). */
export const LONGEST_BODY = 1992;

/** The most parts one text may have (docs/protocol.md, section 7.1). */
export const MOST_PARTS = 16;

/** The longest text in bytes of UTF-8: 16 full parts (docs/protocol.md, section 7.1). */
export const LONGEST_TEXT = 31_872;

/**
 * Cuts a text into 1 to 16 bodies, all but the last of them full (docs/protocol.md, section 7.1). A surrogate that
 * stands alone becomes U+FFFD, as in every browser's encoder.
 *
 * @throws TypeError when it is no string; RangeError when it is empty or longer than 31,872 bytes of UTF-8.
 */
export function splitText(text: string): Uint8Array[] {
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) throw new RangeError('text is empty');
  if (bytes.length > LONGEST_TEXT) throw new RangeError('text is too long');
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += LONGEST_BODY) {
    parts.push(copy(bytes, from, Math.min(from + LONGEST_BODY, bytes.length)));
  }
  wipe(bytes);
  return parts;
}

/** Puts the parts of texts together again, in one direction of one conversation (docs/protocol.md, section 7.1). */
export class Joiner {
  readonly #parts: Uint8Array[] = [];

  /**
   * Takes the contents of the next envelope. Contents of other kinds may stand between two parts.
   *
   * @returns the whole text after its last part, else nothing.
   * @throws Damaged when a part is out of order or the joined text is not UTF-8.
   */
  add(contents: Contents): string | undefined {
    if (contents.kind !== 'text') return undefined;
    if (contents.part !== this.#parts.length || contents.part >= MOST_PARTS)
      throw new Damaged('part is out of order');
    this.#parts.push(copy(contents.body));
    if (contents.more) return undefined;
    const whole = join(...this.#parts);
    wipe(...this.#parts.splice(0));
    try {
      // ignoreBOM keeps a leading byte order mark: the text is shown as it was sent.
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
    } catch {
      throw new Damaged('text is not UTF-8');
    } finally {
      wipe(whole);
    }
  }
}
