import { describe, expect, test } from 'vitest';
import { LONGEST_TEXT } from '../../src/crypto/contents.ts';
import { tooLong } from '../../src/look/writing.tsx';
import { tooMany } from '../../src/talk/length.ts';
import { ar, en, nl } from '../words/texts.ts';

describe('somebody whose text is too long to send', () => {
  test('is told by about how much, in characters or in pages', () => {
    expect(tooLong(en, tooMany('a'.repeat(LONGEST_TEXT + 1)))).toContain('about 100 characters too long');
    expect(tooLong(nl, tooMany('a'.repeat(LONGEST_TEXT + 1_234)))).toContain('ongeveer 1300 tekens te lang');
    expect(tooLong(en, tooMany('a'.repeat(LONGEST_TEXT + 8_000)))).toContain('about 4 pages too long');
    expect(tooLong(ar, tooMany('ن'.repeat(LONGEST_TEXT / 2 + 10_000)))).toMatch(
      /^هذا أطول بحوالي 5 صفحات .* نصك باقٍ هنا\./,
    );
  });

  test.each(['a', 'é', '你', '😀'])('can send it when so many characters are gone, also of %s', (letter) => {
    const text = letter.repeat(33_000);
    const over = tooMany(text);
    expect(over).toBeGreaterThan(0);
    expect(tooMany(text.slice(over))).toBe(0);
  });

  test('is told nothing as long as it fits', () => {
    expect(tooMany('a'.repeat(LONGEST_TEXT))).toBe(0);
    expect(tooMany('é'.repeat(LONGEST_TEXT / 2))).toBe(0);
  });
});
