import { requireBytes } from './bytes.ts';
import type { Caller, Context } from './context.ts';
import { type Answered, respond } from './counsellor-handshake.ts';
import { GUEST_SECRET_LENGTH } from './guest.ts';
import type { Random } from './random.ts';
import { Refused } from './refused.ts';
import type { Shift } from './shift.ts';

/**
 * An invitation that a guest has accepted: the conversation it is about, `from`, the subject of the certificate of the
 * counsellor who has it, 32 bytes, and what stood in her letter, 32 bytes.
 */
export type Invitation = Context & { from: Uint8Array; secret: Uint8Array };

const CALLERS: readonly Caller[] = ['visitor', 'counsellor'];

/**
 * Answers message one, 1,232 bytes, of whoever calls a guest by this invitation, the visitor or the counsellor
 * (docs/protocol.md, section 6.7). `as` says which of the two it is. Each is answered at most once for an invitation: the
 * caller keeps count, and does not send a second answer. The secret is the caller's to wipe, when both were answered.
 *
 * @returns nothing when message one belongs to neither: another invitation may be meant.
 * @throws Refused when it does belong here and anything else is wrong with it; TypeError when an input is not of its type
 * or length.
 */
export function answerCalled(
  invitation: Invitation,
  shift: Shift,
  messageOne: Uint8Array,
  random: Random,
): (Answered & { as: Caller }) | undefined {
  const counsellorKey = requireBytes(invitation.from, 32, 'counsellor key');
  const secret = requireBytes(invitation.secret, GUEST_SECRET_LENGTH, 'guest secret');
  for (const caller of CALLERS) {
    try {
      const before = { purpose: 'guest', caller, counsellorKey, secret } as const;
      return { as: caller, ...respond(invitation, shift, messageOne, random, before) };
    } catch (error) {
      if (!(error instanceof Refused && error.why === 'sealed')) throw error;
    }
  }
  return undefined;
}
