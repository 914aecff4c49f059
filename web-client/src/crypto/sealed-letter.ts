import { copy, join, requireBytes, wipe } from './bytes.ts';
import { decodeLetter, encodeLetter, type Letter, SIGNED_LENGTH } from './letter.ts';
import { openSealed } from './open-slot.ts';
import { draw, type Random } from './random.ts';
import { Refused } from './refused.ts';
import { requireShift, type Shift } from './shift.ts';
import { sign, verifyStrict } from './signature.ts';
import { boundTo, onceUnder, sealSlot, verifyShift } from './slot.ts';

export type { Letter } from './letter.ts';
export { Refused } from './refused.ts';

const TAG = 'luwte/1 letter';

/** A letter for one shift. */
export type SealedLetter = {
  /** The recipient's signing key, 32 bytes, by which the server knows the shift. */
  to: Uint8Array;
  /** 1,168 bytes, which only this shift can open. */
  slot: Uint8Array;
  /** 784 bytes: the letter under the key in the slot. */
  sealed: Uint8Array;
};

/** The prologue of a slot and the associated data of a letter: tag | root 32 | the recipient's signing key 32. */
function bindings(root: Uint8Array, recipient: Uint8Array) {
  const bound = boundTo('letter', root, recipient);
  return { bound, prologue: bound };
}

/** What the sender signs: root 32 | the recipient's signing key 32 | the letter without its signature 704. */
function signed(root: Uint8Array, recipient: Uint8Array, letter: Uint8Array): Uint8Array {
  return join(root, recipient, letter);
}

/**
 * Signs a letter as the shift `from`, checks the recipient's shift and seals the letter to it (docs/protocol.md, section
 * 12). Draws the key of the letter, an ML-KEM message and an ephemeral secret, 32 bytes each.
 *
 * @param to the recipient's chain, 494 bytes, and ML-KEM key, 1,184 bytes
 * @throws Refused when the recipient's shift does not hold; RangeError when the letter is not as in section 12.1;
 * TypeError when an input is not of its type or length.
 */
export function sealLetter(
  root: Uint8Array,
  letter: Letter,
  from: Shift,
  to: { chain: Uint8Array; encapsulationKey: Uint8Array },
  nowSeconds: number,
  random: Random,
): SealedLetter {
  requireShift(from);
  const recipient = verifyShift(to.chain, to.encapsulationKey, root, nowSeconds);
  const { bound, prologue } = bindings(root, recipient.signingKey);
  const encoded = encodeLetter(letter, from.signingKey);
  const words = signed(root, recipient.signingKey, encoded);
  const plain = join(encoded, sign(from.signingSecret, TAG, words));
  const secrets = [encoded, words, plain];
  try {
    const key = draw(random, 32);
    secrets.push(key);
    const slot = sealSlot('letter', prologue, recipient, to.encapsulationKey, key, random);
    return { to: copy(recipient.signingKey), slot, sealed: onceUnder(key, bound).encrypt(plain) };
  } finally {
    wipe(...secrets);
  }
}

/**
 * Opens a letter to this shift: a slot of 1,168 bytes and a letter of 784 (docs/protocol.md, section 12). The caller drops
 * one whose slot was opened before in this shift, and one whose `sender` is no colleague that is known to be on duty.
 *
 * @returns the signing key of the shift that wrote it, 32 bytes, and what it says.
 * @throws Refused when it does not open, or was not signed by its sender for this shift; Damaged when what was sealed is
 * no letter; TypeError when an input is not of its type or length.
 */
export function openLetter(
  root: Uint8Array,
  shift: Shift,
  slot: Uint8Array,
  sealed: Uint8Array,
): { sender: Uint8Array; letter: Letter } {
  requireBytes(root, 32, 'root');
  requireShift(shift);
  const plain = openSealed('letter', bindings(root, shift.signingKey), shift, slot, sealed);
  const encoded = plain.subarray(0, SIGNED_LENGTH);
  const words = signed(root, shift.signingKey, encoded);
  try {
    const opened = decodeLetter(encoded);
    if (!verifyStrict(opened.sender, TAG, words, plain.subarray(SIGNED_LENGTH)))
      throw new Refused('signature');
    return opened;
  } finally {
    wipe(plain, words);
  }
}
