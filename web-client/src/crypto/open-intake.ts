import { wipe } from './bytes.ts';
import { type Card, decodeCard } from './card.ts';
import { type Context, ownContext } from './context.ts';
import { bindings } from './intake.ts';
import { openSealed } from './open-slot.ts';
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
  const plain = openSealed('intake', bindings(own, shift.signingKey), shift, slot, sealedCard);
  try {
    return decodeCard(plain);
  } finally {
    wipe(plain);
  }
}
