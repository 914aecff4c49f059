import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

/** What a module imports when it runs; what it imports as types only is gone by then. */
function importsOf(file: string): string[] {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  const statements = source.match(/^(?:import|export)\b[^;]*?\bfrom '[^']+';/gm) ?? [];
  return statements
    .filter((statement) => !/^(?:import|export) type\b/.test(statement))
    .filter((statement) => !/^(?:import|export) \{(?:\s*type [^,}]+,?)+\s*\}/.test(statement))
    .map((statement) => statement.replace(/^.*from '([^']+)';$/s, '$1'));
}

/** Everything that comes along with these modules. */
function closure(...files: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const todo = [...files];
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (file.startsWith('./')) todo.push(...importsOf(file));
  }
  return seen;
}

test('the visitor’s modules bring no counsellor’s code along', () => {
  const modules = closure(
    './visitor-handshake.ts',
    './session.ts',
    './contents.ts',
    './certificates.ts',
    './intake.ts',
    './guest.ts',
    './folder.ts',
    './letterbox.ts',
    './mail.ts',
  );
  expect(modules).toContain('./noise.ts');
  expect(modules).toContain('./text.ts');
  for (const console of [
    'counsellor-handshake.ts',
    'guest-handshake.ts',
    'identity.ts',
    'identity-file.ts',
    'shift.ts',
    'open-intake.ts',
    'open-slot.ts',
    'letter.ts',
    'sealed-letter.ts',
    'letterbox-keys.ts',
    'open-mail.ts',
  ]) {
    expect([...modules].map((module) => basename(module))).not.toContain(console);
  }
});

test('nothing but noble and our own modules is imported', () => {
  const modules = closure(
    './visitor-handshake.ts',
    './counsellor-handshake.ts',
    './guest-handshake.ts',
    './open-intake.ts',
    './sealed-letter.ts',
    './identity.ts',
    './shift.ts',
    './letterbox-keys.ts',
    './open-mail.ts',
  );
  const foreign = [...modules].filter((module) => !module.startsWith('./')).sort();
  expect(foreign.every((module) => module.startsWith('@noble/'))).toBe(true);
  expect(new Set(foreign.map((module) => module.split('/')[1]))).toEqual(
    new Set(['ciphers', 'curves', 'hashes', 'post-quantum']),
  );
});
