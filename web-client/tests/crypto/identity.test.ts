import { describe, expect, test } from 'vitest';
import {
  IdentityFileRefused,
  readIdentityFile,
  seal,
  unlock,
  WrongPassphrase,
} from '../../src/crypto/identity.ts';
import { FEWEST_ITERATIONS } from '../../src/crypto/identity-file.ts';
import { thrownBy } from './conversation.ts';
import { found } from './organisation.ts';
import { Seeded } from './seeded.ts';

const PASSPHRASE = 'correct horse \u00e9';

describe('a sealed identity', async () => {
  const seeded = new Seeded(40);
  const { identity } = found(seeded);
  const json = await seal(identity, PASSPHRASE, seeded.bytes, FEWEST_ITERATIONS);

  function changed(changes: Record<string, unknown>): string {
    return JSON.stringify({ ...JSON.parse(json), ...changes });
  }

  test('opens with its passphrase, however the letters were composed', async () => {
    const file = readIdentityFile(json);
    expect(file.name).toBe('Counsellor Noor');
    expect(await unlock(file, PASSPHRASE)).toEqual(identity);
    expect(await unlock(file, 'correct horse e\u0301')).toEqual(identity);
  });

  test('does not open with another passphrase, certificate or salt', async () => {
    const file = readIdentityFile(json);
    await expect(unlock(file, 'wrong')).rejects.toBeInstanceOf(WrongPassphrase);
    const other = found(seeded).identity;
    await expect(unlock({ ...file, counsellor: other.counsellor }, PASSPHRASE)).rejects.toBeInstanceOf(
      WrongPassphrase,
    );
    await expect(unlock({ ...file, salt: new Uint8Array(16) }, PASSPHRASE)).rejects.toBeInstanceOf(
      WrongPassphrase,
    );
  });

  test('does not open when the key in it is not that of the certificate', async () => {
    const wrong = { ...identity, secretKey: seeded.bytes(32) };
    const file = readIdentityFile(await seal(wrong, PASSPHRASE, seeded.bytes, FEWEST_ITERATIONS));
    await expect(unlock(file, PASSPHRASE)).rejects.toBeInstanceOf(WrongPassphrase);
  });

  test('never shows the secret and never uses a salt twice', async () => {
    const again = await seal(identity, PASSPHRASE, seeded.bytes, FEWEST_ITERATIONS);
    expect(json).not.toContain(Buffer.from(identity.secretKey).toString('hex'));
    expect(JSON.parse(again).salt).not.toBe(JSON.parse(json).salt);
  });

  test('is refused when the file is not as in the protocol', () => {
    const { salt: _, ...less } = JSON.parse(json);
    const cases: [string, string][] = [
      ['json', '{'],
      ['json', '[]'],
      ['json', 'null'],
      ['size', `${json}${' '.repeat(4096)}`],
      ['keys', JSON.stringify(less)],
      ['keys', changed({ hint: 'my dog' })],
      ['version', changed({ version: 2 })],
      ['version', changed({ luwte: 'shift' })],
      ['iterations', changed({ iterations: 209_999 })],
      ['iterations', changed({ iterations: 10_000_001 })],
      ['iterations', changed({ iterations: '210000' })],
      ['hex', changed({ salt: 'zz'.repeat(16) })],
      ['hex', changed({ salt: 'aa'.repeat(15) })],
      ['hex', changed({ sealed: 5 })],
      ['certificate', changed({ counsellor: JSON.parse(json).coordinator })],
      ['certificate', changed({ coordinator: '00'.repeat(154) })],
      ['name', changed({ name: 'Somebody' })],
    ];
    for (const [why, text] of cases) {
      const error = thrownBy(() => readIdentityFile(text));
      expect(error).toBeInstanceOf(IdentityFileRefused);
      expect((error as IdentityFileRefused).why).toBe(why);
    }
    expect(() => readIdentityFile(5 as unknown as string)).toThrow(TypeError);
  });

  test('refuses to be sealed carelessly', async () => {
    await expect(seal(identity, '', seeded.bytes)).rejects.toBeInstanceOf(RangeError);
    await expect(seal(identity, PASSPHRASE, seeded.bytes, 1)).rejects.toBeInstanceOf(RangeError);
    const wrong = { ...identity, secretKey: 'k'.repeat(32) as unknown as Uint8Array };
    await expect(seal(wrong, PASSPHRASE, seeded.bytes)).rejects.toBeInstanceOf(TypeError);
  });
});
