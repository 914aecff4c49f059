import { equal, wipe } from '../crypto/bytes.ts';
import { Damaged } from '../crypto/damaged.ts';
import { EMPTY_CARD, Intake, Refused } from '../crypto/intake.ts';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import type { Rejoin } from '../talk/delivery.ts';
import { conversationIn, type EndReason, type OwnReason, type ServerFrame } from '../wire/frames.ts';
import type { Effect, Ending, Event, State, Tools } from './state.ts';

type Decided = { state: State; effects: readonly Effect[] };
type Waiting = Extract<State, { kind: 'waiting' }>;
type Talking = Extract<State, { kind: 'talking' }>;

const BAD_TOKEN = 4009;
const TAKEN_OVER = 4015;
const NO_ROOM = 4017;

const HANG_UP: Effect = { kind: 'hang-up' };

/** She goes to the waiting room: with a ticket that she holds, or for a new one. */
function goWait(since: number, token: Uint8Array | undefined, renewed: boolean): Waiting {
  return {
    kind: 'waiting',
    token,
    handshake: undefined,
    intake: EMPTY_CARD,
    sealed: undefined,
    place: undefined,
    lost: 0,
    renewed,
    since,
    now: since,
  };
}

const stay = (state: State): Decided => ({ state, effects: [] });

const seconds = (now: number) => Math.floor(now / 1000);

/** Forgets every secret that hangs on a state. */
export function wipeState(state: State): void {
  if (state.kind === 'waiting') {
    state.handshake?.wipe();
    state.sealed?.wipe();
  }
  if (state.kind === 'talking') state.conversation.keys.wipe();
  if ('token' in state && state.token) wipe(state.token);
  if ('next' in state && state.next) wipe(state.next);
}

/** The frame with which she leaves, if there is anything to leave. */
export function goodbye(state: State, reason: OwnReason): Effect[] {
  if ((state.kind !== 'waiting' && state.kind !== 'talking') || state.token === undefined) return [];
  // A copy: the token is wiped with the state, which may be before the frame is written.
  const conversation = new Uint8Array(conversationIn(state.token));
  return [{ kind: 'send', frame: { kind: 'leave', conversation, reason } }];
}

/** After these the texts may still be read: the last of them may be the telephone number she needs. */
const MAY_READ: readonly Ending[] = ['ended', 'gone', 'off-duty', 'away-too-long', 'forgotten'];

function over(state: State, why: Ending, effects: readonly Effect[], next?: Uint8Array): Decided {
  const talking = state.kind === 'talking' ? state : undefined;
  const lines =
    talking && MAY_READ.includes(why) ? talk.linesAtTheEnd(talking.conversation, talking.draft) : [];
  wipeState(state);
  return {
    state: { kind: 'ended', why, counsellor: talking?.counsellor ?? '', lines, next },
    effects: [...effects, HANG_UP],
  };
}

/** While she waits she comes for another ticket by herself, at most once in a row: nothing of hers is lost by it. */
function renew(state: Waiting, next: Uint8Array | undefined): Decided {
  wipeState(state);
  return {
    state: { ...goWait(state.since, next, true), intake: state.intake },
    effects: [HANG_UP, { kind: 'connect' }],
  };
}

/** Stops because something is wrong, and says so to the other end in one byte. */
function stop(state: State, why: 'refused' | 'damaged'): Decided {
  return over(state, why, goodbye(state, why));
}

function sends(state: Talking, step: talk.Step): Decided {
  const conversation = conversationIn(state.token);
  return {
    state: { ...state, conversation: step.conversation },
    effects: step.send.map((envelope) => ({
      kind: 'send',
      frame: { kind: 'envelope', conversation, envelope },
    })),
  };
}

