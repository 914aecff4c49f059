import type { Outcome } from '../wire/duty.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { keyOf, replace, type Step } from './visitors.ts';

/** An outcome that the server has not counted yet, and when it was last said. It names no conversation. */
export type Pending = Readonly<{ outcome: Outcome; since: number; saidAt: number }>;

/** What is not counted is said again after this time, in milliseconds. */
const AGAIN = 10_000;
/** The server knows for ten minutes what it has counted. After that it is better missed than counted twice. */
const GIVEN_UP = 540_000;
const ID_LENGTH = 16;

const say = (outcome: Outcome): Effect => ({ kind: 'send', frame: { kind: 'outcome', outcome } });

/** The counsellor writes down how a conversation was: once, when it is over. */
export function writeDown(
  state: OnDuty,
  key: string,
  disposition: number,
  answers: Outcome['answers'],
  { random }: Tools,
): Step {
  const visitor = state.visitors.find((visitor) => visitor.key === key);
  if (visitor?.kind !== 'over' || visitor.written) return { state, effects: [] };
  const outcome: Outcome = { id: random(ID_LENGTH), disposition, answers };
  const next = replace(state, { ...visitor, written: keyOf(outcome.id) });
  return {
    state: { ...next, outcomes: [...state.outcomes, { outcome, since: state.now, saidAt: state.now }] },
    effects: state.accepted ? [say(outcome)] : [],
  };
}

/** Whether the server has counted it. */
export function isCounted({ outcomes }: OnDuty, name: string): boolean {
  return outcomes.every(({ outcome }) => keyOf(outcome.id) !== name);
}

/** The server has counted one. */
export function counted(state: OnDuty, id: Uint8Array): OnDuty {
  const name = keyOf(id);
  return { ...state, outcomes: state.outcomes.filter(({ outcome }) => keyOf(outcome.id) !== name) };
}

/** Says again what is not counted: all of it on a new line, and now and then. */
export function sayOutcomes(state: OnDuty, all: boolean): Step {
  const known = state.outcomes.filter(({ since }) => state.now - since < GIVEN_UP);
  const next = known.length === state.outcomes.length ? state : { ...state, outcomes: known };
  if (!state.accepted) return { state: next, effects: [] };
  const due = known.filter(({ saidAt }) => all || state.now - saidAt >= AGAIN);
  if (due.length === 0) return { state: next, effects: [] };
  const outcomes = known.map((one) => (due.includes(one) ? { ...one, saidAt: state.now } : one));
  return { state: { ...next, outcomes }, effects: due.map(({ outcome }) => say(outcome)) };
}
