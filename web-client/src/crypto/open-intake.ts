import { wipe } from './bytes.ts';
import { type Context, ownContext } from './context.ts';
import { decodeForm, type Form } from './form.ts';
import { bindings } from './intake.ts';
import { openSealed } from './open-slot.ts';
import { requireShift, type Shift } from './shift.ts';

/**
 * Opens what a waiting visitor sealed to this shift: a slot of 1,168 bytes and a form of 784 (docs/protocol.md, section
 * 11). Only a console does.
 *
 * @throws Refused when it does not open; Damaged when what was sealed is no form; TypeError when an input is not of its
 * type or length.
 */
export function openIntake(context: Context, shift: Shift, slot: Uint8Array, sealedForm: Uint8Array): Form {
  const own = ownContext(context);
  requireShift(shift);
  const plain = openSealed('intake', bindings(own, shift.signingKey), shift, slot, sealedForm);
  try {
    return decodeForm(plain);
  } finally {
    wipe(plain);
  }
}
