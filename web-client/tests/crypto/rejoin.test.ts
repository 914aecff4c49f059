import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { answer, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import { Damaged } from '../../src/crypto/session.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import {
  bring,
  type Conversation,
  converse,
  flip,
  nothing,
  rejoin,
  say,
  tell,
  thrownBy,
} from './conversation.ts';
import { certify, NOW } from './organisation.ts';
import { Seeded } from './seeded.ts';

const words = (body: Uint8Array) => new TextDecoder().decode(body);

/** The visitor has asked and the counsellor has opened it. */
function asked(seed: number) {
  const both = converse(seed);
  const random = new Seeded(seed + 1000).bytes;
  const { body } = bring(both.counsellor, both.visitor.seal(tell(both.visitor.beginRejoin(random))));
  return { ...both, random, messageOne: body };
}

/** The counsellor has answered with this, and the visitor has opened it. */
function looksAt({ visitor, counsellor }: Conversation, body: Uint8Array) {
  const opened = bring(visitor, counsellor.seal(tell({ kind: 'rejoin-answer', body })));
  return () => visitor.finishRejoin(opened.body, NOW);
}

describe('two people whose line was lost', () => {
  test('talk on with new keys, and nothing is lost', () => {
    const both = converse(1);
    const { visitor, counsellor } = both;
    bring(counsellor, visitor.seal(say('before')));
    rejoin(both, new Seeded(2).bytes);
    expect([visitor.sent, visitor.received, counsellor.sent, counsellor.received]).toEqual([3, 1, 1, 3]);
    expect(words(bring(counsellor, visitor.seal(say('after'))).body)).toBe('after');
    expect(words(bring(visitor, counsellor.seal(say('welcome back', 4))).body)).toBe('welcome back');
  });

  test('have other keys afterwards than if they had gone on', () => {
    const [rejoined, went] = [converse(3), converse(3)];
    rejoin(rejoined, new Seeded(4).bytes);
    // As many envelopes, of the same lengths, under the old keys.
    for (let i = 0; i < 2; i++) bring(went.counsellor, went.visitor.seal(nothing()));
    bring(went.visitor, went.counsellor.seal(nothing()));
    expect(thrownBy(() => went.counsellor.open(rejoined.visitor.seal(say('new'))))).toBeInstanceOf(Damaged);
    expect(thrownBy(() => went.visitor.open(rejoined.counsellor.seal(say('new'))))).toBeInstanceOf(Damaged);
    expect(thrownBy(() => rejoined.counsellor.open(went.visitor.seal(say('old'))))).toBeInstanceOf(Damaged);
    expect(thrownBy(() => rejoined.visitor.open(went.counsellor.seal(say('old'))))).toBeInstanceOf(Damaged);
  });

  test('both write in the middle of it, and read each other in order', () => {
    const { visitor, counsellor, shift } = converse(5);
    const random = new Seeded(6).bytes;
    const [toCounsellor, toVisitor] = [[visitor.seal(say('a'))], [counsellor.seal(say('1'))]];
    toCounsellor.push(visitor.seal(tell(visitor.beginRejoin(random))), visitor.seal(say('b')));
    toVisitor.push(counsellor.seal(say('2')));
    const heard: string[] = [];
    const hear = (contents: { kind: string; body: Uint8Array }) =>
      heard.push(contents.kind === 'text' ? words(contents.body) : contents.kind);
    for (const envelope of toCounsellor.splice(0)) {
      const contents = bring(counsellor, envelope);
      hear(contents);
      if (contents.kind !== 'rejoin') continue;
      toVisitor.push(counsellor.seal(tell(answerRejoin(counsellor, shift, contents.body, random))));
      toVisitor.push(counsellor.seal(say('3')));
    }
    toCounsellor.push(visitor.seal(say('c')));
    for (const envelope of toVisitor.splice(0)) {
      const contents = bring(visitor, envelope);
      hear(contents);
      if (contents.kind !== 'rejoin-answer') continue;
      toCounsellor.push(visitor.seal(tell(visitor.finishRejoin(contents.body, NOW))));
      toCounsellor.push(visitor.seal(say('d')));
    }
    for (const envelope of toCounsellor) hear(bring(counsellor, envelope));
    hear(bring(visitor, counsellor.seal(say('4'))));
    expect(heard.join(' ')).toBe('a rejoin b 1 2 rejoin-answer 3 c rejoin-done d 4');
  });

  test('still read what was sealed before and came, or came again, only after it', () => {
    const both = asked(7);
    const { visitor, counsellor } = both;
    const [early, again] = [counsellor.seal(say('sealed before')), visitor.seal(say('also before'))];
    expect(visitor.open(early).kind).toBe('opened');
    const answer = counsellor.seal(tell(answerRejoin(counsellor, both.shift, both.messageOne, both.random)));
    const after = counsellor.seal(say('with new keys'));
    // The answer is lost on the way: what follows waits, and what came before is known.
    expect([visitor.open(after).kind, visitor.open(early).kind]).toEqual(['early', 'replayed']);
    const done = visitor.seal(tell(visitor.finishRejoin(bring(visitor, answer).body, NOW)));
    expect(visitor.open(answer).kind).toBe('replayed');
    expect(words(bring(visitor, after).body)).toBe('with new keys');
    const late = visitor.seal(say('new too'));
    expect([counsellor.open(late).kind, counsellor.open(done).kind]).toEqual(['early', 'early']);
    expect([again, done, late].map((envelope) => counsellor.open(envelope).kind)).toEqual(
      Array(3).fill('opened'),
    );
  });

  test('can lose it again and again', () => {
    const both = converse(8);
    const { bytes } = new Seeded(9);
    for (let i = 0; i < 5; i++) {
      rejoin(both, bytes);
      expect(words(bring(both.counsellor, both.visitor.seal(say(`${i}`))).body)).toBe(`${i}`);
      expect(words(bring(both.visitor, both.counsellor.seal(say(`${i}`))).body)).toBe(`${i}`);
    }
    expect(both.visitor.sent).toBe(15);
  });

  test('go on with a new shift of the same counsellor', () => {
    const both = asked(10);
    const later = startShift(both.organisation.identity, NOW, 1, both.random);
    const { body } = answerRejoin(both.counsellor, later, both.messageOne, both.random);
    expect(looksAt(both, body)()).toEqual({ kind: 'rejoin-done', body: new Uint8Array(0) });
  });

  test('begin one rejoin at a time, and only from the visitor’s end', () => {
    const both = asked(11);
    const { visitor, counsellor, shift, messageOne, random } = both;
    expect(counsellor.beginRejoin(random)).toBeUndefined();
    expect(visitor.beginRejoin(random)).toBeUndefined();
    const { body } = answerRejoin(counsellor, shift, messageOne, random);
    expect(() => answerRejoin(counsellor, shift, messageOne, random)).toThrow('no rejoin');
    const done = looksAt(both, body)();
    expect(visitor.beginRejoin(random)).toBeUndefined();
    visitor.seal(tell(done));
    expect(visitor.beginRejoin(random)?.kind).toBe('rejoin');
  });
});

