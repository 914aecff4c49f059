import { describe, expect, test } from 'vitest';
import { readShortcut } from '../../src/console/shortcuts.ts';
import * as talk from '../../src/talk/conversation.ts';
import { toolsEn } from '../../src/words/tools-en.ts';
import { toolsNl } from '../../src/words/tools-nl.ts';
import { Console, HERE, hear } from './console.ts';

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

  test('goes to whom they took, unless they are in the middle of writing to somebody', () => {
    const console = new Console(14, 8).begin();
    console.take();
    expect(console.duty.selected).toBe(console.visitor(1).key);
    console.take();
    expect(console.duty.selected).toBe(console.visitor(2).key);
    // What was sent or taken back is not half-written.
    const { key } = console.visitor(2);
    console.do({ kind: 'typed', key, text: 'hal' }).do({ kind: 'write', key, text: 'hallo' });
    console.take();
    expect(console.duty.selected).toBe(console.visitor(3).key);
    console.do({ kind: 'typed', key: console.visitor(3).key, text: 'hal' });
    console.do({ kind: 'typed', key: console.visitor(3).key, text: '' });
    console.take();
    expect(console.duty.selected).toBe(console.visitor(4).key);
    console.do({ kind: 'typed', key: console.visitor(4).key, text: 'hal' });
    console.take();
    expect(console.duty.selected).toBe(console.visitor(4).key);
    expect([1, 2, 3, 4, 5].map((number) => console.visitor(number).fresh)).toEqual([
      ...Array(4).fill(false),
      true,
    ]);
    const fifth = console.visitor(5).key;
    expect(console.do({ kind: 'select', key: fifth }).visitor(5).fresh).toBe(false);
  });

  test('goes to whom they took when whoever is shown has ended', () => {
    const console = new Console(15).begin();
    const first = console.take();
    console.do({ kind: 'typed', key: console.visitor(1).key, text: 'hal' });
    console.ended(first.conversation, 'exit').take();
    expect(console.duty.selected).toBe(console.visitor(2).key);
  });

  test('still sees what they were writing when it ends', () => {
    const console = new Console(16).begin();
    const { conversation } = console.take();
    console.do({ kind: 'typed', key: console.visitor(1).key, text: 'Bel 0800' });
    const over = console.ended(conversation, 'gone').visitor(1);
    expect(over.kind === 'over' && over.lines.map(({ text, state }) => [text, state])).toEqual([
      ['Bel 0800', 'unsent'],
    ]);
    expect(over.draft).toBe('');
  });

  test('stays with the visitor they are writing to when another one is taken or writes', () => {
    const console = new Console(4).begin();
    console.take();
    const selected = console.duty.selected as string;
    console.do({ kind: 'typed', key: selected, text: 'half' });
    const second = console.take();
    expect(console.duty.selected).toBe(selected);
    console.say(second.conversation, talk.write(second.talk, 'is daar iemand', HERE).send[0]);
    expect(console.duty.selected).toBe(selected);
    expect(console.visitor(2).unread).toBe(1);
    expect(console.do({ kind: 'select', key: console.visitor(2).key }).visitor(2).unread).toBe(0);
  });

  test('stays with the visitor about whom they are noting something, and goes to the next after that', () => {
    const console = new Console(17, 8).begin();
    console.take();
    const selected = console.duty.selected as string;
    console.do({ kind: 'noting', on: true }).take();
    expect(console.duty.selected).toBe(selected);
    expect(console.visitor(2).fresh).toBe(true);
    console.do({ kind: 'noting', on: false }).take();
    expect(console.duty.selected).toBe(console.visitor(3).key);
  });

  test('stays with somebody who has ended while they are still noting something about her', () => {
    const console = new Console(18).begin();
    const first = console.take();
    console.do({ kind: 'noting', on: true }).ended(first.conversation, 'exit').take();
    expect(console.duty.selected).toBe(console.visitor(1).key);
  });

  test('never mixes up two visitors', () => {
    const console = new Console(5).begin();
    const [first, second] = [console.take(), console.take()];
    console.do({ kind: 'write', key: console.visitor(2).key, text: 'voor twee' });
    const [frame] = console.frames;
    if (frame?.kind !== 'envelope') throw new Error('nothing was sent');
    expect(frame.conversation).toEqual(second.conversation);
    expect(hear(second.talk, frame.envelope).conversation.lines[0]?.text).toBe('voor twee');
    expect(() => hear(first.talk, frame.envelope)).toThrow();
  });

  test('gives back a visitor whose first message cannot be read', () => {
    const console = new Console(9).begin();
    const conversation = console.seeded.bytes(16);
    const [messageOne, right] = [console.seeded.bytes(1232), console.seeded.bytes(89)];
    console.hear({ kind: 'taken', conversation, waited: 1, messageOne, right, how: 'line' });
    expect(console.frames).toEqual([{ kind: 'leave', conversation, reason: 'refused' }]);
    expect(console.duty).toMatchObject({ visitors: [], notice: 'not-readable' });
  });

  test('gives back whoever calls it as a guest, and nothing else changes', () => {
    const console = new Console(9).begin();
    const before = console.duty;
    const conversation = console.seeded.bytes(16);
    const [messageOne, right] = [console.seeded.bytes(1232), console.seeded.bytes(97)];
    console.hear({ kind: 'taken', conversation, waited: 1, messageOne, right, how: 'called' });
    expect(console.frames).toEqual([{ kind: 'leave', conversation, reason: 'refused' }]);
    expect(console.duty).toEqual(before);
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
    console.ended(conversation, 'exit');
    expect(console.visitor(1)).toMatchObject({ kind: 'over', why: 'exit' });
    expect(console.do({ kind: 'dismiss', key: console.visitor(1).key }).duty.visitors).toEqual([]);
  });

  test('keeps no key when going off duty', () => {
    const console = new Console(12).begin();
    const visitor = console.take();
    const { shift } = console.duty;
    const one = console.visitor(1);
    const { right, answer } = one;
    expect(console.do({ kind: 'off-duty' }).frames).toEqual([{ kind: 'off-duty' }]);
    expect(console.state).toEqual({ kind: 'over', why: 'off-duty' });
    expect(shift.signingSecret.every((byte) => byte === 0)).toBe(true);
    expect(() => one.kind === 'open' && talk.write(one.talk, 'x', HERE)).toThrow();
    for (const bytes of [right, answer]) expect(bytes?.every((byte) => byte === 0)).toBe(true);
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
    [4019, 'revoked'],
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

  test('lead back to writing, and send again what was not delivered', () => {
    expect(readShortcut({ ...key, code: 'KeyW' }, visitors, 'b')).toEqual({ kind: 'select', key: 'b' });
    expect(readShortcut({ ...key, code: 'KeyY' }, visitors, 'b')).toEqual({ kind: 'retry', key: 'b' });
    expect(readShortcut({ ...key, code: 'KeyW' }, [], undefined)).toBeUndefined();
    expect(readShortcut({ ...key, code: 'KeyY' }, [], undefined)).toBeUndefined();
  });

  test('leave to a Mac the letters that write accents with Alt', () => {
    for (const [name] of [...toolsEn.keys, ...toolsNl.keys]) expect(name).not.toMatch(/^Alt\+[EUIC]$/);
  });

  test('do nothing while somebody simply writes, or for a conversation that is not there', () => {
    expect(readShortcut({ ...key, altKey: false, code: 'KeyN' }, visitors)).toBeUndefined();
    expect(readShortcut({ ...key, code: 'Digit3' }, visitors)).toBeUndefined();
    expect(readShortcut({ ...key, ctrlKey: true, code: 'Digit1' }, visitors)).toBeUndefined();
  });
});
