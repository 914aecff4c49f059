import { describe, expect, test } from 'vitest';
import { answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import { startShift } from '../../src/crypto/shift.ts';
import * as talk from '../../src/talk/conversation.ts';
import type { Rejoin } from '../../src/talk/delivery.ts';
import { NO_CARDS } from '../../src/visitor/cards.ts';
import { nothingSaid } from '../../src/visitor/intake.ts';
import { BEGIN } from '../../src/visitor/visit.ts';
import { found, NOW } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';
import { HERE, Page } from './page.ts';

describe('a visitor in a conversation', () => {
  test('stops at a damaged envelope, tells the other end, and shows nothing of it', () => {
    const page = new Page(20);
    const counsellor = page.talk();
    const envelope = new Uint8Array(talk.write(counsellor, 'dag', HERE).send[0] as Uint8Array);
    envelope[50] = (envelope[50] as number) ^ 1;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope });
    expect(page.state).toEqual({
      kind: 'ended',
      why: 'damaged',
      cards: NO_CARDS,
      earlier: [],
      marks: [],
      counsellor: 'Counsellor Noor',
      lines: [],
      next: undefined,
      was: expect.anything(),
      skipped: false,
      intake: nothingSaid('me'),
      draft: '',
    });
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
    ['away-too-long', 'away-too-long'],
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
    expect(page.do({ kind: 'clear' }).state).toEqual({ kind: 'entrance', anyway: false, hers: undefined });
  });

  test.each(['gone', 'off-duty', 'away-too-long'] as const)(
    'goes back to where she stood after an end for the reason %s, with new keys',
    (reason) => {
      const page = new Page(27);
      page.talk();
      const right = page.state.kind === 'talking' ? page.state.token : undefined;
      page.ended(reason, true);
      expect(page.state).toMatchObject({ kind: 'ended', why: reason, next: page.next });
      expect(right?.every((byte) => byte === 0)).toBe(true);
      expect(page.do({ kind: 'start' }).effects).toEqual([{ kind: 'connect' }]);
      expect(page.line('opened').frames).toEqual([{ kind: 'return', token: page.next }]);
      page.hear({ kind: 'ticket', token: new Uint8Array(page.next) });
      expect(page.frames).toEqual([{ kind: 'wait', messageOne: page.messageOne }]);
    },
  );

  test('gives up the place that was kept for her when she closes the page', () => {
    const page = new Page(28);
    page.talk();
    page.ended('gone', true);
    const next = page.state.kind === 'ended' ? page.state.next : undefined;
    expect(page.do({ kind: 'clear' }).state).toEqual({ kind: 'entrance', anyway: false, hers: undefined });
    expect(next?.every((byte) => byte === 0)).toBe(true);
    page.do({ kind: 'choose', entrance: 'me' });
    expect(page.do({ kind: 'start' }).line('opened').frames).toEqual([{ kind: 'arrive' }]);
  });

  test.each(['said-goodbye', 'gone', 'off-duty', 'away-too-long', 'unknown'] as const)(
    'still sees what she was writing when it ends for the reason %s',
    (reason) => {
      const page = new Page(29);
      page.talk();
      page.do({ kind: 'write', text: 'hoi' }).do({ kind: 'typed', text: 'en toen z' }).ended(reason);
      const lines = page.state.kind === 'ended' ? page.state.lines : [];
      expect(lines.map((line) => [line.text, line.state])).toEqual([
        ['hoi', 'failed'],
        ['en toen z', 'unsent'],
      ]);
    },
  );

  test('keeps in her field what she cannot send in a pause, and sends it afterwards', () => {
    const page = new Page(33);
    const counsellor = page.talk();
    const [envelope] = talk.brake(counsellor, { what: 'pause', reason: 'moment', seconds: 60 }, HERE).send;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope: envelope as Uint8Array });
    page.do({ kind: 'write', text: 'en toen' }, HERE + 1_000);
    expect(page.frames).toEqual([]);
    expect(page.state).toMatchObject({ draft: 'en toen', conversation: { lines: [] } });
    page.do({ kind: 'tick' }, HERE + 60_000).do({ kind: 'write', text: 'en toen' }, HERE + 60_000);
    expect(page.frames).toHaveLength(1);
    expect(page.state).toMatchObject({ draft: '', conversation: { lines: [{ text: 'en toen' }] } });
  });

  test('still reads at the end what she could not send in a pause', () => {
    const page = new Page(34);
    const counsellor = page.talk();
    const [envelope] = talk.brake(counsellor, { what: 'pause', reason: 'words', seconds: 60 }, HERE).send;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope: envelope as Uint8Array });
    page.do({ kind: 'typed', text: 'en toen' }).ended('said-goodbye');
    const lines = page.state.kind === 'ended' ? page.state.lines : [];
    expect(lines.map((line) => [line.text, line.state])).toEqual([['en toen', 'unsent']]);
  });

  test('does not see again what she sent or took back', () => {
    const page = new Page(30);
    page.talk();
    page.do({ kind: 'typed', text: 'hoi' }).do({ kind: 'write', text: 'hoi' });
    expect(page.state).toMatchObject({ draft: '' });
    page.do({ kind: 'typed', text: 'x' });
    expect(page.do({ kind: 'typed', text: '' }, HERE + 5_000).frames).toEqual([]);
    page.ended('gone');
    const lines = page.state.kind === 'ended' ? page.state.lines : [];
    expect(lines.map((line) => line.text)).toEqual(['hoi']);
  });

  test.each([
    ['she says goodbye herself', (page: Page) => page.do({ kind: 'leave' })],
    ['another window takes over', (page: Page) => page.closed(4015)],
    ['she uses the exit', (page: Page) => page.do({ kind: 'wipe' })],
  ])('leaves nothing of what she was writing when %s', (_, end) => {
    const page = new Page(31);
    page.talk();
    end(page.do({ kind: 'typed', text: 'geheim' }));
    expect(JSON.stringify(page.state)).not.toContain('geheim');
  });

  test('replaces the keys after her line was lost, and sees nothing of it', () => {
    const page = new Page(32);
    const made = page.answeredBy();
    page.line('lost').line('opened').presence('here');
    const rejoin: Rejoin = (keys, { body }) => answerRejoin(keys, made.shift, body, page.seeded.bytes);
    let there = talk.beginConversation(made.session);
    for (const turn of ['asks', 'is done']) {
      const [sent] = page.frames;
      if (sent?.kind !== 'envelope') throw new Error(`she never ${turn}`);
      const step = talk.envelopeCame(there, sent.envelope, HERE, rejoin);
      there = step.conversation;
      const envelope = step.send[0] as Uint8Array;
      page.hear({ kind: 'envelope', conversation: page.conversation, envelope });
    }
    expect(page.state).toMatchObject({ kind: 'talking', conversation: { lines: [], interrupted: false } });
    const [said] = page.do({ kind: 'write', text: 'daar ben ik' }).frames;
    if (said?.kind !== 'envelope') throw new Error('nothing was sent');
    const last = talk.envelopeCame(there, said.envelope, HERE, rejoin).conversation;
    expect(last.lines.map((line) => line.text)).toEqual(['daar ben ik']);
  });

  test('stops when somebody else answers in the middle of her conversation', () => {
    const page = new Page(33);
    const made = page.answeredBy();
    page.line('lost').line('opened').presence('here');
    const [asked] = page.frames;
    if (asked?.kind !== 'envelope') throw new Error('she never asks');
    const stranger = startShift(found(new Seeded(998)).identity, NOW, 1, page.seeded.bytes);
    const rejoin: Rejoin = (keys, { body }) => answerRejoin(keys, stranger, body, page.seeded.bytes);
    const step = talk.envelopeCame(talk.beginConversation(made.session), asked.envelope, HERE, rejoin);
    const envelope = step.send[0] as Uint8Array;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope });
    expect(page.state).toMatchObject({ kind: 'ended', why: 'damaged', lines: [] });
    expect(page.frames).toEqual([{ kind: 'leave', conversation: page.conversation, reason: 'damaged' }]);
  });

  test('is told that it is lost when her right does not hold any more', () => {
    const page = new Page(34);
    page.talk();
    expect(page.line('lost').line('opened').closed(4009).state).toMatchObject({ why: 'forgotten' });
    expect(page.effects).toEqual([{ kind: 'hang-up' }]);
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
    expect(page.visit).toEqual(BEGIN);
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
