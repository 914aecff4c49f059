import { draw, type Random } from '../../crypto/random.ts';
import { FIVE } from './typed.ts';

/** How many words a list has: five of them are as hard to guess as 64 bits. */
export const LIST_LENGTH = 7776;

/** The largest multiple of it that two bytes can say: what is above would make some words more likely. */
const FAIR = 8 * LIST_LENGTH;

/**
 * Draws five words from a list, each as likely as every other. One may come twice.
 *
 * @throws RangeError when it is no whole list.
 */
export function drawWords(list: readonly string[], random: Random): readonly string[] {
  if (list.length !== LIST_LENGTH) throw new RangeError('not a whole list of words');
  const words: string[] = [];
  while (words.length < FIVE) {
    const [high = 0, low = 0] = draw(random, 2);
    const number = high * 256 + low;
    const word = list[number % LIST_LENGTH];
    if (number < FAIR && word !== undefined) words.push(word);
  }
  return words;
}
