import { describe, expect, test } from 'vitest';
import { decodeForm, encodeForm } from '../../src/crypto/form.ts';
import type { Hours } from '../../src/visitor/hours.ts';
import { formOf, LONGEST_CODE_WORD, nothingSaid } from '../../src/visitor/intake.ts';
import { ar, en, nl } from '../words/texts.ts';
import { HERE, Page } from './page.ts';
import { reads, screenOf } from './reads.tsx';

const HOUR = 60 * 60_000;

/** What the server says about its hours. */
const hours = (more: Partial<Hours>): Hours => ({
  open: true,
  opens: 0,
  closes: 0,
  onDuty: 1,
  because: null,
  ...more,
});

const knows = (page: Page, more: Partial<Hours>) => page.do({ kind: 'hours', hours: hours(more) });

describe('a visitor who opens the page', () => {
  test('is first asked whether somebody sees her screen, and goes on with one tap', () => {
    const page = new Page(60);
    const screen = screenOf(page.visit, en, (event) => page.do(event));
    expect(screen.lines[2]).toBe('Can someone else see this screen?');
    expect(screen.links).toContain('tel:112');
    expect(reads(page.visit)).toMatch(/may still remember that you visited this address/);
    screen.press('Go on');
    expect(reads(page.visit)).toContain('You can talk to someone here');
  });

  test('finds every other language in its own words, on the screens where she begins', () => {
    const page = new Page(61);
    const pressed: string[] = [];
    const press = (name: string) => {
      screenOf(page.visit, en, undefined, (tag) => pressed.push(tag)).press(name);
    };
    press('العربية');
    page.do({ kind: 'go-on' });
    press('Nederlands');
    expect(pressed).toEqual(['ar', 'nl']);
  });

  test.each([
    ['For me', 'How old are you?'],
    ['I am a parent', 'How old is your child?'],
    ['I am worried about someone', 'How old is the person you worry about?'],
    ['I work with young people', 'How old is the young person?'],
  ])('is met in her own words when she chooses %s', (entrance, question) => {
    const page = new Page(62).do({ kind: 'go-on' });
    const screen = screenOf(page.visit, en, (event) => page.do(event));
    const name = screen.lines.find((line) => line.startsWith(entrance));
    screen.press(name ?? '');
    expect(screenOf(page.visit).words).toContain(question);
  });

  test('has the hours looked up at once, and again every minute until she talks', () => {
    const page = new Page(63);
    const looks = (at: number) => page.looks({ kind: 'tick' }, HERE + at);
    expect(looks(0)).toBe(true);
    expect(page.looks({ kind: 'go-on' }, HERE)).toBe(false);
    expect([59_000, 60_000, 61_000, 120_000].map(looks)).toEqual([false, true, false, true]);
    page.talk();
    expect(looks(600_000)).toBe(false);
  });
});

describe('a visitor who comes when it is closed', () => {
  const closed = (more: Partial<Hours>, words = en) => {
    const page = knows(new Page(64).do({ kind: 'go-on' }), { open: false, onDuty: 0, ...more });
    return reads(page.visit, words);
  };

  test('reads so, with when it opens and what there is until then', () => {
    const read = closed({ opens: HERE + 24 * HOUR });
    expect(read).toMatch(/We are closed now\nWe open tomorrow at \d\d:\d\d\./);
    expect(read).toMatch(/Read something\nSee other numbers\nWhat do you know about me\?/);
    expect(read).not.toMatch(/Wait for someone|For me/);
    expect(closed({ opens: HERE + 3 * 24 * HOUR }, nl)).toMatch(/We gaan \w+dag om \d\d:\d\d open\./);
    expect(closed({ opens: 0 }, ar)).toContain('نحن الآن خارج وقت العمل');
  });

  test('reads why, when the organisation says why in her language', () => {
    const because = { en: 'It is Christmas.', nl: 'Het is Kerst.' };
    expect(closed({ because })).toContain('It is Christmas.');
    expect(closed({ because }, ar)).not.toMatch(/Christmas|Kerst/);
  });

  test('is told nothing about hours of which nothing is known', () => {
    expect(reads(new Page(65).do({ kind: 'go-on' }).visit)).not.toMatch(/open|close/i);
  });

  test('may wait all the same when it is open and only nobody is there', () => {
    const page = knows(new Page(66).do({ kind: 'go-on' }), { onDuty: 0, closes: HERE + HOUR });
    const screen = screenOf(page.visit, en, (event) => page.do(event));
    expect(screen.lines.join('\n')).toMatch(
      /Nobody is here right now\n.*You may wait\..*\nWe are open until/,
    );
    screen.press('Wait for someone');
    expect(reads(page.visit)).toContain('For me');
  });
});

