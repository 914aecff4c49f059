import { describe, expect, test } from 'vitest';
import { bring, converse, flip, nothing, say, tell, tellAll } from '../../tests/crypto/conversation.ts';
import { found, NOW } from '../../tests/crypto/organisation.ts';
import { Seeded } from '../../tests/crypto/seeded.ts';
import { isZero } from './bytes.ts';
import { CipherKey } from './cipher-key.ts';
import { answer, answerHandOver, answerRejoin } from './counsellor-handshake.ts';
import { seal, unlock } from './identity.ts';
import { FEWEST_ITERATIONS, readIdentityFile } from './identity-file.ts';
import type { Random } from './random.ts';
import { Refused } from './refused.ts';
import { Session } from './session.ts';
import { startShift, wipeShift } from './shift.ts';
import { VisitorHandshake } from './visitor-handshake.ts';

/** A source that remembers what it handed out: the very arrays, so that a test sees what became of them. */
function remembering(seed: number): { random: Random; drawn: Uint8Array[] } {
  const seeded = new Seeded(seed);
  const drawn: Uint8Array[] = [];
  const random = (length: number) => {
    const bytes = seeded.bytes(length);
    drawn.push(bytes);
    return bytes;
  };
  return { random, drawn };
}

function scene(seed: number) {
  const seeded = new Seeded(seed);
  const organisation = found(seeded);
  const shift = startShift(organisation.identity, NOW, 3, seeded.bytes);
  return { shift, context: { root: organisation.root, conversation: seeded.bytes(16) } };
}

/** Two ends that were made from these keys, so that a test sees what becomes of them. */
function meet(seed: number) {
  const { shift, context } = scene(seed);
  const bytes = Array.from({ length: 3 }, () => new Seeded(seed).bytes(32));
  const keys = () => ({
    fromInitiator: new CipherKey(bytes[0] as Uint8Array),
    fromResponder: new CipherKey(bytes[1] as Uint8Array),
    exported: (bytes[2] as Uint8Array).slice(),
    hash: new Uint8Array(32),
  });
  const [hers, ours] = [keys(), keys()];
  const visitor = new Session(hers, context, shift.counsellor.key, VisitorHandshake);
  const counsellor = new Session(ours, context, shift.counsellor.key);
  return { shift, context, hers, ours, old: bytes[2] as Uint8Array, visitor, counsellor };
}

/** A key that was wiped throws when it is used. */
const use = (key: CipherKey) => () => key.encrypt(new Uint8Array(0), new Uint8Array(0));

describe('what was drawn at random', () => {
  test('is gone from the visitor after an answer that was accepted, one that was refused, and none', () => {
    for (const what of ['accepted', 'refused', 'none'] as const) {
      const { shift, context } = scene(60);
      const { random, drawn } = remembering(61);
      const visitor = VisitorHandshake.begin(context, random);
      expect(drawn.map(({ length }) => length)).toEqual([32, 64]);
      expect(drawn.map(isZero), 'the seed is needed no more, the ephemeral secret is').toEqual([false, true]);
      const good = answer(context, shift, visitor.messageOne, new Seeded(62).bytes).answer;
      if (what === 'accepted') visitor.finish(good, NOW);
      if (what === 'refused') expect(() => visitor.finish(flip(good, 9_000), NOW)).toThrow(Refused);
      if (what === 'none') visitor.wipe();
      expect(drawn.every(isZero), what).toBe(true);
    }
  });

  test('is gone from the counsellor after an answer, and after message one was refused', () => {
    const { shift, context } = scene(63);
    const { messageOne } = VisitorHandshake.begin(context, new Seeded(64).bytes);
    const { random, drawn } = remembering(65);
    answer(context, shift, messageOne, random);
    expect(drawn.map(({ length }) => length)).toEqual([32, 32]);
    expect(drawn.every(isZero)).toBe(true);
    // Only the draws: the shift answers the next visitor too.
    expect(isZero(shift.agreementSecret)).toBe(false);
    const failing: Random = (length) => {
      if (drawn.length === 3) throw new Error('no more');
      return random(length);
    };
    expect(() => answer(context, shift, messageOne, failing)).toThrow('no more');
    expect(drawn.length).toBe(3);
    expect(drawn.every(isZero)).toBe(true);
  });

  test('stays in a shift until it is wiped, but for the seed', () => {
    const { identity } = found(new Seeded(66));
    const { random, drawn } = remembering(67);
    const shift = startShift(identity, NOW, 1, random);
    expect(drawn.map(({ length }) => length)).toEqual([8, 32, 32, 64]);
    expect(drawn.map(isZero)).toEqual([false, false, false, true]);
    wipeShift(shift);
    expect(drawn.slice(1).every(isZero)).toBe(true);
    expect(isZero(identity.secretKey), 'the identity is its owner’s to wipe').toBe(false);
  });
});

