import { describe, expect, test } from 'vitest';
import { answer } from '../../src/crypto/counsellor-handshake.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import * as talk from '../../src/talk/conversation.ts';
import { decide } from '../../src/visitor/decide.ts';
import type { Effect, Event, State } from '../../src/visitor/state.ts';
import type { EndReason, PageFrame, ServerFrame } from '../../src/wire/frames.ts';
import { found, NOW } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';

const HERE = NOW * 1000;

/** A visitor's page without a screen, and a counsellor of her organisation. */
class Page {
  readonly seeded: Seeded;
  readonly organisation;
  readonly token;
  state: State = { kind: 'start' };
  effects: Effect[] = [];
  readonly #decide;

  constructor(seed: number) {
    this.seeded = new Seeded(seed);
    this.organisation = found(this.seeded);
    this.token = this.seeded.bytes(56);
    const tools = { root: this.organisation.root, random: this.seeded.bytes, begin: VisitorHandshake.begin };
    this.#decide = decide(tools);
  }

  do(event: Event, now = HERE): this {
    const { state, effects } = this.#decide(this.state, event, now);
    this.state = state;
    this.effects = [...effects];
    return this;
  }

  line(kind: 'opened' | 'lost'): this {
    return this.do({ kind: 'line', event: { kind } });
  }

  hear(frame: ServerFrame, now = HERE): this {
    return this.do({ kind: 'line', event: { kind: 'frame', frame } }, now);
  }

  closed(code: number): this {
    return this.do({ kind: 'line', event: { kind: 'closed', code } });
  }

  get frames(): PageFrame[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.frame] : []));
  }

  get conversation(): Uint8Array {
    return new Uint8Array(this.token.subarray(0, 16));
  }

  wait(): this {
    this.do({ kind: 'start' })
      .line('opened')
      .hear({ kind: 'ticket', token: new Uint8Array(this.token) });
    return this.hear({ kind: 'place', ahead: 2, onDuty: 1 });
  }

  get messageOne(): Uint8Array {
    if (this.state.kind !== 'waiting' || !this.state.handshake) throw new Error('she does not wait');
    return this.state.handshake.messageOne;
  }

  /** The counsellor's answer, from this organisation or from another one. */
  answer(organisation = this.organisation) {
    const shift = startShift(organisation.identity, NOW, 2, this.seeded.bytes);
    const context = { root: this.organisation.root, conversation: this.conversation };
    return answer(context, shift, this.messageOne, this.seeded.bytes);
  }

  talk(): talk.Conversation {
    this.wait();
    const made = this.answer();
    this.hear({ kind: 'answered', conversation: this.conversation, answer: made.answer });
    return talk.beginConversation(made.session);
  }

  ended(reason: EndReason): this {
    return this.hear({ kind: 'ended', conversation: this.conversation, reason });
  }
}

describe('a visitor who waits', () => {
  test('has no keys and no connection before she presses start', () => {
    const page = new Page(1);
    expect(page.line('opened').effects).toEqual([]);
    expect(page.do({ kind: 'start' }).effects).toEqual([{ kind: 'connect' }]);
  });

  test('says hello, gets a ticket, waits, and sees her true place', () => {
    const page = new Page(2);
    page.do({ kind: 'start' });
    expect(page.line('opened').frames).toEqual([{ kind: 'arrive' }]);
    page.hear({ kind: 'ticket', token: page.token });
    expect(page.frames).toEqual([{ kind: 'wait', messageOne: page.messageOne }]);
    page.hear({ kind: 'place', ahead: 3, onDuty: 0 });
    expect(page.state).toMatchObject({ kind: 'waiting', place: { ahead: 3, onDuty: 0 } });
  });

  test('comes back with her token after a lost connection and keeps her place on the screen', () => {
    const page = new Page(3).wait();
    page.line('lost');
    expect(page.state).toMatchObject({ lost: true, place: { ahead: 2 } });
    expect(page.line('opened').frames).toEqual([{ kind: 'return', token: page.token }]);
    page.hear({ kind: 'place', ahead: 1, onDuty: 1 });
    expect(page.state).toMatchObject({ lost: false, place: { ahead: 1 } });
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
    page.hear({ kind: 'ticket', token: page.seeded.bytes(56) });
    expect(page.messageOne).not.toEqual(first);
  });

  test('simply asks for another ticket when hers was lost before she had a place', () => {
    const page = new Page(6);
    page
      .do({ kind: 'start' })
      .line('opened')
      .hear({ kind: 'ticket', token: new Uint8Array(page.token) });
    page.line('lost').line('opened').ended('unknown');
    expect(page.effects).toEqual([{ kind: 'hang-up' }, { kind: 'connect' }]);
    expect(page.line('opened').frames).toEqual([{ kind: 'arrive' }]);
  });

  test('gives up her place when she stops waiting', () => {
    const page = new Page(7).wait().do({ kind: 'leave' });
    expect(page.frames).toEqual([{ kind: 'leave', conversation: page.conversation, reason: 'said-goodbye' }]);
    expect(page.state).toMatchObject({ kind: 'ended', why: 'left' });
  });

  test('sees the minutes go by', () => {
    const page = new Page(8).wait().do({ kind: 'tick' }, HERE + 61_000);
    expect(page.state).toMatchObject({ minutes: 1 });
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
    page.hear({ kind: 'answered', conversation: page.conversation, answer: page.answer(stranger).answer });
    expect(page.state).toMatchObject({ kind: 'ended', why: 'refused' });
    expect(page.frames).toEqual([{ kind: 'leave', conversation: page.conversation, reason: 'refused' }]);
    expect(page.do({ kind: 'write', text: 'help' }).effects).toEqual([]);
  });

  test('does not look at an answer that is meant for somebody else', () => {
    const page = new Page(12).wait();
    page.hear({ kind: 'answered', conversation: page.seeded.bytes(16), answer: page.answer().answer });
    expect(page.state).toMatchObject({ kind: 'ended', why: 'refused' });
  });

  test('hears the same answer again after a return and goes on with the keys she has', () => {
    const page = new Page(13);
    page.wait();
    const made = page.answer();
    const frame: ServerFrame = { kind: 'answered', conversation: page.conversation, answer: made.answer };
    page.hear(frame).line('lost').do({ kind: 'write', text: 'hoi' }).line('opened').hear(frame);
    expect(page.state).toMatchObject({ kind: 'talking', lost: false });
    const [sent] = page.frames;
    if (sent?.kind !== 'envelope') throw new Error('nothing was sent');
    const there = talk.envelopeCame(talk.beginConversation(made.session), sent.envelope, HERE);
    expect(there.conversation.lines[0]?.text).toBe('hoi');
  });
});

