import { equal } from '../crypto/bytes.ts';
import { Damaged } from '../crypto/damaged.ts';
import type { Says } from '../crypto/letter.ts';
import { Refused } from '../crypto/refused.ts';
import { type Letter, openLetter, sealLetter } from '../crypto/sealed-letter.ts';
import type { ServerFrame } from '../wire/frames.ts';
import type { Known } from './colleagues.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { keyOf } from './visitors.ts';

/** The beginning of a slot names it: chance enough that no two are the same. */
const NAME = 32;

/** A letter to a colleague, as a frame. Nothing when her certificates hold no longer: she is no colleague then. */
export function letterTo(
  { shift }: OnDuty,
  to: Known,
  says: Says,
  now: number,
  { root, random }: Tools,
): Effect[] {
  try {
    const sentAt = Math.floor(now / 1000);
    const made = sealLetter(root, { ...says, sentAt }, shift, to, sentAt, random);
    const { slot, sealed: sealedLetter } = made;
    return [{ kind: 'send', frame: { kind: 'letter', to: made.to, slot, sealedLetter } }];
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

/** A letter that came: from a colleague who is known, and for the first time. */
export function letterFrom(
  state: OnDuty,
  { slot, sealedLetter }: Extract<ServerFrame, { kind: 'letter-for' }>,
  { root }: Tools,
): { state: OnDuty; from: Known; letter: Letter } | undefined {
  const name = keyOf(slot.subarray(0, NAME));
  if (state.lettersSeen.has(name)) return undefined;
  try {
    const { sender, letter } = openLetter(root, state.shift, slot, sealedLetter);
    const from = state.known.get(keyOf(sender));
    const onDuty = state.colleagues.some(({ shift }) => equal(shift, sender));
    if (from === undefined || !onDuty) return undefined;
    return { state: { ...state, lettersSeen: new Set([...state.lettersSeen, name]) }, from, letter };
  } catch (error) {
    if (error instanceof Refused || error instanceof Damaged) return undefined;
    throw error;
  }
}
