import { describe, expect, test } from 'vitest';
import * as talk from '../../src/talk/conversation.ts';
import type { State } from '../../src/visitor/state.ts';
import type { ServerFrame } from '../../src/wire/frames.ts';
import { found, NOW } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';
import { HERE, noRejoin, Page } from './page.ts';

describe('a visitor who waits', () => {
  test('has no keys and no connection before she presses start', () => {
    const page = new Page(1).arrive();
    expect(page.line('opened').effects).toEqual([]);
    expect(page.do({ kind: 'start' }).effects).toEqual([{ kind: 'connect' }]);
  });

  test('says hello, gets a ticket, waits, and sees her true place', () => {
    const page = new Page(2).arrive();
    page.do({ kind: 'start' });
    expect(page.line('opened').frames).toEqual([{ kind: 'arrive' }]);
    page.hear({ kind: 'ticket', token: page.token });
    expect(page.frames).toEqual([{ kind: 'wait', messageOne: page.messageOne }]);
    page.hear({ kind: 'place', ahead: 3, onDuty: 0, least: 10, most: 20 });
    expect(page.state).toMatchObject({
      kind: 'waiting',
      place: { ahead: 3, onDuty: 0, least: 10, most: 20 },
    });
  });

  test('comes back with her token after a lost connection and keeps her place on the screen', () => {
    const page = new Page(3).wait();
    page.line('lost');
    expect(page.state).toMatchObject({ lost: HERE, place: { ahead: 2 } });
    expect(page.line('opened').frames).toEqual([{ kind: 'return', token: page.token }]);
    page.hear({ kind: 'place', ahead: 1, onDuty: 1, least: 0, most: 0 });
    expect(page.state).toMatchObject({ lost: 0, place: { ahead: 1 } });
  });

  test('waits again with the same message one when the server did not hear it', () => {
    const page = new Page(4).wait();
    const first = page.messageOne;
    page
      .line('lost')
      .line('opened')
      .hear({ kind: 'ticket', token: new Uint8Array(page.token) });
    expect(page.frames).toEqual([{ kind: 'wait', messageOne: first }]);
  });

  test('makes new keys for a new ticket', () => {
    const page = new Page(5).wait();
    const first = page.messageOne;
    page.hear({ kind: 'ticket', token: page.seeded.bytes(89) });
    expect(page.messageOne).not.toEqual(first);
  });

  test('keeps her keys when a server with a new key signs her ticket again', () => {
    const page = new Page(9).wait();
    const first = page.messageOne;
    const old = page.state.kind === 'waiting' ? page.state.token : undefined;
    const token = page.tokenFor(page.conversation);
    page.line('lost').line('opened').hear({ kind: 'ticket', token });
    expect(page.frames).toEqual([{ kind: 'wait', messageOne: first }]);
    expect(old?.every((byte) => byte === 0)).toBe(true);
    expect(page.line('lost').line('opened').frames).toEqual([{ kind: 'return', token }]);
  });

  test('asks for another ticket by herself when hers does not hold any more, and keeps waiting', () => {
    const page = new Page(6).wait();
    page.line('lost').line('opened').closed(4009);
    expect(page.effects).toEqual([{ kind: 'hang-up' }, { kind: 'connect' }]);
    expect(page.line('opened').frames).toEqual([{ kind: 'arrive' }]);
    page.hear({ kind: 'ticket', token: page.seeded.bytes(89) });
    expect(page.hear({ kind: 'place', ahead: 5, onDuty: 1, least: 0, most: 0 }).state).toMatchObject({
      place: { ahead: 5 },
    });
    // Hours later it is so again, and she does so again.
    expect(page.line('lost').line('opened').closed(4009).state).toMatchObject({ kind: 'waiting' });
  });

  test('does not ask for one ticket after another', () => {
    const page = new Page(14).wait().closed(4009);
    page.line('opened').hear({ kind: 'ticket', token: page.seeded.bytes(89) });
    expect(page.closed(4009).state).toMatchObject({ kind: 'ended', why: 'forgotten', next: undefined });
    expect(page.effects).toEqual([{ kind: 'hang-up' }]);
  });

  test('waits on where she stood when whoever answered her is gone before she knew', () => {
    const page = new Page(15).wait();
    const { handshake } = page.state as Extract<State, { kind: 'waiting' }>;
    page.line('lost').line('opened').ended('off-duty', true);
    expect(page.effects).toEqual([{ kind: 'hang-up' }, { kind: 'connect' }]);
    expect(page.state).toMatchObject({ kind: 'waiting', since: HERE });
    expect(page.line('opened').frames).toEqual([{ kind: 'return', token: page.next }]);
    expect(() => handshake?.finish(new Uint8Array(1678), NOW)).toThrow('over');
    // A server that says so again and again is not asked again and again.
    page.hear({
      kind: 'ended',
      conversation: page.next.slice(1, 17),
      reason: 'gone',
      next: page.seeded.bytes(89),
    });
    expect(page.state).toMatchObject({ kind: 'ended', why: 'gone' });
  });

  test('gives up her place when she stops waiting', () => {
    const page = new Page(7).wait().do({ kind: 'leave' });
    expect(page.frames).toEqual([{ kind: 'leave', conversation: page.conversation, reason: 'said-goodbye' }]);
    expect(page.state).toMatchObject({ kind: 'ended', why: 'left' });
  });
});

