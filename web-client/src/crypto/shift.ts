import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { copy, encode64, isZero, join, requireBytes, requireSeconds, wipe } from './bytes.ts';
import { CHAIN_LENGTH, type Counsellor } from './certificates.ts';
import { type Identity, requireIdentity } from './identity.ts';
import { draw, type Random } from './random.ts';
import { LONGEST_SHIFT, MOST_CONVERSATIONS } from './shift-certificate.ts';
import { sign } from './signature.ts';

/** Length of the nonce in CHALLENGE (docs/protocol.md, section 2.3). */
export const NONCE_LENGTH = 32;

/** A shift: a chain of 494 bytes and the secrets that belong to it. Lives in memory only, 12 hours at most. */
export type Shift = {
  chain: Uint8Array;
  /** Ed25519: public and secret key, 32 bytes each. Proves duty. */
  signingKey: Uint8Array;
  signingSecret: Uint8Array;
  /** X25519: public and secret key, 32 bytes each. The static key of every handshake of this shift. */
  agreementKey: Uint8Array;
  agreementSecret: Uint8Array;
  /** ML-KEM-768: keys of 1,184 and 2,400 bytes, to which intakes are sealed. */
  encapsulationKey: Uint8Array;
  decapsulationSecret: Uint8Array;
  /** Until when the certificate holds, seconds. */
  notAfter: number;
  capacity: number;
  name: string;
  counsellor: Counsellor;
};

/**
 * Checks the parts of a shift that a handshake uses.
 *
 * @throws TypeError when one is not a Uint8Array of its length; Error when the shift was wiped.
 */
export function requireShift(shift: Shift): Shift {
  requireBytes(shift.chain, CHAIN_LENGTH, 'chain');
  requireBytes(shift.signingSecret, 32, 'signing secret');
  requireBytes(shift.agreementKey, 32, 'agreement key');
  requireBytes(shift.agreementSecret, 32, 'agreement secret');
  requireBytes(shift.counsellor?.key, 32, 'counsellor key');
  // A wiped secret is all zero, which X25519 would take for a key that everybody knows.
  if (isZero(shift.signingSecret) || isZero(shift.agreementSecret)) throw new Error('shift is wiped');
  return shift;
}

/**
 * Draws the keys of a shift and signs its certificate with the counsellor's identity (docs/protocol.md, section 4.3).
 * It holds from `nowSeconds` for 12 hours. Drawn in this order: serial 8, signing 32, agreement 32, ML-KEM seed 64.
 *
 * @throws RangeError when capacity is not 1 to 8; TypeError when an input is not of its type or length.
 */
export function startShift(identity: Identity, nowSeconds: number, capacity: number, random: Random): Shift {
  requireIdentity(identity);
  const now = requireSeconds(nowSeconds, 'now');
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > MOST_CONVERSATIONS) {
    throw new RangeError('capacity must be 1 to 8');
  }
  const serial = draw(random, 8);
  const signingSecret = draw(random, 32);
  const agreementSecret = draw(random, 32);
  const seed = draw(random, 64);
  const kem = ml_kem768.keygen(seed);
  wipe(seed);
  const signingKey = ed25519.getPublicKey(signingSecret);
  const agreementKey = x25519.getPublicKey(agreementSecret);
  const notAfter = nowSeconds + LONGEST_SHIFT;
  const body = join(
    Uint8Array.of(1, capacity),
    serial,
    signingKey,
    agreementKey,
    sha256(kem.publicKey),
    encode64(now),
    encode64(notAfter),
  );
  const signature = sign(identity.secretKey, 'luwte/1 shift certificate', body);
  return {
    chain: join(identity.coordinator, identity.counsellor, body, signature),
    signingKey,
    signingSecret,
    agreementKey,
    agreementSecret,
    encapsulationKey: kem.publicKey,
    decapsulationSecret: kem.secretKey,
    notAfter,
    capacity,
    name: identity.name,
    counsellor: { name: identity.name, key: copy(identity.key), role: identity.role },
  };
}

/**
 * Signs the server's nonce, 32 bytes, and the root key, 32 bytes: the login (docs/protocol.md, section 4.6). The tag
 * and the root keep a server from having something else signed, or from using the proof at another organisation.
 *
 * @returns 64 bytes, for the frame DUTY.
 * @throws TypeError when an input is not of its type or length.
 */
export function proveDuty(shift: Shift, nonce: Uint8Array, root: Uint8Array): Uint8Array {
  requireShift(shift);
  requireBytes(nonce, NONCE_LENGTH, 'nonce');
  requireBytes(root, 32, 'root');
  return sign(shift.signingSecret, 'luwte/1 duty proof', join(nonce, root));
}

/** Forgets the secrets of a shift. Conversations that have begun keep their own keys. */
export function wipeShift(shift: Shift): void {
  wipe(shift.signingSecret, shift.agreementSecret, shift.decapsulationSecret);
}
