import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { requireBytes, wipe } from './bytes.ts';
import { KEM_CIPHERTEXT_LENGTH, kemPsk } from './kem-psk.ts';
import { agree } from './noise.ts';
import { Refused } from './refused.ts';
import { beginSlot, onceUnder, SEALED_LENGTH, SLOT_LENGTH, type SlotUse } from './slot.ts';

/** The keys of a shift or a letterbox, to which things are sealed: X25519, 32 bytes each, and ML-KEM-768, 1,184 and 2,400. */
export type SlotKeys = {
  agreementKey: Uint8Array;
  agreementSecret: Uint8Array;
  encapsulationKey: Uint8Array;
  decapsulationSecret: Uint8Array;
};

/**
 * Opens a slot of 1,168 bytes with these keys, and what is sealed under the key in it, 784 bytes
 * (docs/protocol.md, sections 11.2 and 11.3). Only a console does.
 *
 * @returns 768 bytes, the caller's to wipe.
 * @throws Refused when it does not open; TypeError when an input is not of its type or length.
 */
export function openSealed(
  use: SlotUse,
  { prologue, bound }: { prologue: Uint8Array; bound: Uint8Array },
  keys: SlotKeys,
  slot: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  requireBytes(slot, SLOT_LENGTH, 'slot');
  requireBytes(sealed, SEALED_LENGTH, `sealed ${use}`);
  const key = openSlot(use, prologue, keys, slot);
  try {
    return onceUnder(key, bound).decrypt(sealed);
  } catch {
    throw new Refused('sealed');
  } finally {
    wipe(key);
  }
}

/** The key in a slot, 32 bytes. */
function openSlot(use: SlotUse, prologue: Uint8Array, keys: SlotKeys, slot: Uint8Array): Uint8Array {
  const ciphertext = slot.subarray(0, KEM_CIPHERTEXT_LENGTH);
  const ephemeral = slot.subarray(KEM_CIPHERTEXT_LENGTH, KEM_CIPHERTEXT_LENGTH + 32);
  const sharedSecret = ml_kem768.decapsulate(ciphertext, keys.decapsulationSecret);
  const psk = kemPsk(use, sharedSecret, keys.encapsulationKey, ciphertext);
  const noise = beginSlot(prologue, keys.agreementKey, psk, ephemeral);
  try {
    const shared = agree(keys.agreementSecret, ephemeral);
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
