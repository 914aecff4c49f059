import { describe, expect, test } from 'vitest';
import { IdentityFileRefused, readIdentityFile, seal, unlock } from '../../src/crypto/identity.ts';
import { FEWEST_ITERATIONS, type PasskeyFile } from '../../src/crypto/identity-file.ts';
import {
  PRF_INPUT,
  sealUnderPasskey,
  unlockByPasskey,
  WrongPasskey,
} from '../../src/crypto/passkey-identity.ts';
import { thrownBy } from './conversation.ts';
import { bytes, hex, load } from './frozen.ts';
import { found } from './organisation.ts';
import { Seeded } from './seeded.ts';

/** Sealed with OpenSSL, not with the code under test. Its certificates are those of the first file in identity.json. */
const { coordinator, counsellor } = JSON.parse(load('identity').opens[0].file);
const FROZEN = {
  prf: '0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20',
  secret: 'cec8eb921e05e46f656886fc2026b2dc3e00058e8a7586ad5d9abd3940e47941',
  file: `${JSON.stringify(
    {
      luwte: 'passkey identity',
      version: 1,
      name: 'Noor',
      credential: '6c616d70',
      salt: '9580521fca772305b249e183497f060b',
      sealed:
        'd7282b01b5e3c1c5dbc46a3c8fc16689ce902995a3abe27b0e8685fdb6ba3ae0bf02dc5815afa49028a0b3ed71652dca',
      coordinator,
      counsellor,
    },
    undefined,
    2,
  )}\n`,
};

describe('an identity sealed under a passkey', () => {
  const seeded = new Seeded(44);
  const { identity } = found(seeded);
  const passkey = { credential: seeded.bytes(20), prf: seeded.bytes(32) };
  const json = sealUnderPasskey(identity, passkey, seeded.bytes);

  function file(changes: Record<string, unknown> = {}): PasskeyFile {
    const read = readIdentityFile(changed(changes));
    if (read.opensWith !== 'passkey') throw new Error('opens with a passphrase');
    return read;
  }
  const changed = (changes: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(json), ...changes });

  test('opens with what its passkey answers, and says which passkey that is', () => {
    expect(file()).toMatchObject({ name: 'Counsellor Noor', credential: passkey.credential });
    expect(unlockByPasskey(file(), passkey.prf)).toEqual(identity);
  });

  test('opens with no other passkey, certificate or salt', () => {
    const other = found(seeded).identity;
    const attempts = [
      () => unlockByPasskey(file(), seeded.bytes(32)),
      () => unlockByPasskey({ ...file(), counsellor: other.counsellor }, passkey.prf),
      () => unlockByPasskey({ ...file(), coordinator: other.coordinator }, passkey.prf),
      () => unlockByPasskey({ ...file(), salt: new Uint8Array(16) }, passkey.prf),
      () => unlockByPasskey(file({ sealed: '00'.repeat(48) }), passkey.prf),
    ];
    for (const attempt of attempts) expect(thrownBy(attempt)).toBeInstanceOf(WrongPasskey);
  });

  test('does not open when the key in it is not that of the certificate', () => {
    const wrong = sealUnderPasskey({ ...identity, secretKey: seeded.bytes(32) }, passkey, seeded.bytes);
    const read = readIdentityFile(wrong) as PasskeyFile;
    expect(thrownBy(() => unlockByPasskey(read, passkey.prf))).toBeInstanceOf(WrongPasskey);
  });

  test('is another document than one under a passphrase, and neither opens as the other', async () => {
    const other = await seal(identity, 'a lamp in the window', seeded.bytes, FEWEST_ITERATIONS);
    await expect(unlock(file(), 'a lamp in the window')).rejects.toBeInstanceOf(TypeError);
    const { iterations } = JSON.parse(other);
    for (const mixed of [
      changed({ luwte: 'identity' }),
      changed({ iterations }),
      JSON.stringify({ ...JSON.parse(other), luwte: 'passkey identity' }),
    ]) {
      expect((thrownBy(() => readIdentityFile(mixed)) as IdentityFileRefused).why).toBe('keys');
    }
  });

  test('never shows the secret or what the passkey answered, and never uses a salt twice', () => {
    const again = sealUnderPasskey(identity, passkey, seeded.bytes);
    expect(json).not.toContain(hex(identity.secretKey));
    expect(json).not.toContain(hex(passkey.prf));
    expect(JSON.parse(again).salt).not.toBe(JSON.parse(json).salt);
  });

  test('is refused when the file is not as in the protocol', () => {
    const { credential: _, ...less } = JSON.parse(json);
    const cases: [string, string][] = [
      ['keys', JSON.stringify(less)],
      ['keys', changed({ hint: 'the grey one' })],
      ['version', changed({ version: 2 })],
      ['credential', changed({ credential: '' })],
      ['credential', changed({ credential: 'aa'.repeat(1024) })],
      ['credential', changed({ credential: 5 })],
      ['hex', changed({ credential: 'zz' })],
      ['hex', changed({ credential: 'abc' })],
      ['hex', changed({ salt: 'aa'.repeat(15) })],
      ['hex', changed({ sealed: 'aa'.repeat(47) })],
      ['certificate', changed({ counsellor: JSON.parse(json).coordinator })],
      ['name', changed({ name: 'Somebody' })],
    ];
    for (const [why, text] of cases) {
      const error = thrownBy(() => readIdentityFile(text));
      expect(error, why).toBeInstanceOf(IdentityFileRefused);
      expect((error as IdentityFileRefused).why).toBe(why);
    }
  });

  test('with the longest name of a credential and of a person still fits', () => {
    const long = { ...passkey, credential: new Uint8Array(1023).fill(255) };
    const read = readIdentityFile(sealUnderPasskey(identity, long, seeded.bytes)) as PasskeyFile;
    expect(unlockByPasskey(read, passkey.prf)).toEqual(identity);
  });

  test('is not made of a passkey without a name, or that answered too little', () => {
    const none = { ...passkey, credential: new Uint8Array(0) };
    expect(() => sealUnderPasskey(identity, none, seeded.bytes)).toThrow(RangeError);
    const short = { ...passkey, prf: seeded.bytes(31) };
    expect(() => sealUnderPasskey(identity, short, seeded.bytes)).toThrow(TypeError);
  });

  test('is the same, byte for byte, as it was when the protocol was written', () => {
    expect(new TextDecoder().decode(PRF_INPUT)).toBe('luwte/1 passkey prf');
    const read = readIdentityFile(FROZEN.file) as PasskeyFile;
    const opened = unlockByPasskey(read, bytes(FROZEN.prf));
    expect(hex(opened.secretKey)).toBe(FROZEN.secret);
    const again = { credential: read.credential, prf: bytes(FROZEN.prf) };
    expect(sealUnderPasskey(opened, again, () => read.salt)).toBe(FROZEN.file);
  });
});
