import type { Status } from '../wire/duty.ts';
import type { Effect, OnDuty } from './state.ts';
import { openCount, type Step } from './visitors.ts';

/** How long somebody wraps up a conversation if she says nothing, in milliseconds. */
export const WRAP_UP = 300_000;

/** What somebody who goes on duty does: she is there for one visitor. */
export const AT_FIRST: Status = { doing: 'ready', reason: 0, limit: 1 };

/** Says to the desk what the counsellor does. It forgets, so it is told at every ON_DUTY too. */
export function tellStatus({ status, accepted }: OnDuty): Effect[] {
  return accepted ? [{ kind: 'send', frame: { kind: 'status', status } }] : [];
}

/** The counsellor does something else now. */
export function change(before: OnDuty, status: Partial<Status>): Step {
  const next = { ...before.status, ...status };
  const { doing, reason, limit } = before.status;
  if (next.doing === doing && next.reason === reason && next.limit === limit) {
    return { state: before, effects: [] };
  }
  const wrapsUpUntil = next.doing === 'wrap-up' ? before.now + WRAP_UP : 0;
  const state = { ...before, status: next, wrapsUpUntil };
  return { state, effects: tellStatus(state) };
}

/** Makes room for one more, up to what the shift allows. */
export function makeRoom(state: OnDuty): Step {
  const limit = Math.min(state.shift.capacity, Math.max(state.status.limit, openCount(state) + 1));
  return change(state, { limit, doing: 'ready', reason: 0 });
}

/** After a conversation: time to breathe and to write down what it was about; and room for one less. */
export function conversationOver(state: OnDuty, openBefore: number): Step {
  const open = openCount(state);
  if (open >= openBefore) return { state, effects: [] };
  const limit = Math.max(1, open);
  const wrapsUp = open === 0 && state.status.doing === 'ready';
  return change(state, wrapsUp ? { limit, doing: 'wrap-up' } : { limit });
}

/** Time went by: whoever has wrapped up for long is there again. */
export function statusInTime(state: OnDuty): Step {
  const done = state.wrapsUpUntil > 0 && state.now >= state.wrapsUpUntil;
  return done ? change(state, { doing: 'ready', reason: 0 }) : { state, effects: [] };
}
