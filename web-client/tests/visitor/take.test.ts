import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answeredIn, fileName, fileOf, LONGEST_NAME, linesToLearn } from '../../src/visitor/cards/paper.ts';
import { offered } from '../../src/visitor/cards/take.tsx';
import { PLAN } from './template.ts';

const FILLED = new Map([
  [0, 'umbrella\nor raincoat'],
  [1, 'paper'],
  [2, 'aunt B\t06 12'],
]);

describe('what she takes with her', () => {
  test.each(['yes', 'maybe', 'not-said'] as const)(
    'is nothing, by heart or by hand first when somebody may look at her phone: %s',
    (looks) => {
      expect(offered(looks)).toEqual({ first: ['nothing', 'heart', 'hand'], folded: ['print', 'file'] });
    },
  );

  test('is her choice of all when nobody does', () => {
    expect(offered('no')).toEqual({ first: ['nothing', 'heart', 'hand', 'print', 'file'], folded: [] });
  });

  test('is what she filled in, and nothing that she left open', () => {
    expect(answeredIn(PLAN, FILLED)).toEqual([
      { question: 'Which word means: it is not safe?', lines: ['umbrella\nor raincoat'] },
      { question: 'What do you do with this plan?', lines: ['Something on paper'] },
      { question: 'Who is there for you?', lines: ['aunt B: 06 12'] },
    ]);
    expect(answeredIn(PLAN, new Map([[0, '  ']]))).toEqual([]);
  });

  test('are lines of her own words and the numbers of the card, each once', () => {
    expect(linesToLearn(PLAN, new Map([...FILLED, [1, ''], [2, 'umbrella']]))).toEqual([
      { line: 'umbrella', about: '' },
      { line: 'or raincoat', about: '' },
      { line: '112', about: 'When there is danger now' },
    ]);
  });
});

describe('a file of hers', () => {
  const answered = answeredIn(PLAN, FILLED);

  test('has the name that she gave it above it, and says nothing of where it comes from', () => {
    for (const kind of ['txt', 'html', 'csv'] as const) {
      const { text } = fileOf(kind, 'homework', answered);
      expect(text).toContain('homework');
      expect(text).toContain('umbrella');
      expect(text).not.toMatch(/My safety plan|luwte/i);
    }
  });

  test('has a name that every computer takes, whatever she writes', () => {
    expect(fileName('  my/shopping: list?  ')).toBe('myshopping list');
    expect(fileName('../../.bashrc')).toBe('bashrc');
    expect(fileName('مشتريات')).toBe('مشتريات');
    expect(fileName('<>')).toBe('');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const name = fileName(text);
        expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
        expect(name).toMatch(/^(|[\p{L}\p{M}\p{N}_-]([\p{L}\p{M}\p{N} _-]*[\p{L}\p{M}\p{N}_-])?)$/u);
      }),
    );
  });

  test('as a page holds no more than text', () => {
    const { text } = fileOf('html', '<b>', [
      { question: 'a & "b"', lines: ['<script>alert(1)</script>\nx'] },
    ]);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;<br>x');
    expect(text).toContain('<title>&lt;b&gt;</title>');
    expect(text).toContain('a &amp; &quot;b&quot;');
  });

  test('as a table runs no formula, and keeps quotes and lines in their cells', () => {
    const { text } = fileOf('csv', 'list', [
      { question: 'Who?', lines: ['=1+1', '"B"\n06', '@x', '-5', 'plain'] },
    ]);
    expect(text.split('\r\n')).toEqual([
      '"list",""',
      `"Who?","'=1+1"`,
      '"Who?","""B""\n06"',
      `"Who?","'@x"`,
      `"Who?","'-5"`,
      '"Who?","plain"',
      '',
    ]);
  });
});
