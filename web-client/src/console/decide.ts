import { equal, wipe } from '../crypto/bytes.ts';
import { answer, answerRejoin } from '../crypto/counsellor-handshake.ts';
import { Damaged } from '../crypto/damaged.ts';
import { openIntake } from '../crypto/open-intake.ts';
import { Refused } from '../crypto/refused.ts';
import { proveDuty, type Shift, wipeShift } from '../crypto/shift.ts';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import type { Rejoin } from '../talk/delivery.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
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
  wipeVisitor,
} from './visitors.ts';

type Decided = { state: State; effects: readonly Effect[] };

const TAKEN_OVER = 4015;
const DUTY_REFUSED = 4016;

const HANG_UP: Effect = { kind: 'hang-up' };
const stay = (state: OnDuty): Step => ({ state, effects: [] });
const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

/** A shift that has just begun. */
export function beginDuty(shift: Shift, now: number): OnDuty {
  return {
    kind: 'on-duty',
    shift,
    accepted: false,
    lost: false,
    queue: { waiting: 0, onDuty: 0, entries: [], at: 0 },
    cards: new Map(),
    visitors: [],
    selected: undefined,
    taken: 0,
    taking: false,
    noting: false,
    notice: undefined,
    now,
  };
}

function over(state: OnDuty, why: ShiftEnding, effects: readonly Effect[]): Decided {
  for (const visitor of state.visitors) wipeVisitor(visitor);
  wipeShift(state.shift);
  return { state: { kind: 'over', why }, effects: [...effects, HANG_UP] };
}

function taken(before: OnDuty, frame: Extract<ServerFrame, { kind: 'taken' }>, tools: Tools): Step {
  const { conversation, waited, messageOne, right } = frame;
  const state = { ...before, taking: false, notice: undefined };
  const key = keyOf(conversation);
  const known = openVisitor(state, key);
  if (known?.answer && equal(known.messageOne, messageOne)) {
    // Our answer was lost on the way. A second one would make a second key for the same conversation.
    wipe(known.right);
    const again = { ...known, right, known: true, answered: true };
    return {
      state: replace(state, again),
      effects: [send({ kind: 'answer', conversation, answer: known.answer })],
    };
  }
  try {
    const made = answer({ root: tools.root, conversation }, state.shift, messageOne, tools.random);
    const number = state.taken + 1;
    const visitor: Open = {
      kind: 'open',
      exited: false,
      conversation,
      key,
      number,
      waited,
      messageOne,
      right,
      answer: made.answer,
      known: true,
      answered: true,
      unread: 0,
      fresh: true,
      draft: '',
      talk: talk.beginConversation(made.session),
    };
    if (known) wipeVisitor(known);
    const visitors = [...state.visitors.filter((old) => old.key !== key), visitor];
    const next = { ...state, visitors, taken: number };
    const effect = send({ kind: 'answer', conversation, answer: made.answer });
    // Whoever is being written to stays on the screen, and the cursor with her.
    const shown = state.selected === undefined ? undefined : openVisitor(state, state.selected);
    const writing = shown !== undefined && shown.draft.trim() !== '';
    const busy = writing || (state.noting && state.selected !== undefined);
    return { state: busy ? next : select(next, key), effects: [effect] };
  } catch {
    const effect = send({ kind: 'leave', conversation, reason: 'refused' });
    return { state: { ...state, notice: 'not-readable' }, effects: [effect] };
  }
}

function envelopeCame(
  state: OnDuty,
  visitor: Open,
  envelope: Uint8Array,
  now: number,
  { random }: Tools,
): Step {
  const rejoin: Rejoin = (keys, { body }) => answerRejoin(keys, state.shift, body, random);
  try {
    const step = talk.envelopeCame(visitor.talk, envelope, now, rejoin);
    // Whoever says something that opens has our answer.
    const heard = visitor.talk.keys.received > 0 ? { ...visitor, answer: undefined } : visitor;
    return sends(state, heard, step);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const { conversation } = visitor;
    const effect = send({ kind: 'leave', conversation, reason: 'damaged' });
    return { state: close(state, visitor, 'damaged-here'), effects: [effect] };
  }
}