describe('nobody else comes into a conversation', () => {
  test('with the keys of the shift, without having been in it', () => {
    const both = asked(12);
    const { context, shift, random } = both;
    // All is the same but one thing: the secret that only these two have from their own handshake.
    const handshake = VisitorHandshake.begin(context, random);
    const { answer: two, session: stranger } = answer(context, shift, handshake.messageOne, random);
    const { session } = handshake.finish(two, NOW);
    bring(stranger, session.seal(tell(session.beginRejoin(random))));
    answerRejoin(both.counsellor, shift, both.messageOne, random);
    const forged = answerRejoin(stranger, shift, both.messageOne, random);
    expect(thrownBy(looksAt(both, forged.body))).toBeInstanceOf(Damaged);
  });

  test('not even another counsellor of the same organisation', () => {
    const both = asked(14);
    const seeded = new Seeded(15);
    const secretKey = seeded.bytes(32);
    const key = ed25519.getPublicKey(secretKey);
    const { coordinatorSecret, identity } = both.organisation;
    const counsellor = certify(coordinatorSecret, 'counsellor', key, 'Counsellor Sam', seeded);
    const sam = { ...identity, name: 'Counsellor Sam', key, secretKey, counsellor };
    const shift = startShift(sam, NOW, 1, seeded.bytes);
    const { body } = answerRejoin(both.counsellor, shift, both.messageOne, seeded.bytes);
    expect(thrownBy(looksAt(both, body))).toBeInstanceOf(Damaged);
  });

  test('by turning a bit of either message, or with a chain that has run out', () => {
    const first = asked(16);
    const turned = flip(first.messageOne, 9_000);
    expect(thrownBy(() => answerRejoin(first.counsellor, first.shift, turned, first.random))).toBeInstanceOf(
      Damaged,
    );
    const second = asked(17);
    const { body } = answerRejoin(second.counsellor, second.shift, second.messageOne, second.random);
    expect(thrownBy(looksAt(second, flip(body, 9_000)))).toBeInstanceOf(Damaged);
    const third = asked(18);
    const old = startShift(third.organisation.identity, NOW - 3 * 86_400, 1, third.random);
    const late = answerRejoin(third.counsellor, old, third.messageOne, third.random);
    expect(thrownBy(looksAt(third, late.body))).toBeInstanceOf(Damaged);
  });
});
