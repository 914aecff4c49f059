/** What a brake asks for, in the order of its numbers: to write as before, slowly, or not now. */
const WHAT = ['lifted', 'slow', 'pause'] as const;

/** Why, in the order of its numbers (docs/protocol.md, section 6.8). */
export const REASONS = ['none', 'too-fast', 'moment', 'words', 'not-serious'] as const;

/** Why a counsellor brakes. */
export type BrakeReason = (typeof REASONS)[number];

/** A brake as it is said (docs/protocol.md, section 7). When it is lifted, the reason is `none` and the time 0. */
export type Brake = Readonly<{
  what: (typeof WHAT)[number];
  reason: BrakeReason;
  /** How long it lasts, 30 to 600 seconds. */
  seconds: number;
}>;

/** A brake that is over. */
export const LIFTED: Brake = { what: 'lifted', reason: 'none', seconds: 0 };

/** Length of the body of a brake. */
export const BRAKE_LENGTH = 4;

const SHORTEST = 30;
const LONGEST = 600;

/** Encodes a brake as 4 bytes. */
export function encodeBrake({ what, reason, seconds }: Brake): Uint8Array {
  return Uint8Array.of(WHAT.indexOf(what), REASONS.indexOf(reason), seconds >> 8, seconds & 0xff);
}

/** The brake in these 4 bytes, or nothing when they are not as in section 7. */
export function decodeBrake(body: Uint8Array): Brake | undefined {
  const [first = -1, second = -1, high = 0, low = 0] = body;
  const [what, reason, seconds] = [WHAT[first], REASONS[second], (high << 8) | low];
  if (body.length !== BRAKE_LENGTH || what === undefined || reason === undefined) return undefined;
  if (what === 'lifted') return reason === 'none' && seconds === 0 ? LIFTED : undefined;
  if (reason === 'none' || seconds < SHORTEST || seconds > LONGEST) return undefined;
  return { what, reason, seconds };
}
