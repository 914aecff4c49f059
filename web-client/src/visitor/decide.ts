import { equal } from '../crypto/bytes.ts';
import { Damaged } from '../crypto/damaged.ts';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import { CONVERSATION_LENGTH, type EndReason, type OwnReason, type ServerFrame } from '../wire/frames.ts';
import type { Effect, Ending, Event, State, Tools } from './state.ts';

type Decided = { state: State; effects: readonly Effect[] };
type Waiting = Extract<State, { kind: 'waiting' }>;
type Talking = Extract<State, { kind: 'talking' }>;

const TAKEN_OVER = 4015;
const NO_ROOM = 4017;

const HANG_UP: Effect = { kind: 'hang-up' };

function newTicket(since: number): Waiting {
  return {
    kind: 'waiting',
    token: undefined,
    handshake: undefined,
    place: undefined,
    lost: false,
    since,
    minutes: 0,
  };
}

const stay = (state: State): Decided => ({ state, effects: [] });

function conversationOf(token: Uint8Array): Uint8Array {
  return token.subarray(0, CONVERSATION_LENGTH);
}

/** Forgets every secret that hangs on a state. */
export function wipeState(state: State): void {
  if (state.kind === 'waiting') state.handshake?.wipe();
  if (state.kind === 'talking') state.conversation.keys.wipe();
  if ((state.kind === 'waiting' || state.kind === 'talking') && state.token) state.token.fill(0);
}

/** The frame with which she leaves, if there is anything to leave. */
export function goodbye(state: State, reason: OwnReason): Effect[] {
  if ((state.kind !== 'waiting' && state.kind !== 'talking') || state.token === undefined) return [];
  // A copy: the token is wiped with the state, which may be before the frame is written.
  const conversation = new Uint8Array(conversationOf(state.token));
  return [{ kind: 'send', frame: { kind: 'leave', conversation, reason } }];
}

/** After these the texts may still be read: the last of them may be the telephone number she needs. */
const MAY_READ: readonly Ending[] = ['ended', 'gone', 'off-duty', 'forgotten'];

function over(state: State, why: Ending, effects: readonly Effect[]): Decided {
  const talking = state.kind === 'talking' ? state : undefined;
  const lines = talking && MAY_READ.includes(why) ? talk.linesAtTheEnd(talking.conversation) : [];
  wipeState(state);
  return {
    state: { kind: 'ended', why, counsellor: talking?.counsellor ?? '', lines },
    effects: [...effects, HANG_UP],
  };
}

/** Stops because something is wrong, and says so to the other end in one byte. */
function stop(state: State, why: 'refused' | 'damaged'): Decided {
  return over(state, why, goodbye(state, why));
}

function sends(state: Talking, step: talk.Step): Decided {
  const conversation = conversationOf(state.token);
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
  // The same message one when the same ticket comes back: each of its keys is used once.
  const same = state.token !== undefined && equal(token, state.token) ? state.handshake : undefined;
  if (same === undefined) state.handshake?.wipe();
  const context = { root: tools.root, conversation: conversationOf(token) };
  const handshake = same ?? tools.begin(context, tools.random);
  return {
    state: { ...state, token, handshake, place: undefined },
    effects: [{ kind: 'send', frame: { kind: 'wait', messageOne: handshake.messageOne } }],
  };
}

function answered(state: Waiting, answer: Uint8Array, now: number): Decided {
  const { token, handshake } = state;
  if (token === undefined || handshake === undefined) return stay(state);
  try {
    const { session, counsellor } = handshake.finish(answer, Math.floor(now / 1000));
    const conversation = talk.beginConversation(session);
    return stay({ kind: 'talking', token, counsellor: counsellor.name, conversation, lost: false });
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
};

function ended(state: State, reason: EndReason): Decided {
  // She had a ticket but no place yet: nothing is lost, she simply asks for another one.
  if (state.kind === 'waiting' && reason === 'unknown' && state.place === undefined) {
    wipeState(state);
    return { state: newTicket(state.since), effects: [HANG_UP, { kind: 'connect' }] };
  }
  return over(state, ENDINGS[reason], []);
}

function frameCame(state: State, frame: ServerFrame, now: number, tools: Tools): Decided {
  if (state.kind !== 'waiting' && state.kind !== 'talking') return stay(state);
  if (frame.kind === 'ticket') return ticket(state, frame.token, tools);
  if (frame.kind === 'place') {
    if (state.kind !== 'waiting') return stay(state);
    return stay({ ...state, place: { ahead: frame.ahead, onDuty: frame.onDuty }, lost: false });
  }
  if (!('conversation' in frame) || state.token === undefined) return stay(state);
  // One ticket, one conversation, one visitor: anything else is not for these eyes.
  if (!equal(frame.conversation, conversationOf(state.token))) {
    return stop(state, state.kind === 'waiting' ? 'refused' : 'damaged');
  }
  if (frame.kind === 'ended') return ended(state, frame.reason);
  if (state.kind === 'waiting')
    return frame.kind === 'answered' ? answered(state, frame.answer, now) : stay(state);
  const back = { ...state, lost: false };
  switch (frame.kind) {
    case 'answered':
      // She has it already; the server says it again after a return, as long as it heard nothing from her.
      return sends(back, talk.presenceCame(state.conversation, true, now));
    case 'presence':
      return sends(back, talk.presenceCame(state.conversation, frame.presence === 'here', now));
    case 'full':
      return stay({ ...state, conversation: talk.mailboxFull(state.conversation, now) });
    case 'envelope':
      try {
        return sends(state, talk.envelopeCame(state.conversation, frame.envelope, now));
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
    case 'lost':
      if (state.kind === 'waiting') return stay({ ...state, lost: true });
      return stay({ ...state, lost: true, conversation: talk.lineLost(state.conversation, now) });
    case 'closed':
      if (event.code === TAKEN_OVER) return over(state, 'taken-over', []);
      if (event.code === NO_ROOM) return over(state, 'no-room', []);
      // A token that another server signed, or an end whose reason never reached us.
      return over(state, 'forgotten', []);
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

function timeWentBy(state: State, now: number): Decided {
  if (state.kind === 'waiting') {
    const minutes = Math.floor((now - state.since) / 60_000);
    return stay(minutes === state.minutes ? state : { ...state, minutes });
  }
  if (state.kind !== 'talking') return stay(state);
  const conversation = talk.timeWentBy(state.conversation, now);
  return stay(conversation === state.conversation ? state : { ...state, conversation });
}

/** Decides what follows from an event for the visitor's page. */
export function decide(tools: Tools): (state: State, event: Event, now: number) => Decided {
  return (state, event, now) => {
    switch (event.kind) {
      case 'start':
        if (state.kind !== 'start' && state.kind !== 'ended') return stay(state);
        return { state: newTicket(now), effects: [{ kind: 'connect' }] };
      case 'clear':
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
        return sends(state, talk.write(state.conversation, event.text, now));
      case 'typed':
        return sends(state, talk.typed(state.conversation, now));
      case 'retry':
        return sends(state, talk.retry(state.conversation, now));
    }
  };
}
