import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { ascii, join, requireBytes } from './bytes.ts';

/** Length of an Ed25519 key, public or secret (RFC 8032). */
export const KEY_LENGTH = 32;

/** Length of an Ed25519 signature (RFC 8032). */
export const SIGNATURE_LENGTH = 64;

/** What a signature is for (docs/protocol.md, sections 4.2 to 4.6, 12.1 and 13.4). */
export type Tag =
  | 'luwte/1 coordinator certificate'
  | 'luwte/1 counsellor certificate'
  | 'luwte/1 buddy certificate'
  | 'luwte/1 interpreter certificate'
  | 'luwte/1 certificate request'
  | 'luwte/1 revocation'
  | 'luwte/1 shift certificate'
  | 'luwte/1 duty proof'
  | 'luwte/1 letter'
  | 'luwte/1 letterbox';

/** The order of the group, RFC 8032 section 5.1. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** Tag length 1 | tag | bytes: what is really signed (docs/protocol.md, section 4.1). */
function tagged(tag: Tag, bytes: Uint8Array): Uint8Array {
  return join(Uint8Array.of(tag.length), ascii(tag), bytes);
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  return value;
}

/**
 * Signs tag and bytes with a 32-byte Ed25519 secret key (docs/protocol.md, section 4.1).
 *
 * @returns 64 bytes.
 * @throws TypeError when the key is not 32 bytes.
 */
export function sign(secretKey: Uint8Array, tag: Tag, bytes: Uint8Array): Uint8Array {
  return ed25519.sign(tagged(tag, bytes), requireBytes(secretKey, KEY_LENGTH, 'secret key'));
}

/**
 * Verifies strictly, as `verify_strict` of ed25519-dalek does: canonical S and R, neither the public key nor R of
 * small order, and the equation S*B = R + k*A itself, not its multiple by the cofactor (RFC 8032, section 5.1.7).
 *
 * noble's own `verify(..., { zip215: false })` multiplies by the cofactor and lets an R of small order through, so
 * the two implementations of this protocol could disagree about one signature. Hence the equation stands here.
 *
 * @throws TypeError when the key is not 32 or the signature not 64 bytes.
 */
export function verifyStrict(key: Uint8Array, tag: Tag, bytes: Uint8Array, signature: Uint8Array): boolean {
  requireBytes(key, KEY_LENGTH, 'public key');
  requireBytes(signature, SIGNATURE_LENGTH, 'signature');
  const encodedR = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= ORDER) return false;
  try {
    // fromBytes refuses y >= p and a negative zero, so both encodings are canonical from here on.
    const a = ed25519.Point.fromBytes(key);
    const r = ed25519.Point.fromBytes(encodedR);
    if (a.isSmallOrder() || r.isSmallOrder()) return false;
    const k = littleEndian(sha512(join(encodedR, key, tagged(tag, bytes)))) % ORDER;
    // Everything is public here, so the faster multiplication that is not constant in time is fine.
    return r.add(a.multiplyUnsafe(k)).equals(ed25519.Point.BASE.multiplyUnsafe(s));
  } catch {
    return false;
  }
}
