import { equal } from '../crypto/bytes.ts';
import { answer } from '../crypto/counsellor-handshake.ts';
import { Damaged } from '../crypto/damaged.ts';
import { proveDuty, type Shift, wipeShift } from '../crypto/shift.ts';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import type { ServerFrame } from '../wire/frames.ts';
import type { Effect, Event, OnDuty, ShiftEnding, State, Tools } from './state.ts';
import {
  close,
  dismiss,
  keyOf,
  type Open,
  openVisitor,
  replace,
  type Step,
  select,
  sends,
} from './visitors.ts';

type Decided = { state: State; effects: readonly Effect[] };

const TAKEN_OVER = 4015;
const DUTY_REFUSED = 4016;

const HANG_UP: Effect = { kind: 'hang-up' };
const stay = (state: OnDuty): Step => ({ state, effects: [] });

/** A shift that has just begun. */
export function beginDuty(shift: Shift, now: number): OnDuty {
  return {
    kind: 'on-duty',
    shift,
    accepted: false,
    lost: false,
    queue: { waiting: 0, onDuty: 0, entries: [], at: now },
    visitors: [],
    selected: undefined,
    taken: 0,
    taking: false,
    notice: undefined,
    now,
  };
}

function over(state: OnDuty, why: ShiftEnding, effects: readonly Effect[]): Decided {
  for (const visitor of state.visitors) if (visitor.kind === 'open') visitor.talk.keys.wipe();
  wipeShift(state.shift);
  return { state: { kind: 'over', why }, effects: [...effects, HANG_UP] };
}

function taken(before: OnDuty, frame: Extract<ServerFrame, { kind: 'taken' }>, tools: Tools): Step {
  const { conversation, waited, messageOne } = frame;
  const state = { ...before, taking: false, notice: undefined };
  const key = keyOf(conversation);
  const known = openVisitor(state, key);
  if (known?.answer && equal(known.messageOne, messageOne)) {
    // Our answer was lost on the way. A second one would make a second key for the same conversation.
    const effect: Effect = { kind: 'send', frame: { kind: 'answer', conversation, answer: known.answer } };
    return { state: replace(state, { ...known, known: true }), effects: [effect] };
  }
  try {
    const made = answer({ root: tools.root, conversation }, state.shift, messageOne, tools.random);
    const number = state.taken + 1;
    const visitor: Open = {
      kind: 'open',
      conversation,
      key,
      number,
      waited,
      messageOne,
      answer: made.answer,
      known: true,
      unread: 0,
      talk: talk.beginConversation(made.session),
    };
    const visitors = [...state.visitors.filter((old) => old.key !== key), visitor];
    const next = { ...state, visitors, taken: number };
    const effect: Effect = { kind: 'send', frame: { kind: 'answer', conversation, answer: made.answer } };
    // Whoever is being read or written to stays on the screen.
    const busy = state.selected !== undefined && openVisitor(state, state.selected) !== undefined;
    return { state: busy ? next : select(next, key), effects: [effect] };
  } catch {
    const effect: Effect = { kind: 'send', frame: { kind: 'leave', conversation, reason: 'refused' } };
    return { state: { ...state, notice: 'not-readable' }, effects: [effect] };
  }
}

function envelopeCame(state: OnDuty, visitor: Open, envelope: Uint8Array, now: number): Step {
  try {
    return sends(state, visitor, talk.envelopeCame(visitor.talk, envelope, now));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const { conversation } = visitor;
    const effect: Effect = { kind: 'send', frame: { kind: 'leave', conversation, reason: 'damaged' } };
    return { state: close(state, visitor, 'damaged-here'), effects: [effect] };
  }
}

function queueCame(before: OnDuty, frame: Extract<ServerFrame, { kind: 'queue' }>, now: number): Step {
  const { waiting, onDuty, entries } = frame;
  let state: OnDuty = { ...before, queue: { waiting, onDuty, entries, at: now } };
  const effects: Effect[] = [];
  // By now the server has named every conversation it knows. It says of the others that they are over, when asked.
  for (const { key } of state.visitors) {
    const visitor = openVisitor(state, key);
    if (!visitor || visitor.known) continue;
    const asked = sends(state, { ...visitor, known: true }, talk.probe(visitor.talk, now));
    state = asked.state;
    effects.push(...asked.effects);
  }
  return { state, effects };
}

