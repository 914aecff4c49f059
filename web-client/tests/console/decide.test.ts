import { describe, expect, test } from 'vitest';
import { beginDuty, decide } from '../../src/console/decide.ts';
import { readShortcut } from '../../src/console/shortcuts.ts';
import type { Effect, Event, OnDuty, State, Visitor } from '../../src/console/state.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import * as talk from '../../src/talk/conversation.ts';
import type { PageFrame, ServerFrame } from '../../src/wire/frames.ts';
import { found, NOW } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';

const HERE = NOW * 1000;

/** A console without a screen, and visitors who wait for it. */
class Console {
  readonly seeded: Seeded;
  readonly root: Uint8Array;
  state: State;
  effects: Effect[] = [];
  readonly #decide;

  constructor(seed: number) {
    this.seeded = new Seeded(seed);
    const organisation = found(this.seeded);
    this.root = organisation.root;
    this.state = beginDuty(startShift(organisation.identity, NOW, 2, this.seeded.bytes), HERE);
    this.#decide = decide({ root: this.root, random: this.seeded.bytes });
  }

  do(event: Event): this {
    const { state, effects } = this.#decide(this.state, event, HERE);
    this.state = state;
    this.effects = [...effects];
    return this;
  }

  hear(frame: ServerFrame): this {
    return this.do({ kind: 'line', event: { kind: 'frame', frame } });
  }

  get frames(): PageFrame[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.frame] : []));
  }

  get duty(): OnDuty {
    if (this.state.kind !== 'on-duty') throw new Error('not on duty');
    return this.state;
  }

  visitor(number: number): Visitor {
    const visitor = this.duty.visitors.find((visitor) => visitor.number === number);
    if (!visitor) throw new Error('no such visitor');
    return visitor;
  }

  begin(): this {
    this.do({ kind: 'line', event: { kind: 'opened' } });
    return this.hear({ kind: 'on-duty' }).queue();
  }

  queue(): this {
    return this.hear({ kind: 'queue', waiting: 0, onDuty: 1, entries: [] });
  }

  /** A visitor is taken. Gives what her page holds afterwards. */
  take() {
    const conversation = this.seeded.bytes(16);
    const handshake = VisitorHandshake.begin({ root: this.root, conversation }, this.seeded.bytes);
    const taken: ServerFrame = { kind: 'taken', conversation, waited: 7, messageOne: handshake.messageOne };
    this.hear(taken);
    const [frame] = this.frames;
    if (frame?.kind !== 'answer') throw new Error('no answer');
    const { session, counsellor } = handshake.finish(frame.answer, NOW);
    return { conversation, taken, answer: frame.answer, counsellor, talk: talk.beginConversation(session) };
  }

  say(conversation: Uint8Array, envelope: Uint8Array | undefined): this {
    return this.hear({ kind: 'envelope', conversation, envelope: envelope as Uint8Array });
  }
}

