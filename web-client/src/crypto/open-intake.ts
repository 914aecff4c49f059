import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { requireBytes, wipe } from './bytes.ts';
import { type Card, decodeCard } from './card.ts';
import { type Context, ownContext } from './context.ts';
import { beginSlot, boundTo, CARD_NONCE, SEALED_CARD_LENGTH, SLOT_LENGTH } from './intake.ts';
import { intakePsk, KEM_CIPHERTEXT_LENGTH } from './kem-psk.ts';
import { agree } from './noise.ts';
import { Refused } from './refused.ts';
import { requireShift, type Shift } from './shift.ts';

/**
 * Opens what a waiting visitor sealed to this shift: a slot of 1,168 bytes and a card of 784 (docs/protocol.md, section
 * 11). Only a console does.
 *
 * @throws Refused when it does not open; Damaged when what was sealed is no card; TypeError when an input is not of its
 * type or length.
 */
export function openIntake(context: Context, shift: Shift, slot: Uint8Array, sealedCard: Uint8Array): Card {
  const own = ownContext(context);
  requireShift(shift);
  requireBytes(slot, SLOT_LENGTH, 'slot');
  requireBytes(sealedCard, SEALED_CARD_LENGTH, 'sealed card');
  const key = openSlot(own, shift, slot);
  let plain: Uint8Array | undefined;
  try {
    plain = chacha20poly1305(key, CARD_NONCE, boundTo(own)).decrypt(sealedCard);
  } catch {
    throw new Refused('sealed');
  } finally {
    wipe(key);
  }
  try {
    return decodeCard(plain);
  } finally {
    wipe(plain);
  }
}

/** The key of the card, 32 bytes. */
function openSlot(context: Context, shift: Shift, slot: Uint8Array): Uint8Array {
  const ciphertext = slot.subarray(0, KEM_CIPHERTEXT_LENGTH);
  const ephemeral = slot.subarray(KEM_CIPHERTEXT_LENGTH, KEM_CIPHERTEXT_LENGTH + 32);
  const sharedSecret = ml_kem768.decapsulate(ciphertext, shift.decapsulationSecret);
  const psk = intakePsk(sharedSecret, shift.encapsulationKey, ciphertext);
  const noise = beginSlot(context, shift, psk, ephemeral);
  try {
    const shared = agree(shift.agreementSecret, ephemeral);
    if (shared === undefined) throw new Refused('zero');
    noise.mixKey(shared);
    wipe(shared);
    const key = noise.open(slot.subarray(KEM_CIPHERTEXT_LENGTH + 32));
    if (key === undefined) throw new Refused('sealed');
    return key;
  } finally {
    noise.wipe();
    wipe(sharedSecret, psk);
  }
}
