import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { ChainRefused, verifyChain } from '../../src/crypto/certificates.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { sign } from '../../src/crypto/signature.ts';
import { flip, thrownBy } from './conversation.ts';
import { found, NOW, type Organisation, type Wishes } from './organisation.ts';
import { Seeded } from './seeded.ts';

const TOLERANCE = 300;

function chainOf(organisation: Organisation): Uint8Array {
  return startShift(organisation.identity, NOW, 3, new Seeded(5).bytes).chain;
}

function refusal(chain: Uint8Array, root: Uint8Array, now = NOW): string {
  const error = thrownBy(() => verifyChain(chain, root, now, TOLERANCE));
  expect(error).toBeInstanceOf(ChainRefused);
  return (error as ChainRefused).why;
}

/** The chain with one byte of its shift certificate set, signed again. */
function reshift(organisation: Organisation, at: number, value: number): Uint8Array {
  const chain = chainOf(organisation);
  chain[308 + at] = value;
  const body = chain.subarray(308, 308 + 122);
  return join(
    chain.subarray(0, 430),
    sign(organisation.identity.secretKey, 'luwte/1 shift certificate', body),
  );
}

describe('a chain', () => {
  const organisation = found(new Seeded(30));

  test('holds from the shift to the root', () => {
    const verified = verifyChain(chainOf(organisation), organisation.root, NOW, TOLERANCE);
    const { key } = organisation.identity;
    expect(verified.counsellor).toEqual({ name: 'Counsellor Noor', key, role: 'counsellor' });
    expect(verified.capacity).toBe(3);
  });

  test('is refused with any bit turned', () => {
    const chain = chainOf(organisation);
    for (let bit = 0; bit < 8 * 494; bit += 53) refusal(flip(chain, bit), organisation.root);
    expect(refusal(chain, flip(organisation.root, 7))).toBe('signature');
  });

  test('is refused when a field is not as in the protocol, even when it is signed', () => {
    const text = (name: string) => new TextEncoder().encode(name);
    const wishes: Wishes[] = [
      { version: 2 },
      { role: 5 },
      { role: 0 },
      { notBefore: NOW, notAfter: NOW },
      { notBefore: NOW + 1, notAfter: NOW - 1 },
      { notBefore: 2n ** 64n - 1n, notAfter: 2n ** 64n - 2n },
      { name: text('') },
      { name: text('a\0b') },
      { name: text('a\nb') },
      { name: text('a\u0085b') },
      { name: text('a\u007fb') },
      { name: Uint8Array.of(0xc3) },
      { name: Uint8Array.of(0, 0x61) },
    ];
    for (const wish of wishes) {
      const wrong = found(new Seeded(31), { counsellor: wish });
      expect(
        refusal(chainOf(wrong), wrong.root),
        JSON.stringify(wish, (_, v) => String(v)),
      ).toBe('field');
      const above = found(new Seeded(31), { coordinator: wish });
      expect(refusal(chainOf(above), above.root)).toBe('field');
    }
    for (const [at, value] of [
      [0, 2],
      [1, 0],
      [1, 9],
      [121, 0xff],
      [114, 1],
    ] as const) {
      expect(refusal(reshift(organisation, at, value), organisation.root), `byte ${at}`).toBe('field');
    }
  });

  test('may have a name of 32 bytes and times at the end of the range', () => {
    const name = new TextEncoder().encode('ß'.repeat(16));
    const longest = found(new Seeded(32), { counsellor: { name, notBefore: 0, notAfter: 2n ** 64n - 1n } });
    const verified = verifyChain(chainOf(longest), longest.root, NOW, TOLERANCE);
    expect(verified.counsellor.name).toBe('ß'.repeat(16));
  });

  test('needs the roles in their order', () => {
    const two = found(new Seeded(33), { counsellor: { role: 1, tag: 'luwte/1 coordinator certificate' } });
    expect(refusal(chainOf(two), two.root)).toBe('role');
    const none = found(new Seeded(33), { coordinator: { role: 2, tag: 'luwte/1 counsellor certificate' } });
    expect(refusal(chainOf(none), none.root)).toBe('role');
  });

  test('needs the tag of the role in every signature', () => {
    const mistagged = found(new Seeded(34), { counsellor: { tag: 'luwte/1 coordinator certificate' } });
    expect(refusal(chainOf(mistagged), mistagged.root)).toBe('signature');
  });

  test('says what somebody is there for', () => {
    for (const [role, name] of [
      [3, 'buddy'],
      [4, 'interpreter'],
    ] as const) {
      const other = found(new Seeded(37), { counsellor: { role, tag: `luwte/1 ${name} certificate` } });
      const shift = startShift(other.identity, NOW, 3, new Seeded(5).bytes);
      expect(shift.counsellor.role).toBe(name);
      expect(verifyChain(shift.chain, other.root, NOW, TOLERANCE).counsellor.role).toBe(name);
    }
  });

  test('needs all three to be valid now, with the tolerance on both sides', () => {
    const past = found(new Seeded(35), { coordinator: { notAfter: NOW - TOLERANCE - 1 } });
    expect(refusal(chainOf(past), past.root)).toBe('expired');
    const future = found(new Seeded(35), { counsellor: { notBefore: NOW + TOLERANCE + 1 } });
    expect(refusal(chainOf(future), future.root)).toBe('not-yet');
    const edge = found(new Seeded(35), {
      coordinator: { notAfter: NOW - TOLERANCE },
      counsellor: { notBefore: NOW + TOLERANCE },
    });
    expect(verifyChain(chainOf(edge), edge.root, NOW, TOLERANCE).counsellor.name).toBe('Counsellor Noor');
    expect(refusal(chainOf(organisation), organisation.root, NOW + 43_200 + TOLERANCE + 1)).toBe('expired');
    expect(refusal(chainOf(organisation), organisation.root, NOW - TOLERANCE - 1)).toBe('not-yet');
  });

  test('is never held by a subject of small order', () => {
    const weak = new Uint8Array(32);
    weak[0] = 1;
    const organisationWithWeak = found(new Seeded(36), { counsellor: { subject: weak } });
    const chain = chainOf(organisationWithWeak);
    chain.set(ed25519.Point.BASE.toBytes(), 430);
    chain.set(Uint8Array.of(1, ...new Uint8Array(31)), 462);
    expect(refusal(chain, organisationWithWeak.root)).toBe('signature');
  });

  test('refuses inputs of another type or length', () => {
    const chain = chainOf(organisation);
    for (const wrong of ['x'.repeat(494), new Uint8Array(493), [], null] as unknown as Uint8Array[]) {
      expect(() => verifyChain(wrong, organisation.root, NOW, 0)).toThrow(TypeError);
      expect(() => verifyChain(chain, wrong, NOW, 0)).toThrow(TypeError);
    }
    for (const wrong of [-1, 0.5, Number.NaN, '5', undefined] as number[]) {
      expect(() => verifyChain(chain, organisation.root, wrong, 0)).toThrow(TypeError);
      expect(() => verifyChain(chain, organisation.root, NOW, wrong)).toThrow(TypeError);
    }
  });
});
