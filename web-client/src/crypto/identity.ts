import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ascii, copy, equal, join, requireBytes, wipe } from './bytes.ts';
import { roleOnDuty } from './certificates.ts';
import { IDENTITY_CERTIFICATE_LENGTH, type Role, readIdentityCertificate } from './identity-certificate.ts';
import { allowsIterations, type IdentityFile, SALT_LENGTH } from './identity-file.ts';
import { draw, type Random } from './random.ts';

export {
  type IdentityFile,
  type IdentityFileRefusal,
  IdentityFileRefused,
  readIdentityFile,
} from './identity-file.ts';

/** PBKDF2 iterations of a new file: about half a second on an office machine. */
export const USUAL_ITERATIONS = 600_000;

/** Safe because every sealing has a fresh salt and so a fresh key (docs/protocol.md, section 9). */
const ZERO_NONCE = new Uint8Array(12);

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

function associated(coordinator: Uint8Array, counsellor: Uint8Array): Uint8Array {
  return join(ascii('luwte/1 identity'), coordinator, counsellor);
}

/**
 * Opens a sealed identity (docs/protocol.md, section 9).
 *
 * @throws WrongPassphrase when it does not open, or when the key in it is not the one its certificate names;
 * ChainRefused when its certificates are in the wrong order; TypeError when an input is not of its type or length.
 */
export async function unlock(file: IdentityFile, passphrase: string): Promise<Identity> {
  if (typeof passphrase !== 'string') throw new TypeError('passphrase must be a string');
  if (!allowsIterations(file.iterations)) throw new TypeError('iterations are out of range');
  requireBytes(file.salt, SALT_LENGTH, 'salt');
  requireBytes(file.sealed, 48, 'sealed');
  requireBytes(file.coordinator, IDENTITY_CERTIFICATE_LENGTH, 'coordinator certificate');
  requireBytes(file.counsellor, IDENTITY_CERTIFICATE_LENGTH, 'counsellor certificate');
  const certificate = readIdentityCertificate(file.counsellor);
  const above = readIdentityCertificate(file.coordinator);
  if (certificate === undefined || above === undefined) throw new TypeError('a certificate is not one');
  const role = roleOnDuty(above, certificate);

  const key = await deriveKey(passphrase, file.salt, file.iterations);
  let secretKey: Uint8Array;
  try {
    const cipher = chacha20poly1305(key, ZERO_NONCE, associated(file.coordinator, file.counsellor));
    secretKey = cipher.decrypt(file.sealed);
  } catch {
    throw new WrongPassphrase();
  } finally {
    wipe(key);
  }
  const publicKey = ed25519.getPublicKey(secretKey);
  if (!equal(publicKey, certificate.subject)) {
    wipe(secretKey);
    throw new WrongPassphrase();
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

/**
 * Seals an identity under a passphrase, with a fresh salt (docs/protocol.md, section 9).
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
  const { coordinator, counsellor } = identity;
  const key = await deriveKey(passphrase, salt, iterations);
  const cipher = chacha20poly1305(key, ZERO_NONCE, associated(coordinator, counsellor));
  const sealed = cipher.encrypt(identity.secretKey);
  wipe(key);
  const file = {
    luwte: 'identity',
    version: 1,
    name: identity.name,
    iterations,
    salt: bytesToHex(salt),
    sealed: bytesToHex(sealed),
    coordinator: bytesToHex(coordinator),
    counsellor: bytesToHex(counsellor),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
