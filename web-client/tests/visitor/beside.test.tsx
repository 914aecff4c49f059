import { afterEach, describe, expect, test, vi } from 'vitest';
import * as talk from '../../src/talk/conversation.ts';
import { recordText } from '../../src/visitor/held.ts';
import type { Beside } from '../../src/visitor/state.ts';
import { ar, en } from '../words/texts.ts';
import { HERE, Page } from './page.ts';
import { reads, screenOf } from './reads.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The server answers with a record, in so many pieces. */
function record(page: Page, json: string, count = 1): Page {
  const bytes = new TextEncoder().encode(json);
  const size = Math.ceil(bytes.length / count);
  for (let index = 0; index < count; index++) {
    const piece = bytes.slice(index * size, (index + 1) * size);
    page.hear({ kind: 'record', index, count, bytes: piece });
  }
  return page;
}

const opens = (page: Page, beside: Beside) => page.do({ kind: 'beside', beside });

describe('a visitor who asks what is known about her', () => {
  test('before she waits, reads that the computer holds nothing, and nobody is asked', () => {
    const page = opens(new Page(100).do({ kind: 'go-on' }), 'evidence');
    expect(page.effects).toEqual([]);
    expect(reads(page.visit)).toContain('You are not waiting and not talking.');
    expect(reads(page.visit)).toContain('That this device visited agenda.example.');
  });

  test('while she waits, sees the record of the server as it is, field for field', () => {
    const page = opens(new Page(101).wait(), 'evidence');
    expect(page.frames).toEqual([{ kind: 'ask' }]);
    expect(reads(page.visit)).toContain('We are asking our computer.');
    record(page, '{"ticket":"00ff","added later":{"name":"نور"}}', 3);
    expect(recordText(page.visit.held)).toBe(
      '{\n  "ticket": "00ff",\n  "added later": {\n    "name": "نور"\n  }\n}',
    );
    expect(screenOf(page.visit).part('pre').text).toContain('"added later"');
    // Asked once, not with every second that goes by.
    expect(page.do({ kind: 'tick' }, HERE + 1_000).frames).toEqual([]);
    expect(page.do({ kind: 'ask' }).frames).toEqual([{ kind: 'ask' }]);
    expect(recordText(page.visit.held)).toBeUndefined();
  });

  test('while her line is lost, is told so, and asks when it is back', () => {
    const page = opens(new Page(102).wait().line('lost'), 'evidence');
    expect(page.frames).toEqual([]);
    expect(reads(page.visit)).toContain('We are looking for the connection.');
    page.line('opened');
    page.hear({ kind: 'place', ahead: 1, onDuty: 1, least: 0, most: 0 });
    expect(page.frames).toEqual([{ kind: 'ask' }]);
  });

  test('while she talks, reads the five words that the counsellor sees too, and nobody reads her code word here', () => {
    const page = new Page(103).arrive().do({ kind: 'answer', says: { codeWord: 'blauw' } });
    page.do({ kind: 'start' }).line('opened');
    page.hear({ kind: 'ticket', token: new Uint8Array(page.token) });
    page.hear(page.answered(page.answer().answer));
    opens(page, 'evidence');
    const words = screenOf(page.visit).lines.find((line) => line.includes(' · ')) ?? '';
    expect(words.split(' · ').every((word) => en.check.list.includes(word))).toBe(true);
    const there = screenOf(page.visit, ar).lines.find((line) => line.includes(' · ')) ?? '';
    const places = (line: string, list: readonly string[]) =>
      line.split(' · ').map((word) => list.indexOf(word));
    expect(places(there, ar.check.list)).toEqual(places(words, en.check.list));
    expect(reads(page.visit)).not.toContain('blauw');
  });
});

describe('a visitor who looks at something beside', () => {
  test('waiting sees her place meanwhile, and that somebody is there as soon as somebody is', () => {
    const page = opens(new Page(104).wait(), 'breathing');
    expect(reads(page.visit)).toMatch(/^There are two people before you\.\nBreathe along/);
    page.hear(page.answered(page.answer().answer));
    expect(reads(page.visit)).toMatch(/^Counsellor Noor is here for you now\.\nBreathe along/);
    const screen = screenOf(page.visit, en, (event) => page.do(event));
    screen.press('To the conversation');
    expect(reads(page.visit)).toContain('You are talking with Counsellor Noor');
  });

  test('talking is told of what came meanwhile, and of nothing that she has seen', () => {
    const page = new Page(105);
    let there = page.talk();
    const hears = (text: string) => {
      const step = talk.write(there, text, HERE);
      there = step.conversation;
      const envelope = step.send[0] as Uint8Array;
      page.hear({ kind: 'envelope', conversation: page.conversation, envelope });
    };
    hears('dag');
    opens(page, 'numbers');
    expect(reads(page.visit)).toMatch(/^Other numbers/);
    hears('ben je er nog');
    expect(reads(page.visit)).toMatch(/^There is a new message for you\./);
    page.ended('said-goodbye');
    expect(reads(page.visit)).toMatch(/^The conversation has ended/);
  });

  test('has the number for danger before any other number has come', () => {
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
    const screen = screenOf(opens(new Page(106).do({ kind: 'go-on' }), 'numbers').visit);
    expect(screen.links).toEqual(['tel:112']);
  });

  test('can read how to breathe, whether the circle moves or not', () => {
    const screen = screenOf(opens(new Page(107).wait(), 'breathing').visit);
    for (const step of en.breathing.steps) expect(screen.lines).toContain(step);
    screen.press('Stop the circle');
    for (const step of en.breathing.steps) expect(screen.lines).toContain(step);
  });
});
