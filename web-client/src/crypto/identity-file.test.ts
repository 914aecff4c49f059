import { describe, expect, test } from 'vitest';
import { load, type Vector } from '../../tests/crypto/frozen.ts';
import { IdentityFileRefused, readIdentityFile } from './identity-file.ts';

const { opens, refused }: { opens: Vector[]; refused: Vector[] } = load('identity');

/** Why a file is refused, or nothing. */
function refusal(json: string): string | undefined {
  try {
    readIdentityFile(json);
    return undefined;
  } catch (error) {
    if (error instanceof IdentityFileRefused) return error.why;
    throw error;
  }
}

describe('an identity file', () => {
  test('is refused in every way in which Rust refuses it as malformed', () => {
    const malformed = refused.filter(({ expected }) => expected === 'Malformed');
    expect(malformed.length).toBeGreaterThan(5);
    for (const { name, file } of malformed) expect(refusal(file), name).toBeDefined();
  });

  test('is read before its passphrase is known, right or wrong', () => {
    const sealed = refused.filter(({ expected }) => expected === 'WrongPassphrase');
    expect(sealed.length).toBeGreaterThan(0);
    for (const { name, file } of [...opens, ...sealed]) expect(refusal(file), name).toBeUndefined();
  });

  test('may not have a key twice, not even with the same value or written with an escape', () => {
    const { file } = opens[0];
    for (const again of ['"version": 1', '"\\u0076ersion": 1', '"version":{"a":[]}']) {
      expect(refusal(file.replace('{', `{${again},`)), again).toBe('keys');
      expect(refusal(file.replace(/\}\s*$/, `,${again}}`)), again).toBeDefined();
    }
  });

  test('may have a name with quotes, colons and backslashes in it', () => {
    // The name must be that of the certificate, so the file is refused for the name and not for its keys.
    const { name: _, ...rest } = JSON.parse(opens[0].file);
    for (const name of ['a": "b', 'x\\', '\\": {', ':::']) {
      expect(refusal(JSON.stringify({ ...rest, name })), name).toBe('name');
    }
  });
});
