import { wipe } from '../crypto/bytes.ts';
import { answerRejoin } from '../crypto/counsellor-handshake.ts';
import { Damaged } from '../crypto/damaged.ts';
import { proveDuty, type Shift, wipeShift } from '../crypto/shift.ts';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import type { Rejoin } from '../talk/delivery.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
import { introduced } from './colleagues.ts';
import { countsCame, NO_COUNTS } from './counts.ts';
import { enrolmentCame } from './enrolling.ts';
import {
  answerOffer,
  colleagueNotThere,
  handOverLetter,
  handOversInTime,
  offer,
  visitorAnswered,
  withdraw,
} from './handing.ts';
import { letterFrom } from './letters.ts';
import { counted, sayOutcomes, writeDown } from './outcomes.ts';
import { NO_FILTER } from './queue-order.ts';
import { callCoordinator, EMPTY_ROOM, roomLetterCame, writeToRoom } from './room.ts';
import type { Effect, Event, OnDuty, ShiftEnding, State, Tools } from './state.ts';
import { AT_FIRST, change, conversationOver, makeRoom, statusInTime, tellStatus } from './status.ts';
import { forgetCards, intakeCame, notTaken, queueCame, take, taken } from './taking.ts';
import {
  close,
  dismiss,
  keyOf,
  type Open,
  openCount,
  openVisitor,
  replace,
  type Step,
  select,
  sends,
  wipeVisitor,
} from './visitors.ts';

type Decided = { state: State; effects: readonly Effect[] };

/** Codes that say why the shift is over (docs/protocol.md, section 2.7). */
const WHY: ReadonlyMap<number, ShiftEnding> = new Map([
  [4015, 'taken-over'],
  [4016, 'refused'],
  [4019, 'revoked'],
]);

const HANG_UP: Effect = { kind: 'hang-up' };
const stay = (state: OnDuty): Step => ({ state, effects: [] });
const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

/** A shift that has just begun. */
export function beginDuty(shift: Shift, now: number, languages: readonly string[]): OnDuty {
  return {
    kind: 'on-duty',
    shift,
    accepted: false,
    lost: false,
    status: AT_FIRST,
    wrapsUpUntil: 0,
    opening: { kind: 'open' },
    colleagues: [],
    known: new Map(),
    lettersSeen: new Set(),
    room: EMPTY_ROOM,
    offers: [],
    outcomes: [],
    takenBack: [],
    counts: NO_COUNTS,
    invitation: undefined,
    enrolments: [],
    calledIn: false,
    queue: { waiting: 0, onDuty: 0, entries: [], at: 0 },
    languages,
    filter: NO_FILTER,
    cards: new Map(),
    visitors: [],
    selected: undefined,
    taken: 0,
    taking: undefined,
    noting: false,
    notice: undefined,
    now,
  };
}

function over(state: OnDuty, why: ShiftEnding, effects: readonly Effect[]): Decided {
  for (const visitor of state.visitors) wipeVisitor(visitor);
  for (const { secret } of state.offers) wipe(secret);
  wipeShift(state.shift);
  return { state: { kind: 'over', why }, effects: [...effects, HANG_UP] };
}

function envelopeCame(state: OnDuty, visitor: Open, envelope: Uint8Array, now: number, tools: Tools): Step {
  const rejoin: Rejoin = (keys, { body }) => answerRejoin(keys, state.shift, body, tools.random);
  try {
    const step = talk.envelopeCame(visitor.talk, envelope, now, rejoin);
    // Whoever says something that opens has our answer.
    const heard = visitor.talk.keys.received > 0 ? { ...visitor, answer: undefined } : visitor;
    const sent = sends(state, heard, step);
    const open = openVisitor(sent.state, visitor.key);
    if (step.handOver === undefined || open === undefined) return sent;
    const then = visitorAnswered(sent.state, open, step.handOver, now, tools);
    return { state: then.state, effects: [...sent.effects, ...then.effects] };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const { conversation } = visitor;
    const effect = send({ kind: 'leave', conversation, reason: 'damaged' });
    return { state: close(state, visitor, 'damaged-here'), effects: [effect] };
  }
}

/** The server names a conversation that has no keys here: she should not wait for somebody who cannot read her. */
function letGo(state: OnDuty, conversation: Uint8Array): Step {
  const key = keyOf(conversation);
  const over = state.visitors.find((visitor) => visitor.key === key);
  // The farewell of then may not have reached anybody.
  const why = over?.kind === 'over' ? over.why : undefined;
  const reason = why === 'damaged-here' ? 'damaged' : why === 'ended-here' ? 'said-goodbye' : 'unknown';
  return { state, effects: [send({ kind: 'leave', conversation, reason })] };
}