function frameCame(state: OnDuty, frame: ServerFrame, now: number, tools: Tools): Step {
  switch (frame.kind) {
    case 'challenge': {
      const { shift } = state;
      const proof = proveDuty(shift, frame.nonce, tools.root);
      return { state, effects: [{ kind: 'send', frame: { kind: 'duty', chain: shift.chain, proof } }] };
    }
    case 'on-duty':
      return stay({ ...state, accepted: true, lost: false });
    case 'queue':
      return queueCame(state, frame, now);
    case 'not-taken':
      return stay({ ...state, taking: false, notice: frame.why });
    case 'taken':
      return taken(state, frame, tools);
  }
  if (!('conversation' in frame)) return stay(state);
  const visitor = openVisitor(state, keyOf(frame.conversation));
  if (visitor === undefined) return stay(state);
  switch (frame.kind) {
    case 'presence': {
      const known = { ...visitor, known: true, answer: undefined };
      return sends(state, known, talk.presenceCame(visitor.talk, frame.presence === 'here', now));
    }
    case 'full':
      return stay(replace(state, { ...visitor, talk: talk.mailboxFull(visitor.talk, now) }));
    case 'ended':
      return stay(close(state, visitor, frame.reason));
    case 'envelope':
      return envelopeCame(state, visitor, frame.envelope, now);
    default:
      return stay(state);
  }
}

function lineLost(state: OnDuty, now: number): OnDuty {
  const visitors = state.visitors.map((visitor) =>
    visitor.kind === 'open' ? { ...visitor, known: false, talk: talk.lineLost(visitor.talk, now) } : visitor,
  );
  return { ...state, accepted: false, lost: true, taking: false, visitors };
}

function lineSaid(state: OnDuty, event: LineEvent, now: number, tools: Tools): Decided {
  switch (event.kind) {
    case 'opened':
      return { state, effects: [{ kind: 'send', frame: { kind: 'report' } }] };
    case 'lost':
      return stay(lineLost(state, now));
    case 'closed': {
      const why =
        event.code === TAKEN_OVER ? 'taken-over' : event.code === DUTY_REFUSED ? 'refused' : 'closed';
      return over(state, why, []);
    }
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

function timeWentBy(state: OnDuty, now: number): OnDuty {
  const visitors = state.visitors.map((visitor) => {
    if (visitor.kind !== 'open') return visitor;
    const conversation = talk.timeWentBy(visitor.talk, now);
    return conversation === visitor.talk ? visitor : { ...visitor, talk: conversation };
  });
  return { ...state, visitors, now };
}

function said(state: OnDuty, visitor: Open, event: Event, now: number): Step {
  switch (event.kind) {
    case 'write':
      return sends(state, visitor, talk.write(visitor.talk, event.text, now));
    case 'typed':
      return sends(state, visitor, talk.typed(visitor.talk, now));
    case 'retry':
      return sends(state, visitor, talk.retry(visitor.talk, now));
    case 'end': {
      const { conversation } = visitor;
      const effect: Effect = { kind: 'send', frame: { kind: 'leave', conversation, reason: 'said-goodbye' } };
      return { state: close(state, visitor, 'ended-here'), effects: [effect] };
    }
    default:
      return stay(state);
  }
}

/** Decides what follows from an event for the console. */
export function decide(tools: Tools): (state: State, event: Event, now: number) => Decided {
  return (state, event, now) => {
    if (state.kind !== 'on-duty') return { state, effects: [] };
    switch (event.kind) {
      case 'line':
        return lineSaid(state, event.event, now, tools);
      case 'tick':
        return stay(timeWentBy(state, now));
      case 'select':
        return stay(select(state, event.key));
      case 'dismiss':
        return stay(dismiss(state, event.key));
      case 'take-next':
        if (!state.accepted || state.taking) return stay(state);
        return {
          state: { ...state, taking: true, notice: undefined },
          effects: [{ kind: 'send', frame: { kind: 'take-next' } }],
        };
      // A page that closes takes the keys with it: nobody should wait for this shift to come back.
      case 'wipe':
      case 'off-duty':
        return over(state, 'off-duty', [{ kind: 'send', frame: { kind: 'off-duty' } }]);
      default: {
        const visitor = openVisitor(state, event.key);
        return visitor === undefined ? stay(state) : said(state, visitor, event, now);
      }
    }
  };
}