function ticket(state: State, token: Uint8Array, tools: Tools): Decided {
  if (state.kind !== 'waiting') return stay(state);
  const conversation = conversationIn(token);
  // The same message one for the same ticket, also when another key has signed it: it may be answered already.
  const known = state.token && equal(conversation, conversationIn(state.token));
  const same = known ? state.handshake : undefined;
  if (same === undefined) state.handshake?.wipe();
  // The key of a card is for one ticket.
  if (!known) state.sealed?.wipe();
  if (state.token) wipe(state.token);
  const context = { root: tools.root, conversation };
  const handshake = same ?? tools.begin(context, tools.random);
  return {
    state: { ...state, token, handshake, sealed: known ? state.sealed : undefined, place: undefined },
    effects: [{ kind: 'send', frame: { kind: 'wait', messageOne: handshake.messageOne } }],
  };
}

/** She says beforehand what she has to say, or that it is nothing. A shift that does not hold hears neither. */
function shiftCame(
  state: Waiting,
  frame: Extract<ServerFrame, { kind: 'shift' }>,
  now: number,
  { root, random }: Tools,
): Decided {
  if (state.token === undefined) return stay(state);
  const conversation = conversationIn(state.token);
  const sealed = state.sealed ?? new Intake({ root, conversation }, state.intake, random);
  try {
    const made = sealed.sealFor(frame.chain, frame.encapsulationKey, seconds(now));
    return { state: { ...state, sealed }, effects: [{ kind: 'send', frame: { kind: 'intake', ...made } }] };
  } catch (error) {
    if (error instanceof Refused) return stay({ ...state, sealed });
    throw error;
  }
}

function answered(state: Waiting, answer: Uint8Array, right: Uint8Array, now: number): Decided {
  const { token, handshake } = state;
  if (token === undefined || handshake === undefined) return stay(state);
  try {
    const { session, counsellor } = handshake.finish(answer, seconds(now));
    const conversation = talk.beginConversation(session);
    wipe(token);
    state.sealed?.wipe();
    const { name } = counsellor;
    return stay({ kind: 'talking', token: right, counsellor: name, conversation, draft: '', lost: 0, now });
  } catch {
    // Whatever was wrong with it, to the other side every refusal looks the same (section 5.5).
    return stop(state, 'refused');
  }
}

const ENDINGS: Record<EndReason, Ending> = {
  'said-goodbye': 'ended',
  exit: 'ended',
  refused: 'damaged',
  damaged: 'damaged',
  gone: 'gone',
  'off-duty': 'off-duty',
  unknown: 'forgotten',
  'away-too-long': 'away-too-long',
};

function ended(state: State, reason: EndReason, next: Uint8Array | undefined): Decided {
  // She never met whoever is gone: she simply waits on, where she stood if she may.
  if (state.kind === 'waiting' && !state.renewed && (next || reason === 'unknown')) return renew(state, next);
  return over(state, ENDINGS[reason], [], next);
}

/** How her end goes on with a rejoin: it looks at the counsellor's answer. */
const rejoin =
  (now: number): Rejoin =>
  (keys, { body }) =>
    keys.finishRejoin(body, seconds(now));

