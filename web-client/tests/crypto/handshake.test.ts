import { describe, expect, test } from 'vitest';
import { answer } from '../../src/crypto/counsellor-handshake.ts';
import { Refused } from '../../src/crypto/refused.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { flip, thrownBy } from './conversation.ts';
import { found, NOW } from './organisation.ts';
import { Seeded } from './seeded.ts';

/** The five encodings of small order below p, and the two above it (RFC 7748; cr.yp.to/ecdh.html#validate). */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

function scene(seed: number) {
  const seeded = new Seeded(seed);
  const organisation = found(seeded);
  const shift = startShift(organisation.identity, NOW, 3, seeded.bytes);
  const context = { root: organisation.root, conversation: seeded.bytes(16) };
  const handshake = VisitorHandshake.begin(context, seeded.bytes);
  return { seeded, organisation, shift, context, handshake };
}

describe('the handshake', () => {
  test('has messages of the lengths in the protocol and names the counsellor', () => {
    const { seeded, organisation, shift, context, handshake } = scene(1);
    expect(handshake.messageOne.length).toBe(1232);
    const answered = answer(context, shift, handshake.messageOne, seeded.bytes);
    expect(answered.answer.length).toBe(1678);
    const { counsellor } = handshake.finish(answered.answer, NOW);
    const { key } = organisation.identity;
    expect(counsellor).toEqual({ name: 'Counsellor Noor', key, role: 'counsellor' });
  });

  test('refuses an answer with any bit turned', () => {
    const { seeded, shift, context, handshake } = scene(2);
    const good = answer(context, shift, handshake.messageOne, seeded.bytes).answer;
    // One bit in every field and a few anywhere: ciphertext, ephemeral, static key, its tag, chain, its tag.
    const bits = [0, 8 * 1087, 8 * 1088, 8 * 1119 + 6, 8 * 1120, 8 * 1152, 8 * 1168, 8 * 1662, 8 * 1677 + 7];
    for (const bit of [...bits, ...bits.map(() => seeded.below(8 * 1678))]) {
      // The top bit of an X25519 key is masked, but Noise hashes the key as it was sent.
      const again = VisitorHandshake.begin(context, new Seeded(77).bytes);
      const other = answer(context, shift, again.messageOne, new Seeded(78).bytes).answer;
      expect(
        thrownBy(() => again.finish(flip(other, bit), NOW)),
        `bit ${bit}`,
      ).toBeInstanceOf(Refused);
    }
    expect(handshake.finish(good, NOW).counsellor.name).toBe('Counsellor Noor');
  });

  test('refuses message one with any bit turned', () => {
    const { seeded, shift, context, handshake } = scene(3);
    for (const bit of [0, 255, 256, 8 * 1216, 8 * 1231 + 7, seeded.below(8 * 1232), seeded.below(8 * 1232)]) {
      const call = () => answer(context, shift, flip(handshake.messageOne, bit), seeded.bytes);
      expect((thrownBy(call) as Refused).why).toBe('sealed');
    }
  });

  test('is bound to the conversation and to the root', () => {
    const { seeded, shift, context, handshake } = scene(4);
    for (const other of [
      { ...context, conversation: flip(context.conversation, 3) },
      { ...context, root: flip(context.root, 3) },
    ]) {
      const call = () => answer(other, shift, handshake.messageOne, seeded.bytes);
      expect((thrownBy(call) as Refused).why).toBe('sealed');
    }
  });

  test('is over after one answer, whatever came of it', () => {
    const { seeded, shift, context, handshake } = scene(5);
    const good = answer(context, shift, handshake.messageOne, seeded.bytes).answer;
    expect(thrownBy(() => handshake.finish(flip(good, 1), NOW))).toBeInstanceOf(Refused);
    expect(() => handshake.finish(good, NOW)).toThrow('over');
  });

  test('refuses ephemeral keys of small order from the counsellor', () => {
    const { context, seeded } = scene(6);
    for (const low of LOW_ORDER) {
      const handshake = VisitorHandshake.begin(context, seeded.bytes);
      const forged = new Uint8Array(1678);
      forged.set(low, 1088);
      expect((thrownBy(() => handshake.finish(forged, NOW)) as Refused).why).toBe('zero');
    }
  });

  test('refuses a chain that fits another shift, an expired chain and another organisation', () => {
    const { seeded, organisation, shift, context, handshake } = scene(8);
    const other = startShift(organisation.identity, NOW, 3, seeded.bytes);
    const stolen = { ...shift, chain: other.chain };
    const cases = [
      { shift: stolen, now: NOW, why: 'static-key', chain: undefined },
      { shift, now: NOW + 43_200 + 86_401, why: 'chain', chain: 'expired' },
      { shift, now: NOW - 86_401, why: 'chain', chain: 'not-yet' },
      {
        shift: startShift(found(seeded).identity, NOW, 3, seeded.bytes),
        now: NOW,
        why: 'chain',
        chain: 'signature',
      },
    ];
    for (const each of cases) {
      const visitor = VisitorHandshake.begin(context, seeded.bytes);
      const answered = answer(context, each.shift, visitor.messageOne, seeded.bytes);
      const refused = thrownBy(() => visitor.finish(answered.answer, each.now)) as Refused;
      expect([refused.why, refused.chain]).toEqual([each.why, each.chain]);
    }
    handshake.wipe();
    expect(() => handshake.finish(new Uint8Array(1678), NOW)).toThrow('over');
  });

  test('accepts a clock that is wrong by exactly the tolerance', () => {
    for (const now of [NOW + 43_200 + 86_400, NOW - 86_400]) {
      const { seeded, shift, context, handshake } = scene(9);
      const answered = answer(context, shift, handshake.messageOne, seeded.bytes);
      expect(handshake.finish(answered.answer, now).counsellor.name).toBe('Counsellor Noor');
    }
  });

  test('refuses keys, messages and times of another type or length', () => {
    const { seeded, shift, context, handshake } = scene(10);
    const wrong = ['x'.repeat(32), Array.from({ length: 32 }, () => 1), new Uint8Array(31), undefined, null];
    for (const root of wrong as Uint8Array[]) {
      expect(() => VisitorHandshake.begin({ ...context, root }, seeded.bytes)).toThrow(TypeError);
      expect(() => answer({ ...context, root }, shift, handshake.messageOne, seeded.bytes)).toThrow(
        TypeError,
      );
      expect(() => handshake.finish(root, NOW)).toThrow(TypeError);
      expect(() => answer(context, shift, root, seeded.bytes)).toThrow(TypeError);
      expect(() =>
        answer(context, { ...shift, agreementSecret: root }, handshake.messageOne, seeded.bytes),
      ).toThrow(TypeError);
      expect(() => VisitorHandshake.begin(context, () => root)).toThrow(TypeError);
    }
    expect(() => handshake.finish(new Uint8Array(1678), 1.5)).toThrow(TypeError);
    expect(() => handshake.finish(new Uint8Array(1678), Number.NaN)).toThrow(TypeError);
    // A mistake of the caller is no answer, so the handshake still waits for one.
    const answered = answer(context, shift, handshake.messageOne, seeded.bytes);
    expect(handshake.finish(answered.answer, NOW).counsellor.name).toBe('Counsellor Noor');
  });
});
