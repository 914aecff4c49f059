import { describe, expect, test } from 'vitest';
import { LONGEST_FOLDER } from '../../../src/crypto/folder.ts';
import {
  decodeContents,
  encodeContents,
  type FolderContents,
  type KeptCard,
  merged,
  NOTHING_KEPT,
} from '../../../src/talk/folder/contents.ts';

const card = (title: string, value: string): KeptCard => ({
  name: 'safety-plan',
  version: 1,
  fingerprint: 'ab'.repeat(16),
  language: 'nl',
  title,
  fields: [
    { id: 'word', label: 'Welk woord?', value },
    { id: 'scale', label: 'Hoe?', value: '10', text: '10: goed' },
  ],
});

const FULL: FolderContents = {
  days: 90,
  cards: [card('Plan', 'paraplu')],
  talkedWith: ['01'.repeat(32)],
  codeWord: { salt: '02'.repeat(16), hash: '03'.repeat(32) },
  wayBack: { right: '04'.repeat(97), secret: '05'.repeat(32), counsellor: '06'.repeat(32) },
  mail: [{ to: '07'.repeat(32), reply: '08'.repeat(16), key: '09'.repeat(32) }],
};

const read = (value: unknown) => decodeContents(new TextEncoder().encode(JSON.stringify(value)));

describe('what is in a folder', () => {
  test('comes back as it was, with everything and with nothing in it', () => {
    for (const contents of [FULL, NOTHING_KEPT])
      expect(decodeContents(encodeContents(contents))).toEqual(contents);
  });

  test('fits with three full cards, the way back and all mail', () => {
    const long = { ...FULL, cards: [1, 2, 3].map((n) => card(`${n}`, 'x'.repeat(1_900))) };
    expect(encodeContents(long).length).toBeLessThan(LONGEST_FOLDER);
  });

  test.each([
    ['no JSON', new TextEncoder().encode('{')],
    ['no UTF-8', Uint8Array.of(0xff)],
    ['a list', new TextEncoder().encode('[]')],
    ['nothing', new Uint8Array(0)],
  ])('is refused as a whole when it is %s', (_, bytes) => {
    expect(decodeContents(bytes)).toBe(undefined);
  });

  test.each([
    ['days that nobody can choose', { days: 2 }],
    ['a card that is none', { cards: [{}] }],
    ['a card with a name that is a path', { cards: [{ ...card('a', 'b'), name: '../now' }] }],
    ['a fingerprint that is none', { cards: [{ ...card('a', 'b'), fingerprint: 'x' }] }],
    ['too many cards', { cards: Array.from({ length: 17 }, () => card('a', 'b')) }],
    ['half a key', { talkedWith: ['01'] }],
    ['mail that has no key', { mail: [{ to: '07'.repeat(32), reply: '08'.repeat(16) }] }],
  ])('is refused with %s', (_, wrong) => {
    expect(read({ ...FULL, ...wrong })).toBe(undefined);
  });

  test('goes without a way back or a code word that is damaged: the rest is worth more', () => {
    expect(read({ ...FULL, wayBack: { right: 'x' }, codeWord: 3 })).toEqual({
      ...FULL,
      wayBack: undefined,
      codeWord: undefined,
    });
  });

  test('that two pages have kept at once has all of both, and what is in both only once', () => {
    const theirs = { ...FULL, days: 1 as const, cards: [card('Plan', 'regenjas'), card('Plan', 'paraplu')] };
    const both = merged({ ...FULL, wayBack: undefined }, theirs);
    expect(both.cards.map(({ fields }) => fields[0]?.value)).toEqual(['paraplu', 'regenjas']);
    expect(both).toMatchObject({
      days: 90,
      wayBack: FULL.wayBack,
      mail: FULL.mail,
      talkedWith: FULL.talkedWith,
    });
  });
});
