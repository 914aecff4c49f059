import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { ascii, join } from '../../src/crypto/bytes.ts';
import { sign, type Tag, verifyStrict } from '../../src/crypto/signature.ts';
import { flip } from './conversation.ts';
import { Seeded } from './seeded.ts';

const TAG: Tag = 'luwte/1 duty proof';
const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
const P = Point.Fp.ORDER;

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

function number(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function challenge(r: Uint8Array, a: Uint8Array, message: Uint8Array): bigint {
  return number(sha512(join(r, a, Uint8Array.of(TAG.length), ascii(TAG), message))) % ORDER;
}

/** A point of order eight. */
const TORSION = Point.fromBytes(hex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'));

describe('a strict signature', () => {
  const seeded = new Seeded(20);
  const secret = seeded.bytes(32);
  const key = ed25519.getPublicKey(secret);
  const message = seeded.bytes(90);

  test('verifies under its key, tag and bytes only', () => {
    const signature = sign(secret, TAG, message);
    expect(verifyStrict(key, TAG, message, signature)).toBe(true);
    expect(verifyStrict(key, 'luwte/1 shift certificate', message, signature)).toBe(false);
    expect(verifyStrict(key, TAG, flip(message, 5), signature)).toBe(false);
    expect(verifyStrict(flip(key, 9), TAG, message, signature)).toBe(false);
    for (let bit = 0; bit < 512; bit += 37)
      expect(verifyStrict(key, TAG, message, flip(signature, bit))).toBe(false);
  });

  test('may not carry an S of the group order or above', () => {
    const signature = sign(secret, TAG, message);
    const raised = join(signature.subarray(0, 32), littleEndian(number(signature.subarray(32)) + ORDER));
    expect(verifyStrict(key, TAG, message, raised)).toBe(false);
  });

  test('may not be made with a key of small order', () => {
    // Under such a key the same signature would hold for many messages: S = s, R = s*B - k*A with k*A = 0.
    for (let times = 0n; times < 8n; times++) {
      const weak = (times === 0n ? Point.ZERO : TORSION.multiplyUnsafe(times)).toBytes();
      for (let s = 1n; s < 24n; s++) {
        const r = Point.BASE.multiplyUnsafe(s).toBytes();
        expect(verifyStrict(weak, TAG, message, join(r, littleEndian(s)))).toBe(false);
      }
    }
  });

  test('may not carry an R of small order', () => {
    // With the secret scalar a signer can make R the neutral point: S = k * a. noble alone would let it pass.
    const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(secret);
    const r = Point.ZERO.toBytes();
    const s = (challenge(r, pointBytes, message) * scalar) % ORDER;
    expect(verifyStrict(key, TAG, message, join(r, littleEndian(s)))).toBe(false);
  });

  test('must fulfil the equation itself and not only its multiple by the cofactor', () => {
    // A key with a part of order eight: the cofactored equation holds always, the strict one when 8 divides k.
    const { scalar } = ed25519.utils.getExtendedPublicKey(secret);
    const mixed = Point.fromBytes(key).add(TORSION).toBytes();
    const seen = new Set<boolean>();
    for (let nonce = 1n; nonce < 60n; nonce++) {
      const r = Point.BASE.multiplyUnsafe(nonce).toBytes();
      const k = challenge(r, mixed, message);
      const signature = join(r, littleEndian((nonce + k * scalar) % ORDER));
      expect(verifyStrict(mixed, TAG, message, signature)).toBe(k % 8n === 0n);
      seen.add(k % 8n === 0n);
    }
    expect(seen.size).toBe(2);
  });

  test('may not use an encoding that is not canonical', () => {
    const signature = sign(secret, TAG, message);
    const high = littleEndian(P + 3n);
    expect(verifyStrict(high, TAG, message, signature)).toBe(false);
    expect(verifyStrict(key, TAG, message, join(high, signature.subarray(32)))).toBe(false);
    // y = 1 with the sign bit: a zero x cannot be negative.
    const negativeZero = littleEndian(1n);
    negativeZero[31] = 0x80;
    expect(verifyStrict(negativeZero, TAG, message, signature)).toBe(false);
  });

  test('refuses keys and signatures of another type or length', () => {
    const signature = sign(secret, TAG, message);
    for (const wrong of ['k'.repeat(32), new Uint8Array(33), [], undefined] as unknown as Uint8Array[]) {
      expect(() => verifyStrict(wrong, TAG, message, signature)).toThrow(TypeError);
      expect(() => verifyStrict(key, TAG, message, wrong)).toThrow(TypeError);
      expect(() => sign(wrong, TAG, message)).toThrow(TypeError);
    }
  });
});
