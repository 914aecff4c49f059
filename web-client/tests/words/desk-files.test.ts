import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { NEVER } from './never.ts';

type Text = { nl: string; en: string };

const folder = new URL('../../../deploy/organisation/desk/', import.meta.url);
const read = (name: string) => parse(readFileSync(new URL(name, folder), 'utf8'));

/** Every text of a file that people read. Names, codes and sources are none. */
function texts(value: unknown): Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('nl' in value && 'en' in value) return [value as Text];
  return Object.values(value).flatMap(texts);
}

const both = ({ nl, en }: Text) => [nl, en];
const marks = (text: string) => text.split('?').length - 1;

describe.each(readdirSync(folder).filter((name) => name !== 'languages.toml'))('desk/%s', (name) => {
  test('never shouts, and never calls her what she would not call herself', () => {
    const all = texts(read(name)).flatMap(both);
    expect(all.length).toBeGreaterThan(20);
    for (const text of all) for (const never of NEVER) expect(text).not.toMatch(never);
  });

  test('writes one kind of quotation mark and apostrophe', () => {
    for (const text of texts(read(name)).flatMap(both)) expect(text).not.toMatch(/['"]/);
  });
});

test('a reply asks one thing at most', () => {
  const { reply } = read('replies.toml') as unknown as { reply: { text: Text; title: Text }[] };
  for (const { text, title } of reply) {
    for (const one of both(text)) expect(marks(one), title.en).toBeLessThanOrEqual(1);
  }
});

test('a guide asks one thing at a time, and never why', () => {
  type Guide = { question: { ask: Text }[] };
  const { guide } = read('guides.toml') as unknown as { guide: Guide[] };
  for (const { ask } of guide.flatMap(({ question }) => question)) {
    for (const one of both(ask)) {
      expect(one).toMatch(/\?$/);
      expect(marks(one)).toBe(1);
      // Who is asked why hears a reproach.
      expect(one).not.toMatch(/\b(waarom|why)\b/i);
    }
  }
});
