import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ascii, copy, equal, join, requireBytes, wipe } from './bytes.ts';
import { roleOnDuty } from './certificates.ts';
import {
  IDENTITY_CERTIFICATE_LENGTH,
  type IdentityCertificate,
  type Role,
  readIdentityCertificate,
} from './identity-certificate.ts';
import { allowsIterations, type IdentityFile, KINDS, SALT_LENGTH, SEALED_LENGTH } from './identity-file.ts';
import { draw, type Random } from './random.ts';

export {
  type IdentityFile,
  type IdentityFileRefusal,
  IdentityFileRefused,
  type PasskeyFile,
  readIdentityFile,
} from './identity-file.ts';

/** PBKDF2 iterations of a new file: about half a second on an office machine. */
export const USUAL_ITERATIONS = 600_000;

/** Safe because every sealing has a fresh salt and so a fresh key (docs/protocol.md, section 9). */
const ZERO_NONCE = new Uint8Array(12);

const TAG = 'luwte/1 identity';

/** An opened identity. `secretKey` is the 32-byte Ed25519 secret: wipe it after `startShift`. */
export type Identity = {
  name: string;
  /** The subject of the counsellor certificate, 32 bytes. */
  key: Uint8Array;
  secretKey: Uint8Array;
  /** What this person is there for on duty. */
  role: Role;
  coordinator: Uint8Array;
  counsellor: Uint8Array;
};

/** The passphrase does not open the file, or the file holds another key than its certificate says. */
export class WrongPassphrase extends Error {
  constructor() {
    super('the passphrase does not open this identity');
    this.name = 'WrongPassphrase';
  }
}

/**
 * Checks an identity.
 *
 * @throws TypeError when a field is not of its type or length.
 */
export function requireIdentity(identity: Identity): Identity {
  if (typeof identity.name !== 'string') throw new TypeError('name must be a string');
  requireBytes(identity.key, 32, 'key');
  requireBytes(identity.secretKey, 32, 'secret key');
  requireBytes(identity.coordinator, IDENTITY_CERTIFICATE_LENGTH, 'coordinator certificate');
  requireBytes(identity.counsellor, IDENTITY_CERTIFICATE_LENGTH, 'counsellor certificate');
  return identity;
}

/**
 * PBKDF2-HMAC-SHA-512 over the passphrase in NFKC (docs/protocol.md, section 9; RFC 8018). The one use of WebCrypto:
 * noble's would take minutes where the browser compiles nothing.
 */
async function deriveKey(passphrase: string, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFKC'));
  try {
    const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits']);
    const parameters = { name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(salt), iterations };
    return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
  } finally {
    wipe(bytes);
  }
}

function associated(tag: string, coordinator: Uint8Array, counsellor: Uint8Array): Uint8Array {
  return join(ascii(tag), coordinator, counsellor);
}

/** Checks what a sealed identity says before its key is derived. */
function roleIn(file: IdentityFile): { certificate: IdentityCertificate; role: Role } {
  requireBytes(file.salt, SALT_LENGTH, 'salt');
  requireBytes(file.sealed, SEALED_LENGTH, 'sealed');
  const certificate = readIdentityCertificate(file.counsellor);
  const above = readIdentityCertificate(file.coordinator);
  if (certificate === undefined || above === undefined) throw new TypeError('a certificate is not one');
  return { certificate, role: roleOnDuty(above, certificate) };
}

/**
 * Opens a sealed identity with a key of 32 bytes, which is wiped (docs/protocol.md, section 9). Nothing when it does not
 * open, or when the key in it is not the one its certificate names.
 *
 * @throws ChainRefused when its certificates are in the wrong order; TypeError when an input is not of its length.
 */
export function openUnder(key: Uint8Array, tag: string, file: IdentityFile): Identity | undefined {
  let secretKey: Uint8Array;
  const { certificate, role } = roleIn(file);
  try {
    const cipher = chacha20poly1305(key, ZERO_NONCE, associated(tag, file.coordinator, file.counsellor));
    secretKey = cipher.decrypt(file.sealed);
  } catch {
    return undefined;
  } finally {
    wipe(key);
  }
  const publicKey = ed25519.getPublicKey(secretKey);
  if (!equal(publicKey, certificate.subject)) {
    wipe(secretKey);
    return undefined;
  }
  return {
    name: certificate.name,
    key: publicKey,
    secretKey,
    role,
    coordinator: copy(file.coordinator),
    counsellor: copy(file.counsellor),
  };
}

/** Seals the secret of an identity under a key of 32 bytes, which is wiped (docs/protocol.md, section 9). */
export function sealUnder(key: Uint8Array, tag: string, identity: Identity): Uint8Array {
  const { coordinator, counsellor, secretKey } = identity;
  const sealed = chacha20poly1305(key, ZERO_NONCE, associated(tag, coordinator, counsellor)).encrypt(
    secretKey,
  );
  wipe(key);
  return sealed;
}

/** Writes a sealed identity as its JSON document. `own` is what this form has and the other has not. */
export function writeIdentityFile(
  luwte: string,
  identity: Identity,
  own: { iterations: number } | { credential: string },
  salt: Uint8Array,
  sealed: Uint8Array,
): string {
  const file = {
    luwte,
    version: 1,
    name: identity.name,
    ...own,
    salt: bytesToHex(salt),
    sealed: bytesToHex(sealed),
    coordinator: bytesToHex(identity.coordinator),
    counsellor: bytesToHex(identity.counsellor),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/**
 * Opens an identity that is sealed under a passphrase (docs/protocol.md, section 9.1).
 *
 * @throws WrongPassphrase when it does not open, or when the key in it is not the one its certificate names;
 * ChainRefused when its certificates are in the wrong order; TypeError when an input is not of its type or length.
 */
export async function unlock(file: IdentityFile, passphrase: string): Promise<Identity> {
  if (file.opensWith !== 'passphrase') throw new TypeError('this identity opens with a passkey');
  if (typeof passphrase !== 'string') throw new TypeError('passphrase must be a string');
  if (!allowsIterations(file.iterations)) throw new TypeError('iterations are out of range');
  roleIn(file);
  const key = await deriveKey(passphrase, file.salt, file.iterations);
  const identity = openUnder(key, TAG, file);
  if (identity === undefined) throw new WrongPassphrase();
  return identity;
}

/**
 * Seals an identity under a passphrase, with a fresh salt (docs/protocol.md, section 9.1).
 *
 * @returns the JSON document.
 * @throws RangeError when the passphrase is empty or the iterations are out of bounds; TypeError when an input is not
 * of its type or length.
 */
export async function seal(
  identity: Identity,
  passphrase: string,
  random: Random,
  iterations: number = USUAL_ITERATIONS,
): Promise<string> {
  requireIdentity(identity);
  if (typeof passphrase !== 'string') throw new TypeError('passphrase must be a string');
  if (passphrase === '') throw new RangeError('passphrase is empty');
  if (!allowsIterations(iterations)) throw new RangeError('iterations are out of range');
  const salt = draw(random, SALT_LENGTH);
  const key = await deriveKey(passphrase, salt, iterations);
  return writeIdentityFile(KINDS.passphrase, identity, { iterations }, salt, sealUnder(key, TAG, identity));
}
