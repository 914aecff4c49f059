import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Template } from '../../src/talk/cards/template.ts';
import {
  answeredIn,
  cut,
  fileName,
  fileOf,
  LONGEST_LINE,
  LONGEST_NAME,
  linesToLearn,
} from '../../src/visitor/cards/paper.ts';
import { Take } from '../../src/visitor/cards/take.tsx';
import type { Words } from '../../src/words/words.ts';
import { Screen } from '../look/screen.ts';
import { ar, en, nl } from '../words/texts.ts';
import { PLAN } from './template.ts';

const FILLED = new Map([
  [0, 'umbrella\nor raincoat'],
  [1, 'paper'],
  [2, 'aunt B\t06 12'],
]);

/** Her screen with this card. */
function takes(values: ReadonlyMap<number, string> = FILLED, words: Words = en, template: Template = PLAN) {
  return new Screen(
    <Take
      template={template}
      values={values}
      words={words}
      onBack={() => undefined}
      onFolder={() => undefined}
    />,
  );
}

/** What she does is drawn a moment later. */
const drawn = () => new Promise((done) => setTimeout(done));

async function chooses(screen: Screen, ...names: string[]) {
  for (const name of names) {
    screen.choose(name);
    await drawn();
  }
}

async function presses(screen: Screen, ...names: string[]) {
  for (const name of names) {
    screen.press(name);
    await drawn();
  }
}

/** Her screen when she has come to one of the ways. */
async function goesBy(way: string, values = FILLED) {
  const screen = takes(values);
  await chooses(screen, 'No, nobody');
  screen.button(screen.lines.find((line) => line.startsWith(way)) ?? way).fire('click');
  await drawn();
  return screen;
}