describe('a rejoin', () => {
  test('leaves nothing of what was drawn for it', () => {
    const { shift, visitor, counsellor } = meet(77);
    const [her, our] = [remembering(78), remembering(79)];
    const asked = bring(counsellor, visitor.seal(tell(visitor.beginRejoin(her.random))));
    expect(her.drawn.map(isZero)).toEqual([false, true]);
    answerRejoin(counsellor, shift, asked.body, our.random);
    expect(our.drawn.map(({ length }) => length)).toEqual([32, 32]);
    expect(our.drawn.every(isZero)).toBe(true);
  });

  test('that is done has replaced all of them, each when the next is in use', () => {
    const { shift, hers, ours, old, visitor, counsellor } = meet(80);
    const { random, drawn } = remembering(81);
    const asked = bring(counsellor, visitor.seal(tell(visitor.beginRejoin(random))));
    const answered = counsellor.seal(tell(answerRejoin(counsellor, shift, asked.body, random)));
    expect(use(ours.fromResponder)).toThrow('wiped');
    const done = visitor.finishRejoin(bring(visitor, answered).body, NOW);
    expect(drawn.every(isZero)).toBe(true);
    expect(use(hers.fromResponder)).toThrow('wiped');
    const last = visitor.seal(tell(done));
    expect(use(hers.fromInitiator)).toThrow('wiped');
    bring(counsellor, last);
    expect(use(ours.fromInitiator)).toThrow('wiped');
    // The place of the old secret has the new one, the same at both ends.
    expect(hers.exported).toEqual(ours.exported);
    expect(hers.exported).not.toEqual(old);
    for (const session of [visitor, counsellor]) session.wipe();
    expect([hers.exported, ours.exported].every(isZero)).toBe(true);
  });

  test('that is given up in the middle leaves nothing either', () => {
    const { hers, visitor } = meet(82);
    const { random, drawn } = remembering(83);
    visitor.seal(tell(visitor.beginRejoin(random)));
    visitor.wipe();
    expect(drawn.every(isZero)).toBe(true);
    expect(isZero(hers.exported)).toBe(true);
    expect(use(hers.fromInitiator)).toThrow('wiped');
    expect(use(hers.fromResponder)).toThrow('wiped');
  });
});

