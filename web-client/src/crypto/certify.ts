import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, encode64, isZero, join, requireBytes, requireSeconds } from './bytes.ts';
import { LIST_LENGTH } from './check-words.ts';
import {
  type IdentityCertificate,
  NAME_LENGTH,
  ROLES,
  type Role,
  readIdentityCertificate,
  readName,
} from './identity-certificate.ts';
import { draw, type Random } from './random.ts';
import { KEY_LENGTH, SIGNATURE_LENGTH, sign, type Tag, verifyStrict } from './signature.ts';

/** Length of a request to be certified: version 1 | key 32 | name 32 | signature 64 (docs/protocol.md, section 9.4). */
export const REQUEST_LENGTH = 1 + KEY_LENGTH + NAME_LENGTH + SIGNATURE_LENGTH;

/** How many words of a request two people compare. */
const REQUEST_WORDS = 10;

const REQUEST: Tag = 'luwte/1 certificate request';

/** Who asks to be certified, and the key that is to be certified, 32 bytes. */
export type Request = { name: string; subject: Uint8Array };

function nameField(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length > NAME_LENGTH) throw new RangeError('the name is longer than 32 bytes');
  const field = new Uint8Array(NAME_LENGTH);
  field.set(bytes);
  if (readName(field) === undefined)
    throw new RangeError('the name is empty or has characters that cannot be read');
  return field;
}

/** Whether a name can stand in a certificate: 1 to 32 bytes of UTF-8 that can be read. */
export function isName(name: string): boolean {
  try {
    return nameField(name).length > 0;
  } catch {
    return false;
  }
}

/**
 * Asks to be certified (docs/protocol.md, section 9.4), signed with the key that is to be certified.
 *
 * @returns 129 bytes.
 * @throws RangeError when the name is not as in section 4.2; TypeError when the key is not 32 bytes.
 */
export function request(secretKey: Uint8Array, name: string): Uint8Array {
  const body = join(Uint8Array.of(1), ed25519.getPublicKey(secretKey), nameField(name));
  return join(body, sign(secretKey, REQUEST, body));
}

/**
 * Reads a request, 129 bytes. Nothing when it is not one, or not signed by the key in it.
 *
 * @throws TypeError when it is not 129 bytes.
 */
export function readRequest(bytes: Uint8Array): Request | undefined {
  requireBytes(bytes, REQUEST_LENGTH, 'request');
  const body = bytes.subarray(0, REQUEST_LENGTH - SIGNATURE_LENGTH);
  const subject = body.subarray(1, 1 + KEY_LENGTH);
  const name = readName(body.subarray(1 + KEY_LENGTH));
  const signed = verifyStrict(subject, REQUEST, body, bytes.subarray(body.length));
  return bytes[0] === 1 && name !== undefined && signed ? { name, subject } : undefined;
}

/** Ten words for two people who compare, by voice, that one sees the request that the other made: 60 bits of its hash. */
export function requestWords(bytes: Uint8Array, list: readonly string[]): string[] {
  const hash = sha256(join(ascii('luwte/1 request words'), bytes));
  let value = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0) >> 4n;
  const words: string[] = [];
  for (let i = 0; i < REQUEST_WORDS; i++) {
    words.unshift(list[Number(value % BigInt(LIST_LENGTH))] ?? '');
    value /= BigInt(LIST_LENGTH);
  }
  return words;
}

/** What a coordinator certifies: whom, as what, and from when until when, in seconds. */
export type Certified = Request & { role: Exclude<Role, 'coordinator'>; notBefore: number; notAfter: number };

/**
 * Signs the certificate of a counsellor, buddy or interpreter as a coordinator (docs/protocol.md, section 4.2). Draws the
 * serial, 8 bytes.
 *
 * @returns 154 bytes.
 * @throws RangeError when the name or the times are not as in section 4.2; TypeError when an input is not of its length.
 */
export function certify(coordinatorSecret: Uint8Array, certified: Certified, random: Random): Uint8Array {
  const { role, subject, name } = certified;
  requireBytes(subject, KEY_LENGTH, 'subject');
  if (isZero(subject)) throw new RangeError('no key');
  const notBefore = requireSeconds(certified.notBefore, 'not before');
  const notAfter = requireSeconds(certified.notAfter, 'not after');
  if (notAfter <= notBefore) throw new RangeError('it ends before it begins');
  const body = join(
    Uint8Array.of(1, ROLES.indexOf(role) + 1),
    draw(random, 8),
    subject,
    encode64(notBefore),
    encode64(notAfter),
    nameField(name),
  );
  return join(body, sign(coordinatorSecret, `luwte/1 ${role} certificate`, body));
}

/**
 * Takes a certificate back (docs/protocol.md, section 4.5), signed by a key above it.
 *
 * @returns 81 bytes.
 */
export function revoke(secretKey: Uint8Array, serial: bigint, nowSeconds: number): Uint8Array {
  const body = join(Uint8Array.of(1), encode64(serial), encode64(requireSeconds(nowSeconds, 'now')));
  return join(body, sign(secretKey, 'luwte/1 revocation', body));
}

/**
 * Checks what a coordinator sent to somebody who asked: her own certificate, under the root, and one for this key and name
 * under it (docs/protocol.md, section 2.9). Nothing when they are not for her.
 */
export function readCertified(
  certificates: Uint8Array,
  root: Uint8Array,
  { name, subject }: Request,
  nowSeconds: number,
): { coordinator: IdentityCertificate; own: IdentityCertificate } | undefined {
  const half = certificates.length / 2;
  const coordinator = readIdentityCertificate(certificates.subarray(0, half));
  const own = readIdentityCertificate(certificates.subarray(half));
  if (!coordinator || !own || coordinator.role !== 'coordinator' || own.role === 'coordinator')
    return undefined;
  const holds =
    verifyStrict(root, 'luwte/1 coordinator certificate', coordinator.body, coordinator.signature) &&
    verifyStrict(coordinator.subject, `luwte/1 ${own.role} certificate`, own.body, own.signature) &&
    own.subject.every((byte, at) => byte === subject[at]) &&
    own.name === name &&
    own.notAfter > BigInt(nowSeconds);
  return holds ? { coordinator, own } : undefined;
}
