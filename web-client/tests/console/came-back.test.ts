import { describe, expect, test } from 'vitest';
import { isLocked } from '../../src/console/came-back.ts';
import { join } from '../../src/crypto/bytes.ts';
import { backId, carried, carry } from '../../src/crypto/carried.ts';
import type { Said } from '../../src/crypto/contents.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import * as talk from '../../src/talk/conversation.ts';
import { NOW } from '../crypto/organisation.ts';
import { Console, HERE } from './console.ts';

const CHECK = new Uint8Array(48).fill(9);

/** A visitor talks, and keeps a folder with this secret and a code word. */
function evening(seed: number, check: Uint8Array = CHECK) {
  const desk = new Console(seed).begin();
  const her = desk.take();
  let conversation = her.talk;
  const says = (said: Said) => {
    const step = talk.say(conversation, said, HERE);
    ({ conversation } = step);
    for (const envelope of step.send)
      desk.hear({ kind: 'envelope', conversation: her.conversation, envelope });
  };
  const secret = desk.seeded.bytes(32);
  says({ kind: 'folder-kept', body: join(secret, check) });
  /** Another page of hers, with this secret. */
  const another = (known: Uint8Array = secret) => {
    const between = {
      root: desk.root,
      conversation: her.conversation,
      counsellorKey: desk.organisation.identity.key,
    };
    const handshake = VisitorHandshake.back(between, known, desk.seeded.bytes);
    const envelope = carry(join(handshake.messageOne, backId(known)));
    return {
      handshake,
      comes: () => desk.hear({ kind: 'envelope', conversation: her.conversation, envelope }),
    };
  };
  return { desk, her, says, secret, another };
}

/** The envelopes that the console says now. */
const envelopes = (desk: Console) =>
  desk.frames.flatMap((frame) => (frame.kind === 'envelope' ? [frame.envelope] : []));

/** What is open with the first visitor. */
function open(desk: Console) {
  const visitor = desk.visitor(1);
  if (visitor.kind !== 'open') throw new Error('it is over');
  return visitor;
}

describe('a visitor who comes back from another page', () => {
  test('goes on with fresh keys, and is asked for the code word whether her page says so or not', () => {
    const { desk, another } = evening(200);
    const { handshake, comes } = another();
    comes();
    const [answered] = envelopes(desk);
    const answer = answered && carried(answered, 1678);
    if (!answer) throw new Error('no answer');
    const { session } = handshake.finish(answer, NOW);
    const { talk: goesOn, folder } = open(desk);
    expect(session.handshakeHash).toEqual(goesOn.keys.handshakeHash);
    expect(isLocked(folder)).toBe(true);
  });

  test('without a secret of this conversation is passed over, and it goes on as it was', () => {
    const { desk, another } = evening(201);
    const { keys } = open(desk).talk;
    another(new Uint8Array(32).fill(1)).comes();
    expect(desk.frames).toEqual([]);
    expect(open(desk).talk.keys).toBe(keys);
  });

  test('who says the same again gets the same answer, and one of before that is passed over', () => {
    const { desk, another } = evening(202);
    const [first, second] = [another(), another()];
    first.comes();
    const [answer] = envelopes(desk);
    first.comes();
    expect(envelopes(desk)).toEqual([answer]);
    second.comes();
    expect(envelopes(desk)[0]).not.toEqual(answer);
    const { keys } = open(desk).talk;
    first.comes();
    expect(desk.frames).toEqual([]);
    expect(open(desk).talk.keys).toBe(keys);
  });

  test('is not told by herself what had not arrived: it goes back into the counsellor’s field', () => {
    const { desk, another } = evening(203);
    const { key } = desk.visitor(1);
    desk.do({ kind: 'write', key, text: 'is he still next door?' });
    desk.do({ kind: 'typed', key, text: 'half a' });
    another().comes();
    expect(envelopes(desk)).toHaveLength(1);
    expect(open(desk)).toMatchObject({ draft: 'is he still next door?\nhalf a', talk: { lines: [] } });
  });

  test('does not break off a hand-over that she has agreed to', () => {
    const { desk, another } = evening(204);
    const visitor = open(desk);
    const handing = {
      to: '',
      name: 'Sam',
      stage: 'agreed',
      since: HERE,
      secret: new Uint8Array(32),
    } as const;
    desk.state = { ...desk.duty, visitors: [{ ...visitor, handing }] };
    another().comes();
    expect(desk.frames).toEqual([]);
    expect(open(desk).handing).toEqual(handing);
  });
});

describe('a visitor who says that she was here before', () => {
  test('is locked until the code word is right, and zeros do not take the question away', () => {
    const { desk, says } = evening(205);
    const { key } = desk.visitor(1);
    says({ kind: 'came-back', body: CHECK });
    expect(isLocked(open(desk).folder)).toBe(true);
    says({ kind: 'came-back', body: new Uint8Array(48) });
    expect(isLocked(open(desk).folder)).toBe(true);
    desk.do({ kind: 'code-word', key, proof: 'wrong' });
    expect(open(desk).folder).toMatchObject({ proof: 'asked', wrong: 1 });
    desk.do({ kind: 'code-word', key, proof: 'right' });
    expect(isLocked(open(desk).folder)).toBe(false);
    // The same claim again changes nothing; another one is asked about anew.
    says({ kind: 'came-back', body: CHECK });
    expect(isLocked(open(desk).folder)).toBe(false);
    says({ kind: 'came-back', body: new Uint8Array(48).fill(8) });
    expect(isLocked(open(desk).folder)).toBe(true);
  });

  test('and has no code word is not locked: nobody could open that', () => {
    const { desk, says } = evening(206, new Uint8Array(48));
    says({ kind: 'came-back', body: new Uint8Array(48) });
    expect(open(desk).folder).toMatchObject({ cameBack: { check: undefined } });
    expect(isLocked(open(desk).folder)).toBe(false);
  });
});