describe('a visitor in a conversation', () => {
  test('stops at a damaged envelope, tells the other end, and shows nothing of it', () => {
    const page = new Page(20);
    const counsellor = page.talk();
    const envelope = new Uint8Array(talk.write(counsellor, 'dag', HERE).send[0] as Uint8Array);
    envelope[50] = (envelope[50] as number) ^ 1;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope });
    expect(page.state).toEqual({ kind: 'ended', why: 'damaged', counsellor: 'Counsellor Noor', lines: [] });
    expect(page.frames).toEqual([{ kind: 'leave', conversation: page.conversation, reason: 'damaged' }]);
  });

  test('stops when the server brings her an envelope of another conversation', () => {
    const page = new Page(21);
    page.talk();
    page.hear({ kind: 'envelope', conversation: page.seeded.bytes(16), envelope: new Uint8Array(2030) });
    expect(page.state).toMatchObject({ kind: 'ended', why: 'damaged' });
  });

  test.each([
    ['said-goodbye', 'ended'],
    ['gone', 'gone'],
    ['off-duty', 'off-duty'],
    ['unknown', 'forgotten'],
  ] as const)('can still read the last words after an end for the reason %s', (reason, why) => {
    const page = new Page(22);
    const counsellor = page.talk();
    const [envelope] = talk.write(counsellor, 'Bel 0800-2000', HERE).send;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope: envelope as Uint8Array });
    page.do({ kind: 'write', text: 'dank je' }).ended(reason);
    expect(page.state).toMatchObject({ kind: 'ended', why });
    const lines = page.state.kind === 'ended' ? page.state.lines : [];
    expect(lines.map((line) => [line.text, line.state])).toEqual([
      ['Bel 0800-2000', 'delivered'],
      ['dank je', 'failed'],
    ]);
    expect(page.do({ kind: 'clear' }).state).toEqual({ kind: 'start' });
  });

  test('leaves nothing on the screen when she says goodbye herself', () => {
    const page = new Page(23);
    page.talk();
    page.do({ kind: 'write', text: 'hoi' }).do({ kind: 'leave' });
    expect(page.state).toMatchObject({ kind: 'ended', why: 'said-goodbye', lines: [] });
  });

  test('finds this window cleared when the conversation goes on in another one', () => {
    const page = new Page(24);
    page.talk();
    expect(page.do({ kind: 'write', text: 'hoi' }).closed(4015).state).toMatchObject({
      why: 'taken-over',
      lines: [],
    });
  });

  test('has no keys any more after the exit', () => {
    const page = new Page(25);
    page.talk();
    const talking = page.state;
    if (talking.kind !== 'talking') throw new Error('she does not talk');
    page.do({ kind: 'wipe' });
    expect(page.state).toEqual({ kind: 'start' });
    expect(talking.token.every((byte) => byte === 0)).toBe(true);
    expect(() => talk.write(talking.conversation, 'hoi', HERE)).toThrow();
  });

  test('can begin again with new keys', () => {
    const page = new Page(26);
    page.talk();
    page.do({ kind: 'leave' }).do({ kind: 'start' });
    expect(page.state).toMatchObject({ kind: 'waiting', handshake: undefined, token: undefined });
  });
});