describe('a visitor at the questions', () => {
  test('can leave every one of them, and is told so before the first', () => {
    const page = new Page(67).arrive();
    const screen = screenOf(page.visit, en, (event) => page.do(event));
    expect(screen.lines.slice(0, 4)).toEqual([
      'A few questions, if you like',
      'With this we can find someone who fits you.',
      'You don’t have to answer any of this. Only our counsellors can read it, not our computer.',
      'Skip all of this',
    ]);
    screen.press('Go on');
    screen.part('form').fire('submit');
    expect(page.state).toMatchObject({ kind: 'waiting', intake: nothingSaid('me') });
  });

  test('says what she wants to say, and it stays in this page', () => {
    const page = new Page(68).arrive();
    page.do({ kind: 'answer', says: { age: '15-17', topics: ['online'] } });
    page.do({ kind: 'answer', says: { safe: 'no', codeWord: 'blue' } });
    expect(page.effects).toEqual([]);
    page.do({ kind: 'start' });
    const intake = { ...nothingSaid('me'), age: '15-17', topics: ['online'], safe: 'no', codeWord: 'blue' };
    expect(page.state).toMatchObject({ kind: 'waiting', intake });
    expect(page.effects).toEqual([{ kind: 'connect' }]);
    if (page.state.kind === 'waiting')
      expect(decodeForm(encodeForm(formOf(page.state.intake, new Uint8Array(32))))).toMatchObject({
        who: 'me',
        codeWord: 'blue',
      });
  });

  test('may choose a code word in any letters, and it fits on the form', () => {
    for (const letter of ['a', 'é', 'ن', '你', '😀']) {
      const codeWord = letter.repeat(LONGEST_CODE_WORD / letter.length);
      const form = formOf({ ...nothingSaid('friend'), codeWord }, new Uint8Array(32));
      expect(decodeForm(encodeForm(form))).toMatchObject({ who: 'worried', codeWord });
    }
  });

  test('says nothing of it after all when she skips, and keeps what she began to write', () => {
    const page = new Page(69).arrive().do({ kind: 'answer', says: { danger: 'yes' } });
    page.do({ kind: 'typed', text: 'hoi' }).do({ kind: 'skip' });
    expect(page.state).toMatchObject({ kind: 'waiting', intake: nothingSaid('me'), draft: 'hoi' });
  });

  test('finds all of it again when she goes back and comes by another entrance', () => {
    const page = new Page(73).arrive().do({ kind: 'answer', says: { age: '12-14' } });
    page.do({ kind: 'typed', text: 'hoi' }).do({ kind: 'back' });
    page.do({ kind: 'choose', entrance: 'friend' });
    expect(page.state).toMatchObject({ intake: { entrance: 'friend', age: '12-14' }, draft: 'hoi' });
  });

  test('sees the number stand out when somebody is in danger', () => {
    const page = new Page(70).arrive();
    expect(screenOf(page.visit).links).toEqual([]);
    page.do({ kind: 'answer', says: { danger: 'yes' } });
    expect(screenOf(page.visit).links).toEqual(['tel:112']);
    expect(reads(page.visit)).toContain('They can come at once.');
  });

  test('is reminded of the exit when it is not safe to write', () => {
    const page = new Page(71).arrive().do({ kind: 'answer', says: { safe: 'no' } });
    expect(reads(page.visit)).toContain('“Leave” is always at the bottom of the screen.');
  });

  test('leaves nothing of it behind when she uses the exit', () => {
    const page = new Page(72).arrive().do({ kind: 'answer', says: { codeWord: 'geheim' } });
    page.do({ kind: 'typed', text: 'geheim' }).do({ kind: 'wipe' });
    expect(JSON.stringify(page.visit)).not.toContain('geheim');
  });
});