describe('a counsellor on duty', () => {
  test('reports, proves the shift, and is on duty when the server says so', () => {
    const console = new Console(1);
    expect(console.do({ kind: 'line', event: { kind: 'opened' } }).frames).toEqual([{ kind: 'report' }]);
    console.hear({ kind: 'challenge', nonce: console.seeded.bytes(32) });
    expect(console.frames[0]).toMatchObject({ kind: 'duty', chain: console.duty.shift.chain });
    expect(console.duty.accepted).toBe(false);
    expect(console.hear({ kind: 'on-duty' }).duty.accepted).toBe(true);
  });

  test('takes the next once, however often the button is pressed', () => {
    const console = new Console(2).begin();
    expect(console.do({ kind: 'take-next' }).frames).toEqual([{ kind: 'take-next' }]);
    expect(console.do({ kind: 'take-next' }).frames).toEqual([]);
    expect(console.hear({ kind: 'not-taken', why: 'nobody-waits' }).duty.notice).toBe('nobody-waits');
    expect(console.do({ kind: 'take-next' }).frames).toHaveLength(1);
  });

  test('answers whom they took, by name, and both can talk', () => {
    const console = new Console(3).begin();
    const visitor = console.take();
    expect(visitor.counsellor.name).toBe('Counsellor Noor');
    const wrote = talk.write(visitor.talk, 'hoi', HERE);
    console.say(visitor.conversation, wrote.send[0]);
    const one = console.visitor(1);
    expect(one.kind === 'open' && one.talk.lines[0]?.text).toBe('hoi');
    expect(one.unread).toBe(0);
  });

  test('stays with the visitor they are writing to when another one is taken or writes', () => {
    const console = new Console(4).begin();
    console.take();
    const selected = console.duty.selected;
    const second = console.take();
    expect(console.duty.selected).toBe(selected);
    console.say(second.conversation, talk.write(second.talk, 'is daar iemand', HERE).send[0]);
    expect(console.duty.selected).toBe(selected);
    expect(console.visitor(2).unread).toBe(1);
    expect(console.do({ kind: 'select', key: console.visitor(2).key }).visitor(2).unread).toBe(0);
  });

  test('never mixes up two visitors', () => {
    const console = new Console(5).begin();
    const [first, second] = [console.take(), console.take()];
    console.do({ kind: 'write', key: console.visitor(2).key, text: 'voor twee' });
    const [frame] = console.frames;
    if (frame?.kind !== 'envelope') throw new Error('nothing was sent');
    expect(frame.conversation).toEqual(second.conversation);
    expect(talk.envelopeCame(second.talk, frame.envelope, HERE).conversation.lines[0]?.text).toBe(
      'voor twee',
    );
    expect(() => talk.envelopeCame(first.talk, frame.envelope, HERE)).toThrow();
  });

  test('sends the same answer again when it was lost, never a second one', () => {
    const console = new Console(6).begin();
    const visitor = console.take();
    console.do({ kind: 'line', event: { kind: 'lost' } }).begin();
    expect(console.hear(visitor.taken).frames).toEqual([
      { kind: 'answer', conversation: visitor.conversation, answer: visitor.answer },
    ]);
    expect(console.duty.visitors).toHaveLength(1);
  });

  test('sees a conversation end that a new server does not know', () => {
    const console = new Console(7).begin();
    const { conversation } = console.take();
    console.hear({ kind: 'presence', conversation, presence: 'here' });
    console.do({ kind: 'line', event: { kind: 'lost' } });
    console
      .do({ kind: 'line', event: { kind: 'opened' } })
      .hear({ kind: 'on-duty' })
      .queue();
    expect(console.frames[0]).toMatchObject({ kind: 'envelope', conversation });
    console.hear({ kind: 'ended', conversation, reason: 'unknown' });
    expect(console.visitor(1)).toMatchObject({ kind: 'over', why: 'unknown' });
  });

  test('does not ask after a conversation that the server named by itself', () => {
    const console = new Console(8).begin();
    const { conversation } = console.take();
    console.do({ kind: 'line', event: { kind: 'lost' } });
    console.do({ kind: 'line', event: { kind: 'opened' } }).hear({ kind: 'on-duty' });
    expect(console.hear({ kind: 'presence', conversation, presence: 'away' }).queue().frames).toEqual([]);
  });

  test('gives back a visitor whose first message cannot be read', () => {
    const console = new Console(9).begin();
    const conversation = console.seeded.bytes(16);
    console.hear({ kind: 'taken', conversation, waited: 1, messageOne: console.seeded.bytes(1232) });
    expect(console.frames).toEqual([{ kind: 'leave', conversation, reason: 'refused' }]);
    expect(console.duty).toMatchObject({ visitors: [], notice: 'not-readable' });
  });

  test('stops one conversation at a damaged envelope, and only that one', () => {
    const console = new Console(10).begin();
    const [first, second] = [console.take(), console.take()];
    const envelope = new Uint8Array(talk.write(first.talk, 'hoi', HERE).send[0] as Uint8Array);
    envelope[99] = (envelope[99] as number) ^ 1;
    console.say(first.conversation, envelope);
    expect(console.frames).toEqual([{ kind: 'leave', conversation: first.conversation, reason: 'damaged' }]);
    expect(console.visitor(1)).toMatchObject({ kind: 'over', why: 'damaged-here', lines: [] });
    console.say(second.conversation, talk.write(second.talk, 'dag', HERE).send[0]);
    expect(console.visitor(2).kind).toBe('open');
  });

  test('is told that the visitor used the exit', () => {
    const console = new Console(11).begin();
    const { conversation } = console.take();
    console.hear({ kind: 'ended', conversation, reason: 'exit' });
    expect(console.visitor(1)).toMatchObject({ kind: 'over', why: 'exit' });
    expect(console.do({ kind: 'dismiss', key: console.visitor(1).key }).duty.visitors).toEqual([]);
  });

  test('keeps no key when going off duty', () => {
    const console = new Console(12).begin();
    const visitor = console.take();
    const { shift } = console.duty;
    const one = console.visitor(1);
    expect(console.do({ kind: 'off-duty' }).frames).toEqual([{ kind: 'off-duty' }]);
    expect(console.state).toEqual({ kind: 'over', why: 'off-duty' });
    expect(shift.signingSecret.every((byte) => byte === 0)).toBe(true);
    expect(() => one.kind === 'open' && talk.write(one.talk, 'x', HERE)).toThrow();
    expect(visitor.talk.lines).toEqual([]);
  });

  test('lets nobody wait for a window that was closed', () => {
    const console = new Console(14).begin();
    console.take();
    const { shift } = console.duty;
    expect(console.do({ kind: 'wipe' }).frames).toEqual([{ kind: 'off-duty' }]);
    expect(shift.signingSecret.every((byte) => byte === 0)).toBe(true);
  });

  test.each([
    [4015, 'taken-over'],
    [4016, 'refused'],
    [1000, 'closed'],
  ] as const)('learns why the server closed the line with %i', (code, why) => {
    const console = new Console(13).begin().do({ kind: 'line', event: { kind: 'closed', code } });
    expect(console.state).toEqual({ kind: 'over', why });
  });
});

describe('the keys of a console', () => {
  const key = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false };
  const visitors = [{ key: 'a' }, { key: 'b' }];

  test('take the next visitor and go to a conversation', () => {
    expect(readShortcut({ ...key, code: 'KeyN' }, visitors)).toEqual({ kind: 'take-next' });
    expect(readShortcut({ ...key, code: 'Digit2' }, visitors)).toEqual({ kind: 'select', key: 'b' });
  });

  test('take one visitor, however long they are held down', () => {
    expect(readShortcut({ ...key, code: 'KeyN', repeat: true }, visitors)).toBeUndefined();
  });

  test('do nothing while somebody simply writes, or for a conversation that is not there', () => {
    expect(readShortcut({ ...key, altKey: false, code: 'KeyN' }, visitors)).toBeUndefined();
    expect(readShortcut({ ...key, code: 'Digit3' }, visitors)).toBeUndefined();
    expect(readShortcut({ ...key, ctrlKey: true, code: 'Digit1' }, visitors)).toBeUndefined();
  });
});
