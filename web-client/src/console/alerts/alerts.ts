import { theirsShown } from '../../talk/brake.ts';
import { isShown } from '../sitting-in.ts';
import type { OnDuty, Visitor } from '../state.ts';
import { keyOf, openCount } from '../visitors.ts';

/** What calls a counsellor. */
export type Alerts = {
  /** The sound for who waits: it begins, from its start if it was there already, goes on, or is silent. */
  ring: 'begin' | 'go-on' | 'silent';
  /** Whether the sound of a new text is heard. */
  message: boolean;
  /** What the computer shows, without a name and without a text. */
  notice: 'waiting' | 'message' | undefined;
  /** How many texts came, while nobody looked, into the conversation that is on the screen. No tab counts those. */
  missed: number;
};

/** Nothing calls. */
export const QUIET: Alerts = { ring: 'silent', message: false, notice: undefined, missed: 0 };

type Shift = OnDuty | undefined;

/** Whether somebody waits whom this counsellor could take now, as far as it is known, or is offered to her. */
function calls(state: Shift): boolean {
  if (state?.accepted !== true) return false;
  const asked = state.calledIn || [...state.offers, ...state.invitations].some(({ accepted }) => !accepted);
  const ready = state.status.doing === 'ready' && openCount(state) < state.status.limit;
  return asked || (ready && state.queue.waiting > 0);
}

/** Whether somebody began to wait. Of a long line the server shows only the beginning. */
function newcomer(old: OnDuty, now: OnDuty): boolean {
  const { queue: before } = old;
  const { queue: after } = now;
  if (now.offers.length > old.offers.length || now.invitations.length > old.invitations.length) return true;
  if (after.waiting > before.waiting) return true;
  if (before.waiting > before.entries.length) return false;
  const known = new Set(before.entries.map(({ ticket }) => keyOf(ticket)));
  return after.entries.some(({ ticket }) => !known.has(keyOf(ticket)));
}

function ringing(before: Shift, after: Shift): Alerts['ring'] {
  if (!after || !calls(after)) return 'silent';
  return !before || !calls(before) || newcomer(before, after) ? 'begin' : 'go-on';
}

function theirs(visitor: Visitor | undefined): number {
  if (visitor === undefined) return 0;
  // What a pause holds back calls nobody.
  if (visitor.kind === 'open') return theirsShown(visitor.talk);
  return visitor.lines.filter(({ mine }) => !mine).length;
}

/** How many texts came into each conversation, by its key. */
function came(before: Shift, after: Shift): readonly { key: string; texts: number }[] {
  return (after?.visitors ?? []).filter(isShown).map((visitor) => {
    const old = before?.visitors.find(({ key }) => key === visitor.key);
    return { key: visitor.key, texts: old === visitor ? 0 : theirs(visitor) - theirs(old) };
  });
}

/** How long somebody must have been away, in milliseconds, for her return to call: a tunnel is no news. */
export const RETURN_AFTER = 30_000;

/** Who came back into a conversation: after a while, or after she had left by the exit. */
function cameBack(before: Shift, after: Shift): readonly string[] {
  return (after?.visitors ?? []).filter(isShown).flatMap((visitor) => {
    const old = before?.visitors.find(({ key }) => key === visitor.key);
    if (visitor.kind !== 'open' || old?.kind !== 'open' || !visitor.talk.here) return [];
    const { up, here, awaySince } = old.talk;
    // While our own line was lost nobody knows for how long she was away.
    const away = up && !here && (old.exited || (after?.now ?? 0) - awaySince >= RETURN_AFTER);
    return away ? [visitor.key] : [];
  });
}

/**
 * Decides what calls a counsellor when the shift goes from one state to the next. Whoever waits rings, on the screen or
 * not, until somebody takes her or this counsellor can take nobody. A text sounds when it is not being looked at, and so
 * does a visitor who comes back.
 *
 * @param unseen whether the window is hidden, or not the one in front.
 * @param missed as the alerts before said.
 */
export function alerts(before: Shift, after: Shift, unseen: boolean, missed: number): Alerts {
  const texts = came(before, after).filter(({ texts }) => texts > 0);
  const inSight = texts.filter(({ key }) => key === after?.selected);
  const ring = ringing(before, after);
  const news = new Set([...texts.map(({ key }) => key), ...cameBack(before, after)]);
  const message = news.size > 0 && (unseen || [...news].some((key) => key !== after?.selected));
  // When the line comes back, the waiting room is still the one of before: the server's word about it follows.
  const told = before?.accepted !== false || before.queue !== after?.queue;
  const notice = ring === 'begin' && told ? 'waiting' : message ? 'message' : undefined;
  return {
    ring,
    message,
    notice: unseen ? notice : undefined,
    missed: unseen ? inSight.reduce((sum, { texts }) => sum + texts, missed) : 0,
  };
}