describe('a hand-over', () => {
  /** Two ends of which one has asked, and what each holds for it. */
  function asked(seed: number) {
    const ends = meet(seed);
    const secret = new Seeded(seed + 1).bytes(32);
    const chain = ends.shift.chain.slice();
    const made = ends.counsellor.handOver.ask(secret, chain);
    const { body } = bring(ends.visitor, ends.counsellor.seal(tellAll(ends.counsellor, made)));
    return { ...ends, secret, chain, made: made.body, body };
  }

  /** The visitor has agreed. */
  function agreed(seed: number) {
    const ends = asked(seed);
    const { random, drawn } = remembering(seed + 2);
    const said = ends.visitor.handOver.agree(NOW, random);
    bring(ends.counsellor, ends.visitor.seal(tellAll(ends.visitor, said)));
    return { ...ends, drawn, messageOne: said.body };
  }

  /** The other, who is the same counsellor here, answers. */
  function answered({ context, shift, secret, messageOne }: ReturnType<typeof agreed>, random: Random) {
    return answerHandOver(context, shift.counsellor.key, secret, shift, messageOne, random);
  }

  test('that is asked leaves the secret with the visitor alone, and with whoever drew it', () => {
    const { made, body, secret, chain, shift } = asked(84);
    expect(isZero(made)).toBe(true);
    expect(body.subarray(0, 32)).toEqual(secret);
    expect(isZero(secret)).toBe(false);
    expect(chain).toEqual(shift.chain);
  });

  test('that is done has wiped all keys of before, and all that was drawn for it', () => {
    const ends = agreed(85);
    const our = remembering(86);
    expect(ends.drawn.map(({ length }) => length)).toEqual([32, 64]);
    expect(ends.drawn.map(isZero)).toEqual([false, true]);
    const { answer: two, session: other } = answered(ends, our.random);
    expect(our.drawn.map(({ length }) => length)).toEqual([32, 32]);
    expect(our.drawn.every(isZero)).toBe(true);
    const { session } = ends.visitor.handOver.finish(two, NOW);
    expect(ends.drawn.every(isZero)).toBe(true);
    expect(isZero(ends.body)).toBe(true);
    expect(isZero(ends.hers.exported)).toBe(true);
    for (const key of [ends.hers.fromInitiator, ends.hers.fromResponder]) expect(use(key)).toThrow('wiped');
    expect(() => ends.visitor.seal(nothing())).toThrow('wiped');
    // The new keys are no part of that, and the counsellor's console wipes its own.
    expect(other.open(session.seal(say('still here'))).kind).toBe('opened');
    expect(isZero(ends.ours.exported)).toBe(false);
    ends.counsellor.wipe();
    expect(isZero(ends.ours.exported)).toBe(true);
    for (const key of [ends.ours.fromInitiator, ends.ours.fromResponder]) expect(use(key)).toThrow('wiped');
  });

  test('that is refused, taken back or answered by a stranger leaves nothing but the keys of before', () => {
    const refused = asked(87);
    refused.visitor.seal(tellAll(refused.visitor, refused.visitor.handOver.refuse()));
    const back = agreed(88);
    bring(back.visitor, back.counsellor.seal(tellAll(back.counsellor, back.counsellor.handOver.withdraw())));
    const stranger = agreed(89);
    const { answer: two } = answered({ ...stranger, secret: new Uint8Array(32) }, new Seeded(1).bytes);
    expect(() => stranger.visitor.handOver.finish(two, NOW)).toThrow(Refused);
    for (const { visitor, body, hers, drawn } of [back, stranger, { ...refused, drawn: [] }]) {
      expect(isZero(body)).toBe(true);
      expect(drawn.every(isZero)).toBe(true);
      expect(isZero(hers.exported)).toBe(false);
      visitor.seal(nothing(visitor.received));
    }
  });

  test('in the middle of which she leaves by the exit leaves nothing at all', () => {
    for (const { visitor, body, hers, drawn } of [agreed(90), { ...asked(91), drawn: [] }]) {
      visitor.wipe();
      expect(isZero(body)).toBe(true);
      expect(drawn.every(isZero)).toBe(true);
      expect(isZero(hers.exported)).toBe(true);
      for (const key of [hers.fromInitiator, hers.fromResponder]) expect(use(key)).toThrow('wiped');
    }
  });
});

describe('what the caller handed in', () => {
  test('is not changed by a handshake, a session or a sealing', async () => {
    const { shift, context } = scene(68);
    const before = structuredClone({ shift, context });
    const visitor = VisitorHandshake.begin(context, new Seeded(69).bytes);
    const messageOne = visitor.messageOne.slice();
    const answered = answer(context, shift, visitor.messageOne, new Seeded(70).bytes);
    const two = answered.answer.slice();
    const { session } = visitor.finish(answered.answer, NOW);
    const contents = say('words');
    const envelope = session.seal(contents);
    const sent = envelope.slice();
    answered.session.open(envelope);
    expect({ shift, context }).toEqual(before);
    expect([visitor.messageOne, answered.answer, envelope]).toEqual([messageOne, two, sent]);
    expect(contents).toEqual(say('words'));

    const { identity } = found(new Seeded(71));
    const kept = structuredClone(identity);
    const file = readIdentityFile(await seal(identity, 'words', new Seeded(72).bytes, FEWEST_ITERATIONS));
    const sealed = structuredClone(file);
    expect(await unlock(file, 'words')).toEqual(kept);
    expect([identity, file]).toEqual([kept, sealed]);
  });

  test('may be changed or wiped by the caller between the two messages', () => {
    const { shift, context } = scene(73);
    const own = { root: context.root.slice(), conversation: context.conversation.slice() };
    const visitor = VisitorHandshake.begin(own, new Seeded(74).bytes);
    own.root.fill(0);
    own.conversation.fill(0);
    const answered = answer(context, shift, visitor.messageOne, new Seeded(75).bytes);
    const { session } = visitor.finish(answered.answer, NOW);
    wipeShift(shift);
    shift.counsellor.key.fill(0);
    expect(answered.session.open(session.seal(say('still here'))).kind).toBe('opened');
  });
});

describe('a session', () => {
  test('wiped on one side leaves the other side whole, and says how far it came', () => {
    const { visitor, counsellor } = converse(76);
    const envelope = visitor.seal(say('last words'));
    visitor.wipe();
    visitor.wipe();
    expect([visitor.sent, visitor.received]).toEqual([1, 0]);
    expect(counsellor.open(envelope).kind).toBe('opened');
  });
});