describe('a visitor whose page is answered', () => {
  test('talks with a counsellor of this organisation, by name', () => {
    const page = new Page(10);
    page.talk();
    expect(page.state).toMatchObject({ kind: 'talking', counsellor: 'Counsellor Noor' });
  });

  test('sends no word to anybody whom the organisation did not sign', () => {
    const page = new Page(11).wait();
    const stranger = found(new Seeded(999));
    page.hear(page.answered(page.answer(stranger).answer));
    expect(page.state).toMatchObject({ kind: 'ended', why: 'refused' });
    expect(page.frames).toEqual([{ kind: 'leave', conversation: page.conversation, reason: 'refused' }]);
    expect(page.do({ kind: 'write', text: 'help' }).effects).toEqual([]);
  });

  test('does not look at an answer that is meant for somebody else', () => {
    const page = new Page(12).wait();
    page.hear({ ...page.answered(page.answer().answer), conversation: page.seeded.bytes(16) } as ServerFrame);
    expect(page.state).toMatchObject({ kind: 'ended', why: 'refused' });
  });

  test('hears the same answer again after a return and goes on with the keys she has', () => {
    const page = new Page(13);
    page.wait();
    const made = page.answer();
    page.hear(page.answered(made.answer)).line('lost').do({ kind: 'write', text: 'hoi' }).line('opened');
    expect(page.frames).toEqual([{ kind: 'return', token: page.right }]);
    // The counsellor may be away: what follows tells.
    expect(page.hear(page.answered(made.answer)).frames).toEqual([]);
    page.presence('away');
    expect(page.state).toMatchObject({ kind: 'talking', lost: 0, token: page.right });
    const [sent] = page.frames;
    if (sent?.kind !== 'envelope') throw new Error('nothing was sent');
    const there = talk.envelopeCame(talk.beginConversation(made.session), sent.envelope, HERE, noRejoin);
    expect(there.conversation.lines[0]?.text).toBe('hoi');
  });

  test('holds her ticket until then, and after that her right', () => {
    const page = new Page(16).wait();
    const ticket = page.state.kind === 'waiting' ? page.state.token : undefined;
    expect(page.line('lost').line('opened').frames).toEqual([{ kind: 'return', token: page.token }]);
    page.hear(page.answered(page.answer().answer));
    expect(ticket?.every((byte) => byte === 0)).toBe(true);
    expect(page.line('lost').line('opened').frames).toEqual([{ kind: 'return', token: page.right }]);
  });
});
