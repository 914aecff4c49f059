import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ascii, requireBytes } from './bytes.ts';
import { type Identity, openUnder, requireIdentity, sealUnder, writeIdentityFile } from './identity.ts';
import { KINDS, LONGEST_CREDENTIAL, type PasskeyFile, SALT_LENGTH } from './identity-file.ts';
import { draw, type Random } from './random.ts';

/** Length of what a passkey answers (Web Authentication, PRF extension). */
export const PRF_LENGTH = 32;

/** What every passkey is asked: each answers with a secret of its own (docs/protocol.md, section 9.7). */
export const PRF_INPUT = ascii('luwte/1 passkey prf');

const TAG = 'luwte/1 passkey identity';

/** A passkey that has answered. `prf` is a secret, 32 bytes: wipe it after use. */
export type Passkey = { credential: Uint8Array; prf: Uint8Array };

/** The passkey answered, and what it says does not open the file, or the file holds another key than its certificate says. */
export class WrongPasskey extends Error {
  constructor() {
    super('the passkey does not open this identity');
    this.name = 'WrongPasskey';
  }
}

/** HKDF-SHA-256 of what the passkey answered, with the salt of the file (docs/protocol.md, section 9.7; RFC 5869). */
function keyOf(prf: Uint8Array, salt: Uint8Array): Uint8Array {
  requireBytes(prf, PRF_LENGTH, 'prf');
  requireBytes(salt, SALT_LENGTH, 'salt');
  return hkdf(sha256, prf, salt, ascii(TAG), 32);
}

/**
 * Opens an identity with what its passkey answered, 32 bytes (docs/protocol.md, section 9.7).
 *
 * @throws WrongPasskey when it does not open, or when the key in it is not the one its certificate names; ChainRefused when
 * its certificates are in the wrong order; TypeError when an input is not of its type or length.
 */
export function unlockByPasskey(file: PasskeyFile, prf: Uint8Array): Identity {
  const identity = openUnder(keyOf(prf, file.salt), TAG, file);
  if (identity === undefined) throw new WrongPasskey();
  return identity;
}

/**
 * Seals an identity under a passkey, with a fresh salt (docs/protocol.md, section 9.7). Draws the salt, 16 bytes.
 *
 * @returns the JSON document.
 * @throws RangeError when the name of the credential is not 1 to 1,023 bytes; TypeError when an input is not of its type
 * or length.
 */
export function sealUnderPasskey(identity: Identity, { credential, prf }: Passkey, random: Random): string {
  requireIdentity(identity);
  requireBytes(prf, PRF_LENGTH, 'prf');
  requireBytes(credential, credential.length, 'credential');
  if (credential.length < 1 || credential.length > LONGEST_CREDENTIAL) {
    throw new RangeError('the name of the credential is not 1 to 1,023 bytes');
  }
  const salt = draw(random, SALT_LENGTH);
  const sealed = sealUnder(keyOf(prf, salt), TAG, identity);
  return writeIdentityFile(KINDS.passkey, identity, { credential: bytesToHex(credential) }, salt, sealed);
}
