import { describe, expect, test } from 'vitest';
import { presence } from '../../src/console/presence.ts';
import * as talk from '../../src/talk/conversation.ts';
import type { PageFrame } from '../../src/wire/frames.ts';
import { consoleEn, consoleNl } from '../words/texts.ts';
import { Console, HERE, hear } from './console.ts';

describe('a counsellor whose line was lost', () => {
  test('sends the same answer again when the visitor is still to be answered, never a second one', () => {
    const console = new Console(20).begin();
    const visitor = console.take();
    const { conversation, answer } = visitor;
    expect(console.back().hear(visitor.taken()).frames).toEqual([{ kind: 'answer', conversation, answer }]);
    expect(console.duty.visitors).toHaveLength(1);
    // Once is enough, and nothing is brought back that the server named.
    expect(console.queue().frames).toEqual([]);
  });

  test('tells a server that forgot of every conversation that it did not name, once', () => {
    const console = new Console(21).begin();
    const [first, second] = [console.take(), console.take()];
    for (const { conversation, talk: hers } of [first, second])
      console.say(conversation, talk.write(hers, 'hoi', HERE).send[0]);
    console.back().presence(first.conversation, 'away');
    expect(console.queue().frames).toEqual([{ kind: 'resume', right: second.right }]);
    expect(console.queue().frames).toEqual([]);
    expect(console.presence(second.conversation, 'here').visitor(2)).toMatchObject({ kind: 'open' });
    // And again when it is lost again.
    expect(console.back().queue().frames).toEqual([
      { kind: 'resume', right: first.right },
      { kind: 'resume', right: second.right },
    ]);
  });

  test('tells a desk that began anew on the same line of every conversation, and says nothing before', () => {
    const console = new Console(24).begin();
    const visitor = console.take();
    console.say(visitor.conversation, talk.write(visitor.talk, 'hoi', HERE).send[0]);
    console.presence(visitor.conversation, 'here').hear({ kind: 'on-duty' });
    const { key } = console.visitor(1);
    expect(console.do({ kind: 'write', key, text: 'one moment' }).frames).toEqual([]);
    expect(console.queue().frames).toEqual([{ kind: 'resume', right: visitor.right }]);
    // What was written meanwhile leaves now.
    const kinds = console.presence(visitor.conversation, 'here').frames.map(({ kind }) => kind);
    expect(kinds).toContain('envelope');
  });

  test('shows for good that she left by the exit, until she is back', () => {
    const console = new Console(27).begin();
    const { conversation } = console.take();
    console.presence(conversation, 'exited');
    expect(console.visitor(1)).toMatchObject({ kind: 'open', exited: true, talk: { here: false } });
    expect(console.presence(conversation, 'here').visitor(1)).toMatchObject({ exited: false });
  });

  test('still says that she left by the exit when her place has run out', () => {
    const console = new Console(28).begin();
    const { conversation } = console.take();
    console.presence(conversation, 'exited').ended(conversation, 'gone');
    expect(console.visitor(1)).toMatchObject({ kind: 'over', why: 'exit' });
  });

  test('says nothing of it before the shift is accepted', () => {
    const console = new Console(22).begin();
    console.take();
    console.do({ kind: 'line', event: { kind: 'lost' } }).do({ kind: 'line', event: { kind: 'opened' } });
    expect(console.queue().frames).toEqual([]);
    expect(console.hear({ kind: 'on-duty' }).queue().frames).toHaveLength(2);
  });

  test('sends the answer again to whoever may not have it, as the same bytes', () => {
    const console = new Console(23).begin();
    const [first, second] = [console.take(), console.take()];
    // The server has had both answers, but that says nothing about the visitors.
    console.presence(first.conversation, 'here').presence(second.conversation, 'here');
    console.back().presence(first.conversation, 'here');
    expect(console.queue().frames).toEqual([
      { kind: 'answer', conversation: first.conversation, answer: first.answer },
      { kind: 'resume', right: second.right },
      { kind: 'answer', conversation: second.conversation, answer: second.answer },
    ]);
    expect(console.queue().frames).toEqual([]);
    console.say(first.conversation, talk.write(first.talk, 'hoi', HERE).send[0]);
    expect(console.visitor(1).answer).toBeUndefined();
    expect(
      console
        .back()
        .queue()
        .frames.map((frame) => frame.kind),
    ).toEqual(['resume', 'resume', 'answer']);
  });

  test.each(['unknown', 'exit', 'said-goodbye', 'away-too-long'] as const)(
    'hears of a conversation that ended meanwhile, for the reason %s',
    (reason) => {
      const console = new Console(24).begin();
      const { conversation } = console.take();
      console.back().queue();
      const { right } = console.visitor(1);
      expect(console.ended(conversation, reason).visitor(1)).toMatchObject({ kind: 'over', why: reason });
      expect(right.every((byte) => byte === 0)).toBe(true);
      expect(console.back().queue().frames).toEqual([]);
    },
  );

  test('lets a visitor go whom this window cannot read, so that she can wait for somebody else', () => {
    const console = new Console(25).begin();
    const conversation = console.seeded.bytes(16);
    expect(console.presence(conversation, 'here').frames).toEqual([
      { kind: 'leave', conversation, reason: 'unknown' },
    ]);
    expect(console.say(conversation, console.seeded.bytes(2030)).frames).toEqual([]);
  });

  test('says goodbye again when the goodbye was lost, for the same reason', () => {
    const console = new Console(26).begin();
    const [first, second] = [console.take(), console.take()];
    console.do({ kind: 'end', key: console.visitor(1).key });
    const envelope = new Uint8Array(talk.write(second.talk, 'hoi', HERE).send[0] as Uint8Array);
    envelope[99] = (envelope[99] as number) ^ 1;
    console.say(second.conversation, envelope).back();
    for (const [{ conversation }, reason] of [
      [first, 'said-goodbye'],
      [second, 'damaged'],
    ] as const) {
      expect(console.presence(conversation, 'here').frames).toEqual([
        { kind: 'leave', conversation, reason },
      ]);
    }
  });

  test('gives new keys to a visitor whose page asks for them, and both talk on', () => {
    const console = new Console(27).begin();
    const { conversation, talk: begun } = console.take();
    let hers = begun;
    // What one says reaches the other until nobody has anything more to say.
    const exchange = (fromHer: readonly Uint8Array[], fromUs: readonly PageFrame[]): void => {
      const back = fromUs.flatMap((frame) => {
        if (frame.kind !== 'envelope') return [];
        const step = hear(hers, frame.envelope);
        hers = step.conversation;
        return step.send;
      });
      const said = fromHer.flatMap((envelope) => console.say(conversation, envelope).frames);
      if (back.length + said.length > 0) exchange(back, said);
    };
    const lost = talk.lineLost(talk.write(hers, 'hoi', HERE).conversation, HERE);
    const here = talk.presenceCame(lost, true, HERE, console.seeded.bytes);
    hers = here.conversation;
    exchange(here.send, console.back().presence(conversation, 'here').frames);
    exchange([], console.do({ kind: 'write', key: console.visitor(1).key, text: 'daar ben je' }).frames);
    const yes = talk.write(hers, 'ja', HERE);
    hers = yes.conversation;
    exchange(yes.send, []);
    const one = console.visitor(1);
    const texts = ['hoi', 'daar ben je', 'ja'];
    expect(one.kind === 'open' && one.talk.lines.map(({ text }) => text)).toEqual(texts);
    expect(hers.lines.map(({ text }) => text)).toEqual(texts);
    expect(hers.lines.every(({ state }) => state === 'delivered')).toBe(true);
    // It is done: another one could begin.
    expect(hers.keys.beginRejoin(console.seeded.bytes)?.kind).toBe('rejoin');
  });
});

describe('how a visitor is', () => {
  test('is not known while our own line is lost, until the server says it', () => {
    const console = new Console(29).begin();
    const { conversation } = console.take();
    const said = () => presence(console.visitor(1), HERE, consoleEn);
    console.do({ kind: 'line', event: { kind: 'lost' } });
    expect(said()).toBe('not known now');
    console.back();
    expect(said()).toBe('not known now');
    expect(console.presence(conversation, 'here') && said()).toBe('here');
  });

  test('is always said, and for how long she has been away', () => {
    const console = new Console(28).begin();
    const { conversation } = console.take();
    const said = (later: number) => presence(console.visitor(1), HERE + later, consoleEn);
    expect(said(0)).toBe('here');
    console.presence(conversation, 'away');
    expect([said(5_000), said(125_000)]).toEqual(['away for 5 s', 'away for 2 min']);
    expect(presence(console.visitor(1), HERE + 125_000, consoleNl)).toBe('al 2 min weg');
    expect(console.presence(conversation, 'here') && said(0)).toBe('here');
    expect(console.ended(conversation, 'gone') && said(0)).toBe('ended');
  });
});