/** A desk that began anew is open. The coordinator's console says again how it was. */
function tellOpening({ shift, opening }: OnDuty): Effect[] {
  if (shift.counsellor.role !== 'coordinator' || opening.kind === 'open') return [];
  return [send({ kind: 'desk', opening })];
}

/** A colleague has written. */
function letterCame(
  before: OnDuty,
  frame: Extract<ServerFrame, { kind: 'letter-for' }>,
  now: number,
  tools: Tools,
): Step {
  const opened = letterFrom(before, frame, tools);
  if (opened === undefined) return stay(before);
  const { state, from, letter } = opened;
  const read = roomLetterCame(state, from, letter, now);
  return read === state ? handOverLetter(state, from, letter, now, tools) : stay(read);
}

function frameCame(state: OnDuty, frame: ServerFrame, now: number, tools: Tools): Step {
  switch (frame.kind) {
    case 'challenge': {
      const { shift } = state;
      const proof = proveDuty(shift, frame.nonce, tools.root);
      return {
        state,
        effects: [
          send({ kind: 'duty', chain: shift.chain, proof, encapsulationKey: shift.encapsulationKey }),
        ],
      };
    }
    case 'on-duty': {
      const begun = { ...unnamed(state, now), accepted: true, lost: false };
      const said = sayOutcomes(begun, true);
      return {
        state: said.state,
        effects: [...tellStatus(begun), ...tellOpening(begun), ...begun.takenBack.map(send), ...said.effects],
      };
    }
    case 'colleagues':
      return stay({ ...state, colleagues: frame.colleagues });
    case 'colleague':
      return stay(introduced(state, frame, now, tools));
    case 'letter-for':
      return letterCame(state, frame, now, tools);
    case 'not-there':
      return colleagueNotThere(state, frame.shift, now, tools);
    case 'counted':
      return stay(counted(state, frame.outcome));
    case 'record':
      return stay({ ...state, counts: countsCame(state.counts, frame) });
    case 'invitation':
      return stay({ ...state, invitation: frame.token });
    case 'enrolment':
      return stay(enrolmentCame(state, frame));
    case 'called-in':
      return stay({ ...state, calledIn: true });
    case 'desk-is':
      return stay({ ...state, opening: frame.opening });
    case 'queue':
      return queueCame(state, frame, now);
    case 'intake-for':
      return stay(intakeCame(state, frame, tools));
    case 'not-taken':
      return notTaken(state, frame.why);
    case 'taken':
      return taken(state, frame, tools);
  }
  if (!('conversation' in frame)) return stay(state);
  const visitor = openVisitor(state, keyOf(frame.conversation));
  if (visitor === undefined)
    return frame.kind === 'presence' ? letGo(state, frame.conversation) : stay(state);
  switch (frame.kind) {
    case 'presence': {
      const here = frame.presence === 'here';
      const step = talk.presenceCame(visitor.talk, here, now, tools.random);
      return sends(state, { ...visitor, known: true, exited: frame.presence === 'exited' }, step);
    }
    case 'full':
      return stay(replace(state, { ...visitor, talk: talk.mailboxFull(visitor.talk, now) }));
    case 'ended':
      // Whoever left by the exit and did not come back was not lost: the counsellor goes on reading what happened.
      return stay(close(state, visitor, visitor.exited && frame.reason === 'gone' ? 'exit' : frame.reason));
    case 'envelope':
      return envelopeCame(state, visitor, frame.envelope, now, tools);
    default:
      return stay(state);
  }
}

/** Nothing counts as named any more: the line was lost, or the desk began anew (docs/protocol.md, section 2.4). */
function unnamed(state: OnDuty, now: number): OnDuty {
  const visitors = state.visitors.map((visitor) =>
    visitor.kind === 'open'
      ? { ...visitor, known: false, answered: false, talk: talk.lineLost(visitor.talk, now) }
      : visitor,
  );
  return { ...state, taking: undefined, visitors };
}

function lineLost(state: OnDuty, now: number): OnDuty {
  return { ...unnamed(state, now), accepted: false, lost: true };
}