function queueCame(before: OnDuty, frame: Extract<ServerFrame, { kind: 'queue' }>, now: number): Step {
  const { waiting, onDuty, entries } = frame;
  const effects: Effect[] = [];
  // By now the server has named every conversation it knows. Of the others it may have forgotten, and of an answer
  // nobody knows whether it arrived.
  const visitors = before.visitors.map((visitor) => {
    if (visitor.kind !== 'open' || !before.accepted) return visitor;
    const { conversation, right, answer, known, answered } = visitor;
    if (!known) effects.push(send({ kind: 'resume', right }));
    if (answer && !answered) effects.push(send({ kind: 'answer', conversation, answer }));
    return known && answered ? visitor : { ...visitor, known: true, answered: true };
  });
  const state = { ...before, visitors, queue: { waiting, onDuty, entries, at: now } };
  return { state: forgetCards(state), effects };
}

/** Somebody in the line says something beforehand. What cannot be read is as good as nothing. */
function intakeCame(
  state: OnDuty,
  { ticket, slot, sealedCard }: Extract<ServerFrame, { kind: 'intake-for' }>,
  { root }: Tools,
): OnDuty {
  const key = keyOf(ticket);
  // Once something of hers was opened she says the rest herself: nobody slips in another card, with another code word.
  const visitor = openVisitor(state, key);
  if (visitor && visitor.answer === undefined) return state;
  const cards = new Map(state.cards);
  cards.delete(key);
  try {
    cards.set(key, openIntake({ root, conversation: ticket }, state.shift, slot, sealedCard));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Damaged)) throw error;
  }
  return { ...state, cards };
}

/** Forgets what those said who are neither in the line here nor were taken by this shift. */
function forgetCards(state: OnDuty): OnDuty {
  const keys = new Set([
    ...state.queue.entries.map(({ ticket }) => keyOf(ticket)),
    ...state.visitors.map(({ key }) => key),
  ]);
  return { ...state, cards: new Map([...state.cards].filter(([key]) => keys.has(key))) };
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
    case 'on-duty':
      return stay({ ...unnamed(state, now), accepted: true, lost: false });
    case 'queue':
      return queueCame(state, frame, now);
    case 'intake-for':
      return stay(intakeCame(state, frame, tools));
    case 'not-taken':
      return stay({ ...state, taking: false, notice: frame.why });
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
  return { ...state, taking: false, visitors };
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
      const why =
        event.code === TAKEN_OVER ? 'taken-over' : event.code === DUTY_REFUSED ? 'refused' : 'closed';
      return over(state, why, []);
    }
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

function timeWentBy(before: OnDuty, now: number): Step {
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
  return { state, effects };
}

function said(state: OnDuty, visitor: Open, event: Event, now: number): Step {
  switch (event.kind) {
    case 'write':
      return sends(state, { ...visitor, draft: '' }, talk.write(visitor.talk, event.text, now));
    case 'typed':
      // An empty field is no sign of somebody who writes.
      if (event.text === '') return stay(replace(state, { ...visitor, draft: '' }));
      return sends(state, { ...visitor, draft: event.text }, talk.typed(visitor.talk, now));
    case 'retry':
      return sends(state, visitor, talk.retry(visitor.talk, now));
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
  return (state, event, now) => {
    if (state.kind !== 'on-duty') return { state, effects: [] };
    switch (event.kind) {
      case 'line':
        return lineSaid(state, event.event, now, tools);
      case 'tick':
        return timeWentBy(state, now);
      case 'noting':
        return stay(state.noting === event.on ? state : { ...state, noting: event.on });
      case 'select':
        return stay(select(state, event.key));
      case 'dismiss':
        return stay(forgetCards(dismiss(state, event.key)));
      case 'take-next':
        if (!state.accepted || state.taking) return stay(state);
        return {
          state: { ...state, taking: true, notice: undefined },
          effects: [send({ kind: 'take-next' })],
        };
      // A page that closes takes the keys with it: nobody should wait for this shift to come back.
      case 'wipe':
      case 'off-duty':
        return over(state, 'off-duty', [send({ kind: 'off-duty' })]);
      default: {
        const visitor = openVisitor(state, event.key);
        return visitor === undefined ? stay(state) : said(state, visitor, event, now);
      }
    }
  };
}
