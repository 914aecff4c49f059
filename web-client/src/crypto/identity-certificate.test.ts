import { describe, expect, test } from 'vitest';
import { found } from '../../tests/crypto/organisation.ts';
import { Seeded } from '../../tests/crypto/seeded.ts';
import { readIdentityCertificate } from './identity-certificate.ts';

function named(name: string) {
  const field = new TextEncoder().encode(name);
  const { identity } = found(new Seeded(80), { counsellor: { name: field } });
  return readIdentityCertificate(identity.counsellor);
}

describe('the name in a certificate', () => {
  test('is shown as it was signed, a byte order mark included', () => {
    for (const name of ['Noor', '\u{feff}Noor', '\u{feff}', '名前', 'e\u0301', ' ', 'x'.repeat(32)]) {
      expect(named(name)?.name).toBe(name);
    }
  });

  test('has no control characters, wherever they stand', () => {
    for (const control of ['\u0001', '\u001f', '\u007f', '\u0080', '\u009f']) {
      for (const name of [control, `${control}Noor`, `No${control}or`, `Noor${control}`]) {
        expect(named(name)).toBeUndefined();
      }
    }
  });
});

test('a certificate of another type or length is refused', () => {
  for (const wrong of ['x'.repeat(154), new Uint8Array(153), Array.from({ length: 154 }, () => 1), null]) {
    expect(() => readIdentityCertificate(wrong as unknown as Uint8Array)).toThrow(TypeError);
  }
});