const { ways } = en.take;
const names = (screen: Screen) =>
  Object.values(ways)
    .map(({ name }) => ({ name, at: screen.words.indexOf(name) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)
    .map(({ name }) => name);

afterEach(() => vi.unstubAllGlobals());

describe('somebody whose phone', () => {
  test('nobody has asked about yet is offered nothing yet, and no answer is chosen for her', () => {
    const screen = takes();
    expect(names(screen)).toEqual([]);
    for (const answer of Object.values(en.take.answers))
      expect(screen.option(answer).attribute('checked')).toBe(undefined);
    expect(screen.lines).toContain(en.take.photo);
  });

  test.each(['Yes', 'Maybe', 'I’d rather not say'])(
    'is looked at is offered nothing, by heart, the folder and by hand first, the rest after a warning: %s',
    async (answer) => {
      const screen = takes();
      await chooses(screen, answer);
      const { nothing, heart, folder, hand, print, file } = ways;
      const [first = '', folded = ''] = screen.words.split(en.take.found);
      for (const { name } of [nothing, heart, folder, hand]) expect(first).toContain(name);
      for (const { name } of [print, file]) {
        expect(first).not.toContain(name);
        expect(folded).toContain(name);
      }
      expect(screen.part('details').text).toContain(en.take.found);
    },
  );

  test('is not looked at is offered all of them, the safest first; she may answer anew', async () => {
    const screen = takes();
    await chooses(screen, 'Yes', 'No, nobody');
    expect(names(screen)).toEqual(Object.values(ways).map(({ name }) => name));
    expect(screen.words).not.toContain(en.take.found);
    expect(screen.option('No, nobody').attribute('checked')).toBe('true');
    expect(screen.option('Yes').attribute('checked')).toBe(undefined);
  });

  test.each([nl, ar])('is asked about in her own language', async (words) => {
    const screen = takes(FILLED, words);
    await chooses(screen, words.take.answers.yes);
    expect(screen.lines[0]).toBe(words.take.title);
    expect(screen.words).toContain(words.take.ways.nothing.short);
  });
});

describe('somebody who takes with her', () => {
  test.each(Object.values(ways).filter(({ name }) => name !== ways.folder.name))(
    '$name begins at its heading, reads about pictures, and finds back',
    async ({ name }) => {
      const screen = await goesBy(name);
      expect(screen.focus).toBe(name);
      expect(screen.lines).toContain(en.take.photo);
      await presses(screen, en.take.back);
      expect(screen.focus).toBe(en.take.title);
      // What she answered still stands.
      expect(names(screen)).toHaveLength(6);
    },
  );

  test('nothing reads that it is a good choice, and that nothing is kept', async () => {
    const screen = await goesBy('Nothing');
    expect(screen.words).toMatch(/good choice\. Nothing is kept: .* the card is gone/);
    expect(screen.words).not.toContain('umbrella');
  });

  test('five lines can take no more, and reads why', async () => {
    const values = new Map([[0, 'one\ntwo\nthree\nfour\nfive\nsix']]);
    const screen = await goesBy(ways.heart.name, values);
    await chooses(screen, 'one', 'two', 'three', 'four');
    expect(screen.lines).not.toContain(en.take.byHeart.enough);
    await chooses(screen, 'five', 'six');
    expect(screen.lines).toContain(en.take.byHeart.enough);
    expect(screen.option('six')).toMatchObject({ disabled: true });
    await presses(screen, 'Practise');
    for (const line of ['one', 'two', 'three', 'four', 'five']) expect(screen.words).toContain(line);
    expect(screen.words).not.toContain('six');
    await presses(screen, en.take.byHeart.change);
    await chooses(screen, 'one', 'six');
    await presses(screen, 'Practise');
    expect(screen.words).toContain('six');
    expect(screen.words).not.toContain('one');
  });

  test('lines by heart makes them shorter, and practises with them out of sight', async () => {
    const screen = await goesBy(ways.heart.name);
    await chooses(screen, '112 When there is danger now', 'umbrella');
    const second = screen.part('input', { type: 'text', 'aria-label': 'Line 2' });
    expect(second.attribute('maxLength')).toBe('60');
    second.value = 'rain';
    second.fire('input');
    await drawn();
    await presses(screen, 'Practise');
    expect(screen.focus).toBe('Practise');
    expect(screen.words).toMatch(/112.*rain/);
    expect(screen.words).not.toContain('umbrella');
    await presses(screen, 'Hide');
    expect(screen.words).not.toContain('112');
    expect(screen.words).toContain('rain');
    await presses(screen, 'Show');
    expect(screen.words).toContain('112');
  });

  test('a long line by heart begins with its first sixty characters', async () => {
    const line = `${'a'.repeat(59)}😀 and on`;
    const screen = await goesBy(ways.heart.name, new Map([[0, line]]));
    await chooses(screen, line);
    expect(screen.part('input', { type: 'text' }).value).toBe('a'.repeat(59));
  });

  test.each([ways.hand, ways.print])(
    '$name sees what she filled in, and nothing of a card that is empty',
    async ({ name }) => {
      expect((await goesBy(name)).part('dl').text).toBe(
        'Which word means: it is not safe?umbrella\nor raincoatWhat do you do with this plan?Something on paperWho is there for you?aunt B: 06 12',
      );
      const empty = await goesBy(name, new Map());
      expect(empty.lines).toContain(en.take.empty);
      expect(() => empty.part('dl')).toThrow();
    },
  );

  test('a print has only the card on the paper: all else is marked as not for paper', async () => {
    const print = vi.fn();
    vi.stubGlobal('window', { print });
    const screen = await goesBy(ways.print.name);
    expect(screen.words).toMatch(/remember what they printed.*preview of the paper may stay open/);
    await presses(screen, 'Print');
    expect(print).toHaveBeenCalledOnce();
    const { childNodes } = screen.part('main');
    const onPaper = childNodes.filter((part) => !part.attribute('class')?.includes('no-paper'));
    expect(onPaper.filter(({ text }) => text !== '').map(({ localName }) => localName)).toEqual(['dl']);
  });
});

describe('a file that she makes', () => {
  /** What came into her downloads. */
  async function downloads(act: (screen: Screen) => Promise<void>) {
    const made: Blob[] = [];
    const revoked = vi.fn();
    const link = { href: '', download: '', click: vi.fn() };
    const screen = await goesBy(ways.file.name);
    Object.assign(document, { createElement: () => link });
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${made.push(blob as Blob)}`);
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation(revoked);
    await act(screen);
    vi.useFakeTimers();
    screen.press(en.take.file.save);
    vi.runAllTimers();
    vi.useRealTimers();
    await drawn();
    expect(link.click).toHaveBeenCalledOnce();
    expect(revoked).toHaveBeenCalledExactlyOnceWith('blob:1');
    expect(screen.lines).toContain(en.take.file.saved);
    return { name: link.download, type: made[0]?.type, text: (await made[0]?.text()) ?? '' };
  }

  test('is called as she said, and says nothing of the helpline or of the card', async () => {
    const { name, type, text } = await downloads((screen) => chooses(screen, 'recipe', 'A page'));
    expect(name).toBe('recipe.html');
    expect(type).toBe('text/html;charset=utf-8');
    expect(text).toContain('<h1>recipe</h1>');
    expect(text).not.toMatch(/My safety plan|luwte|<script/i);
  });

  test('has a name of her own, also one that begins as a suggestion does', async () => {
    const { name, text } = await downloads(async (screen) => {
      await chooses(screen, en.take.file.own);
      expect(screen.button(en.take.file.save).disabled).toBe(true);
      for (const written of ['recipe', 'recipe/book?']) {
        const field = screen.part('input', { type: 'text' });
        field.value = written;
        field.fire('input');
        await drawn();
      }
      expect(screen.lines).toContain('recipebook.txt');
    });
    expect(name).toBe('recipebook.txt');
    expect(text).toMatch(/^recipebook\n/);
  });

  test('has the title of the card when she wants that', async () => {
    const { text } = await downloads((screen) => chooses(screen, en.take.file.keepTitle));
    expect(text).toMatch(/^My safety plan\n/);
  });
});

describe('what she takes with her', () => {
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

  test('are lines that never end in the midst of a character', () => {
    expect(cut('a😀', 2)).toBe('a');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const short = cut(text, LONGEST_LINE);
        expect(text.startsWith(short)).toBe(true);
        expect(short.length).toBeGreaterThanOrEqual(Math.min(LONGEST_LINE, text.length) - 1);
        expect(() => encodeURIComponent(short)).not.toThrow();
      }),
    );
  });
});

describe('a file of hers', () => {
  const answered = answeredIn(PLAN, FILLED);

  test('has the name that she gave it above it, and says nothing of where it comes from', () => {
    for (const kind of ['txt', 'html', 'csv'] as const) {
      const { text } = fileOf(kind, 'homework', answered, PLAN);
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
    const answers = [{ question: 'a & "b"', lines: ['<script>alert(1)</script>\nx'] }];
    const { text } = fileOf('html', '<b>', answers, { ...PLAN, direction: 'rtl' });
    expect(text).toContain('dir="rtl"');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;<br>x');
    expect(text).toContain('<title>&lt;b&gt;</title>');
    expect(text).toContain('a &amp; &quot;b&quot;');
  });

  test('as a table runs no formula, and keeps quotes and lines in their cells', () => {
    const answers = [{ question: 'Who?', lines: ['=1+1', '"B"\n06', '@x', ' -5', 'plain'] }];
    expect(fileOf('csv', 'list', answers, PLAN).text.split('\r\n')).toEqual([
      '\ufeff"list",""',
      `"Who?","'=1+1"`,
      '"Who?","""B""\n06"',
      `"Who?","'@x"`,
      `"Who?","' -5"`,
      '"Who?","plain"',
      '',
    ]);
  });

  test('as a table gives back what she wrote, whatever it is, and no cell begins as a formula does', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', "'", ' ', '\t', '\r', '\n', 'a') }),
    );
    fc.assert(
      fc.property(text, text, (question, line) => {
        const table = fileOf('csv', 'x', [{ question, lines: [line] }], PLAN).text;
        const row = table.slice(table.indexOf('\r\n') + 2);
        const cells = [...row.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)];
        expect(cells.map(([cell]) => cell).join('')).toBe(row);
        expect(cells.map(([, , end]) => end)).toEqual([',', '\r\n']);
        const read = cells.map(([, cell]) => cell?.replaceAll('""', '"') ?? '');
        expect(read.map((cell) => cell.replace(/^'(?=\s*[=+\-@])/, ''))).toEqual(
          [question, line].map((was) => was.replace(/^'(?=\s*[=+\-@])/, '')),
        );
        for (const cell of read) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
      }),
    );
  });
});
