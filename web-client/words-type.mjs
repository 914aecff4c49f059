// Writes `src/words/words.ts`, the type of all texts, from the English of the example organisation.
// With `--check` it writes nothing, and fails when that file is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';

const here = import.meta.dirname;
const target = join(here, 'src/words/words.ts');

/** The names of the places in a text, as a type: `'name' | 'time'`. */
function places(text) {
  const names = new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  return [...names].sort();
}

const union = (names) => names.map((name) => `'${name}'`).join(' | ') || 'never';

function typeOf(value, indent) {
  if (typeof value === 'string') {
    const names = places(value);
    return names.length === 0 ? 'string' : `Text<${union(names)}>`;
  }
  if (Array.isArray(value)) {
    const names = places(value.join(' '));
    return names.length === 0 ? 'readonly string[]' : `readonly Text<${union(names)}>[]`;
  }
  // A table with the form `other` is one text that counts. No table of texts has a text of that name.
  if ('other' in value) {
    const names = places(Object.values(value).join(' ')).filter((name) => name !== 'count');
    return `Counted<${union(names)}>`;
  }
  const lines = Object.entries(value).map(([key, inner]) => {
    const name = /^[a-z]\w*$/i.test(key) ? key : `'${key}'`;
    return `${indent}  ${name}: ${typeOf(inner, `${indent}  `)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const english = parse(readFileSync(join(here, '../deploy/organisation/words/en.toml'), 'utf8'));
const body = typeOf({ tag: '', ...english }, '').replace(
  '  tag: string;',
  '  /** Which language it is: the name of its file. */\n  tag: string;',
);
const written = `// Made from deploy/organisation/words/en.toml by \`npm run words\`. Change it there.
import type { Counted, Text } from './fill.ts';

/** All texts of the visitor's page, and what the console shares with it. Every language has exactly these. */
export type Words = ${body};
`;

if (!process.argv.includes('--check')) writeFileSync(target, written);
else if (readFileSync(target, 'utf8') !== written) {
  process.stderr.write(
    'src/words/words.ts is not as deploy/organisation/words/en.toml says. Run: npm run words\n',
  );
  process.exit(1);
}
