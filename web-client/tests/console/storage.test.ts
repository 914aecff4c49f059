import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../../src');

const sources = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((file) => ({ name: relative(src, file), text: readFileSync(file, 'utf8') }));

test('only a counsellor’s own replies are kept in a browser', () => {
  const keeps = /\b(localStorage|sessionStorage|indexedDB|cookieStore|caches|serviceWorker)\b|\.cookie\b/;
  const keeping = sources.filter(({ text }) => keeps.test(text)).map(({ name }) => name);
  expect(keeping).toEqual(['console/tools/replies.tsx']);
});

test('nothing of the console comes along with the visitor’s page', () => {
  const others = sources.filter(({ name }) => !name.startsWith('console/'));
  expect(others.length).toBeGreaterThan(60);
  const bringing = others.filter(({ text }) => /from '[^']*\/console\//.test(text)).map(({ name }) => name);
  expect(bringing).toEqual([]);
});
