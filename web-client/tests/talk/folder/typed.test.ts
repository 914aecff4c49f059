import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawWords, LIST_LENGTH } from '../../../src/talk/folder/draw.ts';
import { distance, typedWords } from '../../../src/talk/folder/typed.ts';
import { Seeded } from '../../crypto/seeded.ts';

/** The lists as they are published. */
const list = (language: string) =>
  readFileSync(new URL(`../../../../crypto/conversation/words/${language}.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
const LISTS = { nl: list('nl'), en: list('en') };

const FIVE = 'appel fiets maan tafel zand';
const SMALL = { nl: [...FIVE.split(' '), 'wolk'], en: ['apple', 'chair', 'river', 'stone', 'wind'] };

describe('somebody who types her words', () => {
  test.each([
    FIVE,
    ` ${FIVE.toUpperCase()} `,
    'Appel, fiets, maan, tafel, zand.',
    'appel-fiets-maan-tafel-zand',
    '1. appel\n2. fiets\n3. maan\n4. tafel\n5. zand',
  ])('is understood however she does it: %s', (text) => {
    expect(typedWords(text, SMALL)).toEqual({ kind: 'words', words: FIVE });
  });

  test('is told how many there are, which one is not known and what is like it, and that two languages are mixed', () => {
    expect(typedWords('', SMALL)).toEqual({ kind: 'count', count: 0 });
    expect(typedWords('appel fiets', SMALL)).toEqual({ kind: 'count', count: 2 });
    expect(typedWords(`${FIVE} wolk`, SMALL)).toEqual({ kind: 'count', count: 6 });
    expect(typedWords('appel fiets maam tafel zand', SMALL)).toEqual({
      kind: 'unknown',
      word: 'maam',
      like: ['maan'],
    });
    expect(typedWords('appel fiets maan tafel river', SMALL)).toEqual({ kind: 'mixed' });
    expect(typedWords('Äppel fiets maan tafel zand', SMALL)).toMatchObject({
      word: 'äppel',
      like: ['appel'],
    });
  });

  test('may use the other language: the words are what counts', () => {
    const words = 'apple chair river stone wind';
    expect(typedWords(words, SMALL)).toEqual({ kind: 'words', words });
  });

  test('is told of like words by the letters between them', () => {
    expect(distance('maan', 'maan')).toBe(0);
    expect(distance('maan', 'maam')).toBe(1);
    expect(distance('', 'maan')).toBe(4);
    expect(distance('tafel', 'fiets')).toBe(distance('fiets', 'tafel'));
  });
});

describe('words that are drawn', () => {
  test('are of one list, as it is published, and each is as likely as every other', () => {
    const seeded = new Seeded(12);
    for (const list of Object.values(LISTS)) {
      expect(list).toHaveLength(LIST_LENGTH);
      const drawn = Array.from({ length: 4_000 }, () => drawWords(list, seeded.bytes)).flat();
      expect(drawn.every((word) => list.includes(word))).toBe(true);
      // In 6 parts of the list: 20,000 draws, a sixth each, give or take far more than chance does.
      const parts = Array.from({ length: 6 }, () => 0);
      for (const word of drawn) {
        const part = Math.floor((list.indexOf(word) * 6) / LIST_LENGTH);
        parts[part] = (parts[part] ?? 0) + 1;
      }
      for (const part of parts) expect(Math.abs(part - drawn.length / 6)).toBeLessThan(300);
    }
  });

  test('are never made from numbers that would favour some, and only of a whole list', () => {
    const { nl } = LISTS;
    // 62,208 and above is drawn again.
    const numbers = [0xff, 0xff, 0xf3, 0x00, 0xf2, 0xff, 0, 0, 0, 1, 0, 2, 0, 3];
    const words = drawWords(nl, (length) => Uint8Array.from(numbers.splice(0, length)));
    expect(words).toEqual([nl[62_207 % LIST_LENGTH], ...nl.slice(0, 4)]);
    expect(() => drawWords(nl.slice(1), () => new Uint8Array(2))).toThrow(RangeError);
  });
});
