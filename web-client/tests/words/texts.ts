import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { type ConsoleWords, consoleEn as ownEn } from '../../src/words/console-en.ts';
import { consoleNl as ownNl } from '../../src/words/console-nl.ts';
import type { Words } from '../../src/words/words.ts';

/** The texts of the example organisation, as its page gets them. */
export function texts(tag: string): Words {
  const file = new URL(`../../../deploy/organisation/words/${tag}.toml`, import.meta.url);
  return { ...(parse(readFileSync(file, 'utf8')) as unknown as Words), tag };
}

export const en = texts('en');
export const nl = texts('nl');
export const ar = texts('ar');

export const consoleEn: ConsoleWords = { ...ownEn, shared: en };
export const consoleNl: ConsoleWords = { ...ownNl, shared: nl };
