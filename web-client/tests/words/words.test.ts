import { describe, expect, test } from 'vitest';
import { consoleEn as ownEn } from '../../src/words/console-en.ts';
import { consoleNl as ownNl } from '../../src/words/console-nl.ts';
import { type Counted, count, fill, type Text } from '../../src/words/fill.ts';
import { chooseLanguage } from '../../src/words/language.ts';
import { NEVER } from './never.ts';
import { ar, en, nl } from './texts.ts';

/** Every sentence of a catalogue, with numbers and names filled in. */
function sentences(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return [0, 1, 2, 12].map((n) => String(words(n)));
  return Object.values(words as object).flatMap(sentences);
}

const isCounted = (words: object) => 'other' in words;

/** Where every text stands, with the kind that it is of and the places in it. */
function shape(words: unknown, path = ''): string[] {
  if (Array.isArray(words)) return [`${path}[${words.length}] ${places(words.join(' '))}`];
  if (typeof words !== 'object' || words === null) return [`${path} ${places(String(words))}`];
  if (isCounted(words)) return [`${path}# ${places(Object.values(words).join(' '))}`];
  return Object.entries(words).flatMap(([key, value]) => shape(value, `${path}.${key}`));
}

const places = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort().join();

describe.each([
  ['en', en],
  ['nl', nl],
  ['ar', ar],
  ['console en', ownEn],
  ['console nl', ownNl],
])('the words of %s', (_, words) => {
  test('never shout, and never call her what she would not call herself', () => {
    for (const sentence of sentences(words)) {
      for (const never of NEVER) expect(sentence).not.toMatch(never);
    }
  });
});

test('all languages say the same things, with the same names in them', () => {
  const said = shape(en).filter((line) => !line.startsWith('.tag'));
  for (const words of [nl, ar]) {
    expect(shape(words).filter((line) => !line.startsWith('.tag'))).toEqual(said);
  }
  const keys = (words: object) => Object.keys(words);
  expect(keys(ownNl)).toEqual(keys(ownEn));
});

test('a text that counts has a form for every plural of Arabic', () => {
  const counted = (words: unknown): object[] => {
    if (typeof words !== 'object' || words === null || Array.isArray(words)) return [];
    return isCounted(words) ? [words] : Object.values(words).flatMap(counted);
  };
  const all = counted(ar);
  expect(all.length).toBe(counted(en).length);
  for (const forms of all) {
    expect(Object.keys(forms).sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
  }
});

test('Arabic reads from right to left, the others from left to right', () => {
  expect([en, nl, ar].map(({ direction }) => direction)).toEqual(['ltr', 'ltr', 'rtl']);
});

test('the check words are 64 different ones in every language', () => {
  for (const { check } of [en, nl, ar]) expect(new Set(check.list).size).toBe(64);
});

describe('a text', () => {
  test('is filled with names, whatever these names are', () => {
    const text = 'Dear {name}, {name} is {what}' as unknown as Text<'name' | 'what'>;
    expect(fill(text, { name: '$1 {what}', what: 'here' })).toBe('Dear $1 {what}, $1 {what} is here');
  });

  test('that counts has the form of its language, and its own for exactly none', () => {
    const forms = { zero: 'none', one: 'one', two: 'two', few: '{count} few', other: '{count}' };
    const counted = forms as unknown as Counted<never>;
    const say = (tag: string) => [0, 1, 2, 3, 11].map((n) => count({ tag }, counted, n));
    expect(say('en')).toEqual(['none', 'one', '2', '3', '11']);
    // No form for many: the other one is good enough.
    expect(say('ar')).toEqual(['none', 'one', 'two', '3 few', '11']);
    expect(count({ tag: 'en' }, counted, 3, { count: 'three' })).toBe('three');
  });
});

test('a page speaks the first language that its reader knows, else the language of the organisation', () => {
  const languages = ['nl', 'en', 'ar'].map((tag) => ({ tag, name: tag }));
  expect(chooseLanguage(['fr-FR', 'en-GB', 'nl'], languages, 'nl')).toBe('en');
  expect(chooseLanguage(['nl-BE'], languages, 'en')).toBe('nl');
  expect(chooseLanguage(['AR-ma'], languages, 'en')).toBe('ar');
  expect(chooseLanguage(['tr'], languages, 'en')).toBe('en');
  expect(chooseLanguage([], languages, 'nl')).toBe('nl');
});
