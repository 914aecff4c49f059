import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { ascii, copy, encode64, isZero, join, requireBytes, requireSeconds, wipe } from './bytes.ts';
import { type Identity, requireIdentity } from './identity.ts';
import { readLine } from './identity-certificate.ts';
import { LONGEST_LETTERBOX, LONGEST_WHEN } from './letterbox.ts';
import type { SlotKeys } from './open-slot.ts';
import { sign } from './signature.ts';

const TAG = 'luwte/1 letterbox';

/** The keys of a letterbox: always the same for one identity, so that any later shift opens what was left before. */
export type LetterboxKeys = SlotKeys;

/** What somebody says in her letterbox: when she is there again, and from when until when it holds, in seconds. */
export type LetterboxTerms = { when: string; notBefore: number; notAfter: number };

/**
 * Makes the keys of a letterbox from the secret key of an identity (docs/protocol.md, section 13.4). Nothing is drawn.
 *
 * @throws TypeError when the identity is not of its type or length; Error when it was wiped.
 */
export function deriveLetterboxKeys(identity: Identity): LetterboxKeys {
  const { secretKey } = requireIdentity(identity);
  // A wiped secret is all zero, which would make keys that everybody knows.
  if (isZero(secretKey)) throw new Error('identity is wiped');
  const both = hkdf(sha256, secretKey, ascii(TAG), new Uint8Array(0), 96);
  const agreementSecret = copy(both, 0, 32);
  const seed = copy(both, 32);
  const kem = ml_kem768.keygen(seed);
  wipe(both, seed);
  return {
    agreementKey: x25519.getPublicKey(agreementSecret),
    agreementSecret,
    encapsulationKey: kem.publicKey,
    decapsulationSecret: kem.secretKey,
  };
}

/** The length of `when` 1 | `when` 120, padded. */
function whenField(when: string): Uint8Array {
  if (typeof when !== 'string') throw new TypeError('when must be a string');
  const bytes = new TextEncoder().encode(when);
  if (bytes.length > LONGEST_WHEN) throw new RangeError('when is longer than 120 bytes');
  if (readLine(bytes) === undefined) throw new RangeError('when has characters that cannot be read');
  const field = new Uint8Array(1 + LONGEST_WHEN);
  field[0] = bytes.length;
  field.set(bytes, 1);
  return field;
}

/**
 * Writes and signs the letterbox of an identity with the keys that were made from it (docs/protocol.md, section 13.4). A
 * surrogate that stands alone becomes U+FFFD.
 *
 * @returns 1,726 bytes.
 * @throws RangeError when a field is not as in section 13.4; TypeError when one is not of its type or length.
 */
export function signLetterbox(
  identity: Identity,
  { agreementKey, encapsulationKey }: LetterboxKeys,
  { when, notBefore, notAfter }: LetterboxTerms,
): Uint8Array {
  requireIdentity(identity);
  requireBytes(agreementKey, 32, 'agreement key');
  const from = requireSeconds(notBefore, 'not before');
  const until = requireSeconds(notAfter, 'not after');
  if (until <= from) throw new RangeError('it ends before it begins');
  if (until - from > BigInt(LONGEST_LETTERBOX)) throw new RangeError('it holds for more than 31 days');
  const terms = join(Uint8Array.of(1), agreementKey, encode64(from), encode64(until), whenField(when));
  const signature = sign(identity.secretKey, TAG, join(terms, encapsulationKey));
  return join(identity.coordinator, identity.counsellor, terms, signature, encapsulationKey);
}

/** Forgets what opens mail. */
export function wipeLetterboxKeys({ agreementSecret, decapsulationSecret }: LetterboxKeys): void {
  wipe(agreementSecret, decapsulationSecret);
}
