import { describe, expect, test } from 'vitest';
import { checkValue, checkWords } from '../../src/crypto/check-words.ts';
import { converse, rejoin } from './conversation.ts';
import { Seeded } from './seeded.ts';

const list = Array.from({ length: 64 }, (_, i) => `word ${i}`);

describe('the check words', () => {
  test('are the same at both ends, and stay the same when the keys are replaced', () => {
    const conversation = converse(80);
    const { visitor, counsellor } = conversation;
    const before = checkValue(visitor);
    expect(checkValue(counsellor)).toBe(before);
    rejoin(conversation, new Seeded(81).bytes);
    expect([checkValue(visitor), checkValue(counsellor)]).toEqual([before, before]);
  });

  test('are others in another conversation', () => {
    const values = [80, 81, 82, 83].map((seed) => checkValue(converse(seed).visitor));
    expect(new Set(values).size).toBe(4);
    for (const value of values) expect(value).toBeLessThan(2 ** 30);
  });

  test('are five of a list of 64, each by six bits', () => {
    expect(checkWords(0, list)).toEqual(Array.from({ length: 5 }, () => 'word 0'));
    expect(checkWords(2 ** 30 - 1, list)).toEqual(Array.from({ length: 5 }, () => 'word 63'));
    expect(checkWords((1 << 24) | (2 << 18) | (3 << 12) | (4 << 6) | 5, list)).toEqual(
      [1, 2, 3, 4, 5].map((i) => `word ${i}`),
    );
  });
});