function frameCame(state: State, frame: ServerFrame, now: number, tools: Tools): Decided {
  if (state.kind !== 'waiting' && state.kind !== 'talking') return stay(state);
  if (frame.kind === 'ticket') return ticket(state, frame.token, tools);
  if (frame.kind === 'place') {
    if (state.kind !== 'waiting') return stay(state);
    const { ahead, onDuty } = frame;
    return stay({ ...state, place: { ahead, onDuty }, lost: 0, renewed: false });
  }
  if (frame.kind === 'shift')
    return state.kind === 'waiting' ? shiftCame(state, frame, now, tools) : stay(state);
  if (!('conversation' in frame) || state.token === undefined) return stay(state);
  // One ticket, one conversation, one visitor: anything else is not for these eyes.
  if (!equal(frame.conversation, conversationIn(state.token))) {
    return stop(state, state.kind === 'waiting' ? 'refused' : 'damaged');
  }
  if (frame.kind === 'ended') return ended(state, frame.reason, frame.next);
  if (state.kind === 'waiting')
    return frame.kind === 'answered' ? answered(state, frame.answer, frame.right, now) : stay(state);
  switch (frame.kind) {
    case 'answered':
      // She has it already; the server says it again after a return, as long as it heard nothing from her.
      wipe(state.token);
      return stay({ ...state, token: frame.right });
    case 'presence': {
      const here = frame.presence === 'here';
      const step = talk.presenceCame(state.conversation, here, now, tools.random);
      return sends({ ...state, lost: 0 }, step);
    }
    case 'full':
      return stay({ ...state, conversation: talk.mailboxFull(state.conversation, now) });
    case 'envelope':
      try {
        return sends(state, talk.envelopeCame(state.conversation, frame.envelope, now, rejoin(now)));
      } catch (error) {
        if (error instanceof Damaged) return stop(state, 'damaged');
        throw error;
      }
    default:
      return stay(state);
  }
}

function lineSaid(state: State, event: LineEvent, now: number, tools: Tools): Decided {
  if (state.kind !== 'waiting' && state.kind !== 'talking') return stay(state);
  switch (event.kind) {
    case 'opened': {
      const { token } = state;
      const frame =
        token === undefined ? ({ kind: 'arrive' } as const) : ({ kind: 'return', token } as const);
      return { state, effects: [{ kind: 'send', frame }] };
    }
    case 'lost': {
      const lost = state.lost || now;
      if (state.kind === 'waiting') return stay({ ...state, lost });
      return stay({ ...state, lost, now, conversation: talk.lineLost(state.conversation, now) });
    }
    case 'closed':
      if (event.code === TAKEN_OVER) return over(state, 'taken-over', []);
      if (event.code === NO_ROOM) return over(state, 'no-room', []);
      if (event.code === BAD_TOKEN && state.kind === 'waiting' && !state.renewed)
        return renew(state, undefined);
      // A token that holds no more, or an end whose reason never reached us.
      return over(state, 'forgotten', []);
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

function timeWentBy(before: State, now: number): Decided {
  if (before.kind === 'waiting') return stay({ ...before, now });
  if (before.kind !== 'talking') return stay(before);
  const state = before.lost ? { ...before, now } : before;
  const step = talk.timeWentBy(state.conversation, now);
  return step.conversation === state.conversation ? stay(state) : sends(state, step);
}

/** Decides what follows from an event for the visitor's page. */
export function decide(tools: Tools): (state: State, event: Event, now: number) => Decided {
  return (state, event, now) => {
    switch (event.kind) {
      case 'start':
        if (state.kind !== 'start' && state.kind !== 'ended') return stay(state);
        return {
          state: goWait(now, state.kind === 'ended' ? state.next : undefined, false),
          effects: [{ kind: 'connect' }],
        };
      case 'clear':
        wipeState(state);
        return stay({ kind: 'start' });
      case 'wipe':
        wipeState(state);
        return { state: { kind: 'start' }, effects: [HANG_UP] };
      case 'line':
        return lineSaid(state, event.event, now, tools);
      case 'leave':
        if (state.kind !== 'waiting' && state.kind !== 'talking') return stay(state);
        return over(
          state,
          state.kind === 'waiting' ? 'left' : 'said-goodbye',
          goodbye(state, 'said-goodbye'),
        );
      case 'tick':
        return timeWentBy(state, now);
      default:
        if (state.kind !== 'talking') return stay(state);
    }
    switch (event.kind) {
      case 'write':
        return sends({ ...state, draft: '' }, talk.write(state.conversation, event.text, now));
      case 'typed':
        // An empty field is no sign of somebody who writes.
        if (event.text === '') return stay({ ...state, draft: '' });
        return sends({ ...state, draft: event.text }, talk.typed(state.conversation, now));
      case 'retry':
        return sends(state, talk.retry(state.conversation, now));
    }
  };
}
