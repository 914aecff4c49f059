import { describe, expect, test } from 'vitest';
import { consoleEn } from '../../src/words/console-en.ts';
import { consoleNl } from '../../src/words/console-nl.ts';
import { en } from '../../src/words/en.ts';
import { chooseLanguage } from '../../src/words/language.ts';
import { nl } from '../../src/words/nl.ts';

/** Every sentence of a catalogue, with numbers and names filled in. */
function sentences(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return [0, 1, 2, 12].map((n) => String(words(n)));
  return Object.values(words as object).flatMap(sentences);
}

const keys = (words: unknown, path = ''): string[] =>
  typeof words === 'object' && words !== null
    ? Object.entries(words).flatMap(([key, value]) => keys(value, `${path}.${key}`))
    : [path];

describe.each([
  ['en', en],
  ['nl', nl],
  ['console en', consoleEn],
  ['console nl', consoleNl],
])('the words of %s', (_, words) => {
  test('never shout, and never call her what she would not call herself', () => {
    for (const sentence of sentences(words)) {
      expect(sentence).not.toMatch(/!/);
      expect(sentence).not.toMatch(
        /\b(victim|slachtoffer|client|cliënt|session|sessie|user|gebruiker|patient)\b/i,
      );
      expect(sentence).not.toMatch(/undefined|NaN|\berror\b/);
      expect(sentence).not.toBe('');
    }
  });
});

test('both languages say the same things', () => {
  expect(keys(nl)).toEqual(keys(en));
  expect(keys(consoleNl)).toEqual(keys(consoleEn));
});

test('a visitor sees her true place in words', () => {
  expect([0, 1, 2, 3, 9, 10, 25].map((ahead) => en.place(ahead, 1))).toEqual([
    'You are next.',
    'There is one person before you.',
    'There are two people before you.',
    'There are three people before you.',
    'There are nine people before you.',
    'There are 10 people before you.',
    'There are 25 people before you.',
  ]);
  expect(nl.place(3, 1)).toBe('Er zijn drie mensen voor je.');
});

test('a page speaks the first language that its reader knows, else the language of the organisation', () => {
  expect(chooseLanguage(['fr-FR', 'en-GB', 'nl'], 'nl')).toBe('en');
  expect(chooseLanguage(['nl-BE'], 'en')).toBe('nl');
  expect(chooseLanguage(['ar'], 'en')).toBe('en');
  expect(chooseLanguage([], 'nl')).toBe('nl');
});
