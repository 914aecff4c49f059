import { hexToBytes } from '@noble/hashes/utils.js';
import { IDENTITY_CERTIFICATE_LENGTH, readIdentityCertificate } from './identity-certificate.ts';

/** The longest identity file, in bytes of UTF-8 (docs/protocol.md, section 9). */
export const LONGEST_IDENTITY_FILE = 4096;

/** The bounds of the PBKDF2 iterations (docs/protocol.md, section 9). */
export const FEWEST_ITERATIONS = 210_000;
export const MOST_ITERATIONS = 10_000_000;

/** Length of the salt (docs/protocol.md, section 9). */
export const SALT_LENGTH = 16;

/** The longest name of a credential, in bytes (Web Authentication, section 4). */
export const LONGEST_CREDENTIAL = 1023;

/** Length of what is sealed: the secret key and the tag (docs/protocol.md, section 9). */
export const SEALED_LENGTH = 48;

/** What stands in `luwte`, by what the identity opens with. */
export const KINDS = { passphrase: 'identity', passkey: 'passkey identity' } as const;

const BOTH = ['coordinator', 'counsellor', 'luwte', 'name', 'salt', 'sealed', 'version'];
const KEYS = { passphrase: [...BOTH, 'iterations'].sort(), passkey: [...BOTH, 'credential'].sort() };

type File = {
  name: string;
  /** 16 bytes. */
  salt: Uint8Array;
  /** 48 bytes. */
  sealed: Uint8Array;
  /** Certificates of 154 bytes each. */
  coordinator: Uint8Array;
  counsellor: Uint8Array;
};

/** An identity that opens with a passphrase (docs/protocol.md, section 9.1). */
export type PassphraseFile = File & { opensWith: 'passphrase'; iterations: number };

/** An identity that opens with a passkey (docs/protocol.md, section 9.7). */
export type PasskeyFile = File & {
  opensWith: 'passkey';
  /** The name by which a browser finds the passkey, 1 to 1,023 bytes. */
  credential: Uint8Array;
};

/** A sealed identity, as read from its file (docs/protocol.md, section 9). */
export type IdentityFile = PassphraseFile | PasskeyFile;

/** What is wrong with an identity file. */
export type IdentityFileRefusal =
  | 'size'
  | 'json'
  | 'keys'
  | 'version'
  | 'iterations'
  | 'credential'
  | 'hex'
  | 'certificate'
  | 'name';

/** A file that is not an identity as in docs/protocol.md, section 9. */
export class IdentityFileRefused extends Error {
  readonly why: IdentityFileRefusal;

  constructor(why: IdentityFileRefusal) {
    super(`identity file refused: ${why}`);
    this.name = 'IdentityFileRefused';
    this.why = why;
  }
}

/** Whether a number of iterations is within the bounds. */
export function allowsIterations(iterations: unknown): iterations is number {
  return (
    Number.isSafeInteger(iterations) &&
    (iterations as number) >= FEWEST_ITERATIONS &&
    (iterations as number) <= MOST_ITERATIONS
  );
}

function readObject(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new IdentityFileRefused('json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new IdentityFileRefused('json');
  return value as Record<string, unknown>;
}

/**
 * How many keys valid JSON has, counted in the text: of a key that comes twice `JSON.parse` keeps only the last.
 */
function countKeys(json: string): number {
  const withoutStrings = json.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return withoutStrings.split(':').length - 1;
}

function readHex(value: unknown, length: number): Uint8Array {
  if (typeof value !== 'string' || value.length !== 2 * length || !/^[0-9a-fA-F]*$/.test(value)) {
    throw new IdentityFileRefused('hex');
  }
  return hexToBytes(value);
}

/** The name of a coordinator, or of one of those whom coordinators certify. */
function nameIn(certificate: Uint8Array, ofCoordinator: boolean): string {
  const read = readIdentityCertificate(certificate);
  if (read === undefined || (read.role === 'coordinator') !== ofCoordinator) {
    throw new IdentityFileRefused('certificate');
  }
  return read.name;
}

function readCredential(value: unknown): Uint8Array {
  const length = typeof value === 'string' ? Math.ceil(value.length / 2) : 0;
  if (length < 1 || length > LONGEST_CREDENTIAL) throw new IdentityFileRefused('credential');
  return readHex(value, length);
}

/**
 * Reads a sealed identity (docs/protocol.md, section 9). Needs neither passphrase nor passkey, so that the console can
 * show whose it is. Nothing in it is trusted before it is opened.
 *
 * @throws IdentityFileRefused when it is not as in section 9; TypeError when it is no string.
 */
export function readIdentityFile(json: string): IdentityFile {
  if (typeof json !== 'string') throw new TypeError('identity file must be a string');
  if (new TextEncoder().encode(json).length > LONGEST_IDENTITY_FILE) throw new IdentityFileRefused('size');
  const object = readObject(json);
  const opensWith = object['luwte'] === KINDS.passkey ? 'passkey' : 'passphrase';
  const [wanted, keys] = [KEYS[opensWith], Object.keys(object).sort()];
  if (
    countKeys(json) !== wanted.length ||
    keys.length !== wanted.length ||
    keys.some((key, i) => key !== wanted[i])
  )
    throw new IdentityFileRefused('keys');
  if (object['luwte'] !== KINDS[opensWith] || object['version'] !== 1)
    throw new IdentityFileRefused('version');
  const iterations = object['iterations'];
  if (opensWith === 'passphrase' && !allowsIterations(iterations))
    throw new IdentityFileRefused('iterations');
  const coordinator = readHex(object['coordinator'], IDENTITY_CERTIFICATE_LENGTH);
  const counsellor = readHex(object['counsellor'], IDENTITY_CERTIFICATE_LENGTH);
  nameIn(coordinator, true);
  const name = nameIn(counsellor, false);
  if (object['name'] !== name) throw new IdentityFileRefused('name');
  const salt = readHex(object['salt'], SALT_LENGTH);
  const sealed = readHex(object['sealed'], SEALED_LENGTH);
  const file = { name, salt, sealed, coordinator, counsellor };
  return opensWith === 'passkey'
    ? { ...file, opensWith, credential: readCredential(object['credential']) }
    : { ...file, opensWith, iterations: iterations as number };
}
