import { describe, expect, test } from 'vitest';
import * as talk from '../../src/talk/conversation.ts';
import { HERE, noRejoin, Page } from './page.ts';
import { reads, screenOf } from './reads.tsx';

/** A counsellor answers her. What the counsellor then reads. */
function answered(page: Page): string[] {
  const made = page.answer();
  page.hear(page.answered(made.answer));
  let there = talk.beginConversation(made.session);
  for (const frame of page.frames) {
    if (frame.kind === 'envelope')
      there = talk.envelopeCame(there, frame.envelope, HERE, noRejoin).conversation;
  }
  return there.lines.map(({ text }) => text);
}

describe('a visitor who writes while she waits', () => {
  test('reads beforehand when it is sent, and can change it until then', () => {
    const page = new Page(90).wait().do({ kind: 'typed', text: 'hoi' });
    expect(page.effects).toEqual([]);
    expect(reads(page.visit)).toContain(
      'This is sent when a counsellor is here. You can change it until then',
    );
    page.do({ kind: 'typed', text: ' dag, ik ben er ' });
    expect(answered(page)).toEqual(['dag, ik ben er']);
    expect(page.state).toMatchObject({ kind: 'talking', draft: '' });
    expect(reads(page.visit)).toContain('dag, ik ben er');
  });

  test('has sent nothing when she wrote nothing', () => {
    expect(answered(new Page(91).wait().do({ kind: 'typed', text: '  ' }))).toEqual([]);
  });

  test('sends no word of it to somebody whom the organisation did not sign, and does not lose it', () => {
    const page = new Page(92).wait().do({ kind: 'typed', text: 'hoi' });
    const stranger = new Page(93).organisation;
    page.hear(page.answered(page.answer(stranger).answer));
    expect(page.state).toMatchObject({ kind: 'ended', why: 'refused', draft: 'hoi' });
    expect(page.frames.map(({ kind }) => kind)).toEqual(['leave']);
    expect(reads(page.visit)).toContain('What you had written is still here.');
    expect(page.do({ kind: 'start' }).state).toMatchObject({ kind: 'waiting', draft: 'hoi' });
  });

  test.each([
    ['she stops waiting', (page: Page) => page.do({ kind: 'leave' })],
    ['the waiting room is full', (page: Page) => page.closed(4017)],
  ])('finds it again when %s and she starts again', (_, end) => {
    const page = new Page(94).wait().do({ kind: 'typed', text: 'hoi' });
    expect(reads(end(page).visit)).toContain('What you had written is still here.');
    expect(page.do({ kind: 'start' }).state).toMatchObject({ kind: 'waiting', draft: 'hoi' });
  });

  test('sends by itself nothing of what she skipped, is told so, and finds it in the field of the conversation', () => {
    const skipped = 'You skipped this, so it is not sent by itself.';
    const page = new Page(98).arrive().do({ kind: 'typed', text: 'hoi' }).do({ kind: 'skip' });
    page.line('opened').hear({ kind: 'ticket', token: new Uint8Array(page.token) });
    expect(reads(page.visit)).toContain(skipped);
    expect(answered(page)).toEqual([]);
    expect(page.state).toMatchObject({ kind: 'talking', draft: 'hoi' });
    expect(screenOf(page.visit).part('textarea').value).toBe('hoi');
    // Also when she had to come for another place, and when the waiting room was full.
    const full = new Page(99).arrive().do({ kind: 'typed', text: 'hoi' }).do({ kind: 'skip' });
    full.line('opened').closed(4009).line('opened').closed(4017).do({ kind: 'start' });
    expect(reads(full.visit)).toContain(skipped);
    // What she begins to write afterwards she did not skip.
    const later = new Page(100).arrive().do({ kind: 'skip' }).do({ kind: 'typed', text: 'hoi' });
    expect(reads(later.visit)).not.toContain(skipped);
  });

  test('leaves nothing of it in a window of which another one takes the place', () => {
    const page = new Page(95).wait().do({ kind: 'typed', text: 'geheim' }).closed(4015);
    expect(JSON.stringify(page.state)).not.toContain('geheim');
  });

  test('keeps a whole book that she pastes, is told that it is too long, and sends no half of it', () => {
    const book = 'a'.repeat(1_000_000);
    const page = new Page(96).wait().do({ kind: 'typed', text: book });
    expect(reads(page.visit)).toContain('about 484 pages too long');
    expect(answered(page)).toEqual([]);
    expect(page.state).toMatchObject({ kind: 'talking', draft: book });
    const screen = screenOf(page.visit);
    expect(screen.part('textarea').value).toBe(book);
    expect(screen.button('Send').disabled).toBe(true);
  });

  test('keeps her draft while she reads something beside it, and while her line is lost', () => {
    const page = new Page(97).wait().do({ kind: 'typed', text: 'hoi' }).line('lost');
    page.do({ kind: 'beside', beside: 'breathing' }).do({ kind: 'typed', text: 'hoi daar' });
    page.do({ kind: 'beside', beside: undefined }).line('opened');
    expect(screenOf(page.visit).part('textarea').value).toBe('hoi daar');
  });
});
