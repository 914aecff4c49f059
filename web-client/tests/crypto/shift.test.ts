import { describe, expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { verifyChain } from '../../src/crypto/certificates.ts';
import { answer } from '../../src/crypto/counsellor-handshake.ts';
import { proveDuty, startShift, wipeShift } from '../../src/crypto/shift.ts';
import { verifyStrict } from '../../src/crypto/signature.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { found, NOW } from './organisation.ts';
import { Seeded } from './seeded.ts';

describe('a shift', () => {
  const seeded = new Seeded(50);
  const organisation = found(seeded);

  test('lasts twelve hours and is signed by the counsellor', () => {
    const shift = startShift(organisation.identity, NOW, 8, seeded.bytes);
    const verified = verifyChain(shift.chain, organisation.root, NOW + 43_200, 0);
    expect(shift.notAfter).toBe(NOW + 43_200);
    expect(verified.agreementKey).toEqual(shift.agreementKey);
    expect(verified.capacity).toBe(8);
  });

  test('proves duty for one nonce and one root', () => {
    const shift = startShift(organisation.identity, NOW, 1, seeded.bytes);
    const nonce = seeded.bytes(32);
    const proof = proveDuty(shift, nonce, organisation.root);
    const message = join(nonce, organisation.root);
    expect(verifyStrict(shift.signingKey, 'luwte/1 duty proof', message, proof)).toBe(true);
    expect(verifyStrict(shift.signingKey, 'luwte/1 duty proof', join(nonce, nonce), proof)).toBe(false);
  });

  test('keeps no secret after it was wiped, and does nothing any more', () => {
    const shift = startShift(organisation.identity, NOW, 1, seeded.bytes);
    const context = { root: organisation.root, conversation: seeded.bytes(16) };
    const { messageOne } = VisitorHandshake.begin(context, seeded.bytes);
    wipeShift(shift);
    wipeShift(shift);
    for (const secret of [shift.signingSecret, shift.agreementSecret, shift.decapsulationSecret]) {
      expect(secret.every((byte) => byte === 0)).toBe(true);
    }
    expect(() => proveDuty(shift, seeded.bytes(32), organisation.root)).toThrow('wiped');
    expect(() => answer(context, shift, messageOne, seeded.bytes)).toThrow('wiped');
  });

  test('refuses inputs of another type or length', () => {
    const shift = startShift(organisation.identity, NOW, 1, seeded.bytes);
    for (const capacity of [0, 9, 1.5, Number.NaN]) {
      expect(() => startShift(organisation.identity, NOW, capacity, seeded.bytes)).toThrow(RangeError);
    }
    for (const wrong of ['x'.repeat(32), new Uint8Array(31), undefined] as unknown as Uint8Array[]) {
      expect(() => startShift({ ...organisation.identity, secretKey: wrong }, NOW, 1, seeded.bytes)).toThrow(
        TypeError,
      );
      expect(() => startShift(organisation.identity, NOW, 1, () => wrong)).toThrow(TypeError);
      expect(() => proveDuty(shift, wrong, organisation.root)).toThrow(TypeError);
      expect(() => proveDuty(shift, seeded.bytes(32), wrong)).toThrow(TypeError);
    }
    expect(() => startShift(organisation.identity, -1, 1, seeded.bytes)).toThrow(TypeError);
  });
});

describe('generated keys', () => {
  test('are all distinct and look random, whatever part of them is compared', () => {
    // With real randomness, as in a page: a stuck or shortened source shows as a repeat or a bit that never changes.
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
    const context = { root: random(32), conversation: random(16) };
    const { identity } = found(new Seeded(51));
    const seen = new Map<string, Uint8Array[]>();
    const keep = (name: string, key: Uint8Array) => seen.set(name, [...(seen.get(name) ?? []), key]);
    const rounds = 200;
    for (let i = 0; i < rounds; i++) {
      const { messageOne } = VisitorHandshake.begin(context, random);
      keep('visitor ephemeral', messageOne.subarray(0, 32));
      const shift = startShift(identity, NOW, 1, random);
      keep('signing', shift.signingKey);
      keep('agreement', shift.agreementKey);
      keep('encapsulation', shift.encapsulationKey.subarray(1152));
      const answered = answer(context, shift, messageOne, random);
      keep('ciphertext', answered.answer.subarray(0, 32));
      keep('counsellor ephemeral', answered.answer.subarray(1088, 1120));
    }
    for (const [name, keys] of seen) {
      for (const [from, to] of [[0, 16] as const, [16, 32] as const]) {
        const halves = new Set(keys.map((key) => Buffer.from(key.subarray(from, to)).toString('hex')));
        expect(halves.size, name).toBe(rounds);
      }
      // The top bit of an X25519 key is always zero; every other bit is set in about half of the keys. Seven
      // standard deviations: this fails by chance less than once in 10^8 runs.
      for (let bit = 0; bit < 255; bit++) {
        const set = keys.filter((key) => ((key[bit >> 3] as number) >> (bit & 7)) & 1).length;
        expect(Math.abs(set - rounds / 2), `${name}, bit ${bit}`).toBeLessThan(50);
      }
    }
  });
});