function lineSaid(state: OnDuty, event: LineEvent, now: number, tools: Tools): Decided {
  switch (event.kind) {
    case 'opened':
      return { state, effects: [send({ kind: 'report' })] };
    case 'lost':
      return stay(lineLost(state, now));
    case 'closed': {
      const why = WHY.get(event.code) ?? 'closed';
      return over(state, why, []);
    }
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

function timeWentBy(before: OnDuty, now: number, tools: Tools): Step {
  let state: OnDuty = { ...before, now };
  const effects: Effect[] = [];
  for (const { key } of state.visitors) {
    const visitor = openVisitor(state, key);
    const step = visitor && talk.timeWentBy(visitor.talk, now);
    if (!visitor || !step || step.conversation === visitor.talk) continue;
    const sent = sends(state, visitor, step);
    state = sent.state;
    effects.push(...sent.effects);
  }
  const handed = handOversInTime(state, now, tools);
  const then = statusInTime(handed.state);
  const said = sayOutcomes(then.state, false);
  return {
    state: said.state,
    effects: [...effects, ...handed.effects, ...then.effects, ...said.effects],
  };
}

function said(state: OnDuty, visitor: Open, event: Event, now: number, tools: Tools): Step {
  switch (event.kind) {
    case 'offer':
      return offer(state, visitor, event.to, event.note, now, tools);
    case 'withdraw':
      return withdraw(state, visitor, undefined, now, tools);
    case 'write':
      return sends(state, { ...visitor, draft: '' }, talk.write(visitor.talk, event.text, now));
    case 'typed':
      // An empty field is no sign of somebody who writes.
      if (event.text === '') return stay(replace(state, { ...visitor, draft: '' }));
      return sends(state, { ...visitor, draft: event.text }, talk.typed(visitor.talk, now));
    case 'retry':
      return sends(state, visitor, talk.retry(visitor.talk, now));
    case 'brake':
      return sends(state, visitor, talk.brake(visitor.talk, event.brake, now));
    case 'show-held':
      return sends(state, visitor, { conversation: talk.showHeld(visitor.talk), send: [] });
    case 'pass-back': {
      const { conversation } = visitor;
      const effect = send({ kind: 'leave', conversation, reason: 'passed-back' });
      return { state: close(state, visitor, 'passed-back'), effects: [effect] };
    }
    case 'end': {
      const { conversation } = visitor;
      const effect = send({ kind: 'leave', conversation, reason: 'said-goodbye' });
      return { state: close(state, visitor, 'ended-here'), effects: [effect] };
    }
    default:
      return stay(state);
  }
}

/** Decides what follows from an event for the console. */
export function decide(tools: Tools): (state: State, event: Event, now: number) => Decided {
  const decided = decideOne(tools);
  return (before, event, now) => {
    if (before.kind !== 'on-duty') return { state: before, effects: [] };
    const { state, effects } = decided(before, event, now);
    if (state.kind !== 'on-duty') return { state, effects };
    const then = conversationOver(state, openCount(before));
    return { state: then.state, effects: [...effects, ...then.effects] };
  };
}

function decideOne(tools: Tools): (state: OnDuty, event: Event, now: number) => Decided {
  return (state, event, now) => {
    switch (event.kind) {
      case 'line':
        return lineSaid(state, event.event, now, tools);
      case 'tick':
        return timeWentBy(state, now, tools);
      case 'noting':
        return stay(state.noting === event.on ? state : { ...state, noting: event.on });
      case 'select':
        return stay(select(state, event.key));
      case 'dismiss':
        return stay(forgetCards(dismiss(state, event.key)));
      case 'take-next':
        return take(state, undefined);
      case 'take':
        return take(state, event.key);
      case 'say':
        if (event.frame.kind !== 'revoke') return { state, effects: [send(event.frame)] };
        return {
          state: { ...state, takenBack: [...state.takenBack, event.frame] },
          effects: [send(event.frame)],
        };
      case 'open-desk': {
        const then = { ...state, opening: event.opening };
        return { state: then, effects: [send({ kind: 'desk', opening: event.opening })] };
      }
      case 'status':
        return change({ ...state, calledIn: false }, { doing: event.doing, reason: event.reason });
      case 'room':
        return writeToRoom(state, event.to, event.text, now, tools);
      case 'heavy':
        return callCoordinator(state, event.text, now, tools);
      case 'room-read':
        return stay({ ...state, room: { ...state.room, unread: 0 } });
      case 'answer-offer': {
        const { state: roomier, effects } = event.accepts ? makeRoom(state) : stay(state);
        const then = answerOffer(roomier, event.key, event.accepts, event.text, now, tools);
        return { state: then.state, effects: [...effects, ...then.effects] };
      }
      case 'outcome':
        return writeDown(state, event.key, event.disposition, event.answers, tools);
      case 'ask-counts':
        return { state: { ...state, counts: NO_COUNTS }, effects: [send({ kind: 'ask' })] };
      case 'languages':
        return stay({ ...state, languages: event.languages });
      case 'filter':
        return stay({ ...state, filter: event.filter });
      // A page that closes takes the keys with it: nobody should wait for this shift to come back.
      case 'wipe':
      case 'off-duty':
        return over(state, 'off-duty', [send({ kind: 'off-duty' })]);
      default: {
        const visitor = openVisitor(state, event.key);
        return visitor === undefined ? stay(state) : said(state, visitor, event, now, tools);
      }
    }
  };
}
