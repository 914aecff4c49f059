import { wipe } from '../crypto/bytes.ts';
import { type Shift, wipeShift } from '../crypto/shift.ts';
import { NO_COUNTS } from './counts.ts';
import { wipeLeft } from './mailroom.ts';
import { NO_FILTER } from './queue-order.ts';
import { EMPTY_ROOM } from './room.ts';
import type { Effect, OnDuty, ShiftEnding, State } from './state.ts';
import { AT_FIRST } from './status.ts';
import { wipeVisitor } from './visitors.ts';

/** The console after a step, and what must be done because of it. */
export type Decided = { state: State; effects: readonly Effect[] };

const HANG_UP: Effect = { kind: 'hang-up' };

/** A shift that has just begun. */
export function beginDuty(shift: Shift, now: number, languages: readonly string[]): OnDuty {
  return {
    kind: 'on-duty',
    shift,
    accepted: false,
    lost: false,
    status: AT_FIRST,
    wrapsUpUntil: 0,
    mail: [],
    mailLooked: now,
    opening: { kind: 'open' },
    colleagues: [],
    known: new Map(),
    lettersSeen: new Set(),
    room: EMPTY_ROOM,
    offers: [],
    invitations: [],
    outcomes: [],
    takenBack: [],
    counts: NO_COUNTS,
    invitation: undefined,
    enrolments: [],
    renewals: new Set(),
    renewed: undefined,
    calledIn: false,
    queue: { waiting: 0, onDuty: 0, entries: [], at: 0 },
    languages,
    filter: NO_FILTER,
    forms: new Map(),
    visitors: [],
    selected: undefined,
    taken: 0,
    taking: undefined,
    noting: false,
    notice: undefined,
    now,
  };
}

/** The shift ends, and all its keys with it. */
export function over(state: OnDuty, why: ShiftEnding, effects: readonly Effect[]): Decided {
  for (const visitor of state.visitors) wipeVisitor(visitor);
  for (const { secret } of [...state.offers, ...state.invitations]) wipe(secret);
  wipeLeft(state.mail);
  wipeShift(state.shift);
  return { state: { kind: 'over', why }, effects: [...effects, HANG_UP] };
}
