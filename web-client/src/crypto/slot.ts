import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { ascii, equal, join, requireBytes, wipe } from './bytes.ts';
import {
  ChainRefused,
  type VerifiedChain,
  VISITOR_TOLERANCE,
  verifyChain,
  type verifyForVisitor,
} from './certificates.ts';
import { TAG_LENGTH } from './cipher-key.ts';
import { KEM_CIPHERTEXT_LENGTH, KEM_KEY_LENGTH, kemPsk, type PskUse } from './kem-psk.ts';
import { agree, Noise, ONE_WAY } from './noise.ts';
import { draw, type Random } from './random.ts';
import { Refused } from './refused.ts';

/** Length of a slot: KEM ciphertext 1,088 | ephemeral 32 | sealed key 48 (docs/protocol.md, section 11.3). */
export const SLOT_LENGTH = KEM_CIPHERTEXT_LENGTH + 32 + 32 + TAG_LENGTH;

/** Length of what is sealed under the key in a slot, a form, a letter or mail, and of it when it is. */
export const PLAIN_LENGTH = 768;
export const SEALED_LENGTH = PLAIN_LENGTH + TAG_LENGTH;

/** Safe because a key seals one thing (docs/protocol.md, section 11.2). */
const ZERO_NONCE = new Uint8Array(12);

/** What is sealed to a shift, or to a letterbox (docs/protocol.md, sections 11, 12 and 13.5). */
export type SlotUse = Extract<PskUse, 'intake' | 'letter' | 'mail'>;

/** What a form, a letter or mail is bound to: tag | root 32 | ticket 16, the recipient's signing or identity key 32. */
export function boundTo(use: SlotUse, root: Uint8Array, name: Uint8Array): Uint8Array {
  return join(ascii(`luwte/1 ${use}`), root, name);
}

/** The cipher of a form, a letter or mail. Each key is used once. */
export function onceUnder(key: Uint8Array, bound: Uint8Array) {
  return chacha20poly1305(key, ZERO_NONCE, bound);
}

/** The handshake of a slot up to the payload, at either end (docs/protocol.md, section 11.3). */
export function beginSlot(
  prologue: Uint8Array,
  agreementKey: Uint8Array,
  psk: Uint8Array,
  ephemeral: Uint8Array,
): Noise {
  const noise = new Noise(prologue, ONE_WAY);
  noise.mixHash(agreementKey);
  noise.mixKeyAndHash(psk);
  noise.mixEphemeral(ephemeral);
  return noise;
}

/**
 * Checks a shift as the answer to a handshake is checked (docs/protocol.md, section 11.4).
 *
 * @throws Refused when it does not hold: nothing is sealed to it. TypeError when an input is not of its type or length.
 */
export function verifyShift(
  chain: Uint8Array,
  encapsulationKey: Uint8Array,
  root: Uint8Array,
  nowSeconds: number,
  check: typeof verifyForVisitor = verifyForColleague,
): VerifiedChain {
  requireBytes(encapsulationKey, KEM_KEY_LENGTH, 'encapsulation key');
  const shift = verify(chain, root, nowSeconds, check);
  if (!equal(sha256(encapsulationKey), shift.encapsulationKeyHash)) throw new Refused('static-key');
  return shift;
}

/** Colleagues write to whoever is on duty. */
const verifyForColleague: typeof verifyForVisitor = (chain, root, nowSeconds) =>
  verifyChain(chain, root, nowSeconds, VISITOR_TOLERANCE);

function verify(
  chain: Uint8Array,
  root: Uint8Array,
  nowSeconds: number,
  check: typeof verifyForVisitor,
): VerifiedChain {
  try {
    return check(chain, root, nowSeconds);
  } catch (error) {
    if (error instanceof ChainRefused) throw new Refused('chain', error.why);
    throw error;
  }
}

/**
 * Seals a key, 32 bytes, to a shift or a letterbox that was verified. Draws an ML-KEM message, 32 bytes, and an ephemeral secret, 32
 * bytes (docs/protocol.md, sections 11.3 to 11.5).
 *
 * @returns the slot, 1,168 bytes.
 * @throws Refused when a key that it is sealed to is not one.
 */
export function sealSlot(
  use: SlotUse,
  prologue: Uint8Array,
  { agreementKey }: Pick<VerifiedChain, 'agreementKey'>,
  encapsulationKey: Uint8Array,
  key: Uint8Array,
  random: Random,
): Uint8Array {
  const secrets: Uint8Array[] = [];
  try {
    const message = draw(random, 32);
    secrets.push(message);
    const { cipherText, sharedSecret } = encapsulate(encapsulationKey, message);
    secrets.push(sharedSecret);
    const ephemeralSecret = draw(random, 32);
    secrets.push(ephemeralSecret);
    const psk = kemPsk(use, sharedSecret, encapsulationKey, cipherText);
    secrets.push(psk);
    const shared = agree(ephemeralSecret, agreementKey);
    if (shared === undefined) throw new Refused('zero');
    secrets.push(shared);
    const ephemeral = x25519.getPublicKey(ephemeralSecret);
    const noise = beginSlot(prologue, agreementKey, psk, ephemeral);
    noise.mixKey(shared);
    const sealedKey = noise.seal(key);
    noise.wipe();
    return join(cipherText, ephemeral, sealedKey);
  } finally {
    wipe(...secrets);
  }
}

/** Encapsulates to a key. noble makes the check of FIPS 203, section 7.2, before anything else. */
function encapsulate(key: Uint8Array, message: Uint8Array) {
  try {
    return ml_kem768.encapsulate(key, message);
  } catch {
    throw new Refused('kem-key');
  }
}
