import type { Brake } from '../crypto/brake.ts';
import type { Conversation, Line } from './conversation.ts';

/** While it goes slowly, a visitor sends one text in this time (docs/protocol.md, section 6.8). */
export const SLOW_EVERY = 20_000;

/** A brake as one end holds it. `lifted`: it is over, and she has not written since. */
export type Braking = Readonly<{
  what: Brake['what'];
  reason: Brake['reason'];
  /** Until when, by the clock of this end. */
  until: number;
  /** Whether this end set it: the counsellor's. */
  mine: boolean;
  /** With a pause of ours: what the other end says from this line on is held back. */
  heldFrom: number;
}>;

type Braked = Pick<Conversation, 'brake' | 'lines'>;

/** The brake that this end sets. What a pause has held back stays so in the next one. */
export function brakeSet({ brake, lines }: Braked, said: Brake, now: number): Braking | undefined {
  if (said.what === 'lifted') return undefined;
  const heldFrom = brake?.what === 'pause' && said.what === 'pause' ? brake.heldFrom : lines.length;
  return { what: said.what, reason: said.reason, until: now + said.seconds * 1_000, mine: true, heldFrom };
}

/** What the other end's brake makes of the one of before. That none is there any more needs no words. */
export function brakeCame({ brake }: Braked, said: Brake, now: number): Braking | undefined {
  if (said.what === 'lifted') return brake && { ...brake, what: 'lifted' };
  return {
    what: said.what,
    reason: said.reason,
    until: now + said.seconds * 1_000,
    mine: false,
    heldFrom: Number.POSITIVE_INFINITY,
  };
}

/** Whether a brake has come to its end by itself. */
export function brakeEnds({ brake }: Pick<Conversation, 'brake'>, now: number): boolean {
  return brake !== undefined && brake.what !== 'lifted' && now >= brake.until;
}

/** Until when this end may send no text; 0 when it may. Nobody brakes herself. */
export function waitsUntil({ brake, wroteAt }: Pick<Conversation, 'brake' | 'wroteAt'>, now: number): number {
  if (!brake || brake.mine || brake.what === 'lifted') return 0;
  const until = brake.what === 'pause' ? brake.until : Math.min(brake.until, wroteAt + SLOW_EVERY);
  return until > now ? until : 0;
}

/** The texts as they are shown, and how many came during a pause of ours and wait for it to end. */
export function shownLines({ brake, lines }: Braked): { shown: readonly Line[]; held: number } {
  if (!brake?.mine || brake.what !== 'pause') return { shown: lines, held: 0 };
  // Only the other end is asked to pause, not a guest.
  const shown = lines.filter((line) => line.mine || line.by !== undefined || line.id < brake.heldFrom);
  return { shown: shown.length === lines.length ? lines : shown, held: lines.length - shown.length };
}

/** How many texts of the other end are shown. */
export function theirsShown(conversation: Braked): number {
  return shownLines(conversation).shown.filter((line) => !line.mine).length;
}
