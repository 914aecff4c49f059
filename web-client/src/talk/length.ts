import { LONGEST_TEXT } from '../crypto/text.ts';

/** How many characters too many a text has, in round hundreds. Most are far too short to need counting. */
export function tooMany(text: string): number {
  if (text.length * 3 <= LONGEST_TEXT) return 0;
  const { length } = new TextEncoder().encode(text);
  return Math.ceil((Math.max(0, 1 - LONGEST_TEXT / length) * text.length) / 100) * 100;
}
