import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { ascii, copy, equal, join, requireBytes, wipe } from './bytes.ts';
import { CARD_LENGTH, type Card, encodeCard } from './card.ts';
import { ChainRefused, type VerifiedChain, VISITOR_TOLERANCE, verifyChain } from './certificates.ts';
import { TAG_LENGTH } from './cipher-key.ts';
import { type Context, ownContext } from './context.ts';
import { intakePsk, KEM_CIPHERTEXT_LENGTH, KEM_KEY_LENGTH } from './kem-psk.ts';
import { agree, Noise, ONE_WAY } from './noise.ts';
import { draw, type Random } from './random.ts';
import { Refused } from './refused.ts';

export { type Card, EMPTY_CARD, LONGEST_CODE_WORD, LONGEST_FIRST_MESSAGE, type Topic } from './card.ts';
export { Refused } from './refused.ts';

/** Length of a sealed card (docs/protocol.md, section 11.2). */
export const SEALED_CARD_LENGTH = CARD_LENGTH + TAG_LENGTH;

/** Length of a slot: KEM ciphertext 1,088 | ephemeral 32 | sealed key 48 (docs/protocol.md, section 11.3). */
export const SLOT_LENGTH = KEM_CIPHERTEXT_LENGTH + 32 + 32 + TAG_LENGTH;

/** Safe because a key seals one card for one ticket and nothing else (docs/protocol.md, section 11.2). */
export const CARD_NONCE = new Uint8Array(12);

/** A card for one shift, for the frame INTAKE. */
export type SealedFor = {
  /** The signing key of the shift, 32 bytes. */
  shift: Uint8Array;
  /** 1,168 bytes, which only this shift can open. */
  slot: Uint8Array;
  /** 784 bytes, the same for every shift. */
  sealedCard: Uint8Array;
};

/** What a card is bound to: tag | root 32 | ticket 16 (docs/protocol.md, section 11.2). */
export function boundTo({ root, conversation }: Context): Uint8Array {
  return join(ascii('luwte/1 intake'), root, conversation);
}

/** The handshake of a slot up to the payload, at either end (docs/protocol.md, section 11.3). */
export function beginSlot(
  context: Context,
  { signingKey, agreementKey }: { signingKey: Uint8Array; agreementKey: Uint8Array },
  psk: Uint8Array,
  ephemeral: Uint8Array,
): Noise {
  const noise = new Noise(join(boundTo(context), signingKey), ONE_WAY);
  noise.mixHash(agreementKey);
  noise.mixKeyAndHash(psk);
  noise.mixEphemeral(ephemeral);
  return noise;
}

function verify(chain: Uint8Array, root: Uint8Array, nowSeconds: number): VerifiedChain {
  try {
    return verifyChain(chain, root, nowSeconds, VISITOR_TOLERANCE);
  } catch (error) {
    if (error instanceof ChainRefused) throw new Refused('chain', error.why);
    throw error;
  }
}

/** A waiting visitor's card under its key, for one ticket. */
export class Intake {
  readonly #context: Context;
  readonly #random: Random;
  #key: Uint8Array = new Uint8Array(0);
  #sealedCard: Uint8Array = new Uint8Array(0);

  /**
   * Seals a card. Draws its key, 32 bytes.
   *
   * @param context the organisation and her ticket
   * @throws RangeError when a field is not as in section 11.1; TypeError when an input is not of its type or length.
   */
  constructor(context: Context, card: Card, random: Random) {
    this.#context = ownContext(context);
    this.#random = random;
    this.#seal(card);
  }

  /**
   * Checks a shift as the answer to a handshake is checked, and seals the card to it. Draws an ML-KEM message, 32 bytes,
   * and an ephemeral secret, 32 bytes (docs/protocol.md, sections 11.3 and 11.4).
   *
   * @throws Refused when the shift does not hold: then it gets nothing. TypeError when an input is not of its type or
   * length; Error when the intake was wiped.
   */
  sealFor(chain: Uint8Array, encapsulationKey: Uint8Array, nowSeconds: number): SealedFor {
    requireBytes(encapsulationKey, KEM_KEY_LENGTH, 'encapsulation key');
    const shift = verify(chain, this.#context.root, nowSeconds);
    if (!equal(sha256(encapsulationKey), shift.encapsulationKeyHash)) throw new Refused('static-key');
    return this.#sealFor(shift, encapsulationKey);
  }

  /** Forgets the key of the card. */
  wipe(): void {
    wipe(this.#key);
    this.#key = new Uint8Array(0);
  }

  #seal(card: Card): void {
    const plain = encodeCard(card);
    const key = draw(this.#random, 32);
    this.#sealedCard = chacha20poly1305(key, CARD_NONCE, boundTo(this.#context)).encrypt(plain);
    wipe(plain, this.#key);
    this.#key = key;
  }

  #sealFor(shift: VerifiedChain, encapsulationKey: Uint8Array): SealedFor {
    requireBytes(this.#key, 32, 'key of the card');
    const secrets: Uint8Array[] = [];
    try {
      const message = draw(this.#random, 32);
      secrets.push(message);
      const { cipherText, sharedSecret } = encapsulate(encapsulationKey, message);
      secrets.push(sharedSecret);
      const ephemeralSecret = draw(this.#random, 32);
      secrets.push(ephemeralSecret);
      const psk = intakePsk(sharedSecret, encapsulationKey, cipherText);
      secrets.push(psk);
      const shared = agree(ephemeralSecret, shift.agreementKey);
      if (shared === undefined) throw new Refused('zero');
      secrets.push(shared);
      const ephemeral = x25519.getPublicKey(ephemeralSecret);
      const noise = beginSlot(this.#context, shift, psk, ephemeral);
      noise.mixKey(shared);
      const slot = join(cipherText, ephemeral, noise.seal(this.#key));
      noise.wipe();
      return { shift: copy(shift.signingKey), slot, sealedCard: copy(this.#sealedCard) };
    } finally {
      wipe(...secrets);
    }
  }
}

/** Encapsulates to the shift's key. noble makes the check of FIPS 203, section 7.2, before anything else. */
function encapsulate(key: Uint8Array, message: Uint8Array) {
  try {
    return ml_kem768.encapsulate(key, message);
  } catch {
    throw new Refused('kem-key');
  }
}
