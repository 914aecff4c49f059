import { expect, test } from 'vitest';
import { type InForce, TextsTable } from '../../src/console/texts.tsx';
import { Screen } from '../look/screen.ts';
import { consoleEn, consoleNl } from '../words/texts.ts';

const IN_FORCE: InForce = {
  read: Date.UTC(2026, 10, 25, 12),
  several: false,
  files: [
    { file: 'hours.toml', language: null, checked: null, unchecked: 0, fingerprint: 'a9e15764' },
    {
      file: 'pages/ar/police.md',
      language: 'ar',
      checked: '2026-11-24',
      unchecked: 1,
      fingerprint: '770e29a9',
    },
  ],
};

const reads = (inForce: InForce, words = consoleEn) =>
  new Screen(<TextsTable inForce={inForce} words={words} />).words;

test('a coordinator reads of each text its language, the day of its facts and its fingerprint', () => {
  const english = reads(IN_FORCE);
  expect(english).toContain('2 files');
  expect(english).toMatch(/hours\.toml\s*a9e15764/);
  expect(english).toMatch(/police\.md\s*Arabic · facts of 2026-11-24 · 1 not checked\s*770e29a9/);
  expect(reads(IN_FORCE, consoleNl)).toContain('Arabisch · feiten van 2026-11-24 · 1 niet nagekeken');
});

test('she is told when they were read, and that another server may have others only if there is one', () => {
  expect(reads(IN_FORCE)).toContain('Nov 25, 2026');
  expect(reads(IN_FORCE)).not.toContain('several servers');
  expect(reads({ ...IN_FORCE, several: true })).toContain('There are several servers.');
});
