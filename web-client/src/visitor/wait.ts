import { copy, equal, wipe } from '../crypto/bytes.ts';
import type { Counsellor } from '../crypto/certificates.ts';
import { Refused } from '../crypto/refused.ts';
import type { Session } from '../crypto/session.ts';
import { keptForHer, noCards } from '../talk/cards/cards.ts';
import * as talk from '../talk/conversation.ts';
import { tooMany } from '../talk/length.ts';
import { conversationIn, type ServerFrame } from '../wire/frames.ts';
import type { HerCards } from './cards.ts';
import { formOf, type Intake } from './intake.ts';
import { HANG_UP, stay, stop, wipeState } from './over.ts';
import type { Decided, State, Tools } from './state.ts';

/** Where in a chain the key of the counsellor stands (docs/protocol.md, sections 4.2 and 4.4). */
const READER = 164;

export type Waiting = Extract<State, { kind: 'waiting' }>;
export type Talking = Extract<State, { kind: 'talking' }>;

/**
 * What she brings into the waiting room: a ticket if she holds one, what she said, what she began to write, and whether
 * she skipped that.
 */
type Brings = {
  token: Uint8Array | undefined;
  intake: Intake;
  draft: string;
  skipped: boolean;
  /** Cards of a conversation before. They stay hers until she shows them. */
  cards: HerCards;
};

/** She goes to the waiting room. */
export function goWait(
  since: number,
  { token, intake, draft, skipped, cards }: Brings,
  renewed: boolean,
): Waiting {
  return {
    kind: 'waiting',
    token,
    handshake: undefined,
    place: undefined,
    effort: undefined,
    lost: 0,
    renewed,
    skipped,
    since,
    now: since,
    intake,
    draft,
    cards,
  };
}

/** While she waits she comes for another ticket by herself, at most once in a row: nothing of hers is lost by it. */
export function renew(state: Waiting, next: Uint8Array | undefined): Decided {
  wipeState(state);
  return {
    state: goWait(state.since, { ...state, token: next }, true),
    effects: [HANG_UP, { kind: 'connect' }],
  };
}

/** She has a ticket: her page makes message one for it. */
export function ticketCame(state: State, token: Uint8Array, tools: Tools): Decided {
  if (state.kind !== 'waiting') return stay(state);
  const conversation = conversationIn(token);
  // The same message one for the same ticket, also when another key has signed it: it may be answered already.
  const known = state.token && equal(conversation, conversationIn(state.token));
  const same = known ? state.handshake : undefined;
  if (same === undefined) state.handshake?.wipe();
  if (state.token) wipe(state.token);
  const context = { root: tools.root, conversation };
  const handshake = same ?? tools.begin(context, tools.random);
  return {
    state: {
      ...state,
      token,
      handshake,
      effort: known ? state.effort : undefined,
      place: undefined,
    },
    effects: [{ kind: 'send', frame: { kind: 'wait', messageOne: handshake.messageOne } }],
  };
}

/** She says beforehand what she has to say, or that it is nothing. A shift that does not hold hears neither. */
export function shiftCame(
  state: Waiting,
  frame: Extract<ServerFrame, { kind: 'shift' }>,
  now: number,
  { root, random, seal }: Tools,
): Decided {
  if (state.token === undefined) return stay(state);
  const conversation = conversationIn(state.token);
  // The subject of the second certificate. Whether it is one is looked at before anything is sealed to it.
  const reader = frame.chain.subarray(READER, READER + 32);
  // A key of its own for each: forms that are the same would show who is asked for.
  const sealed = seal({ root, conversation }, formOf(state.intake, reader), random);
  try {
    const made = sealed.sealFor(frame.chain, frame.encapsulationKey, Math.floor(now / 1000));
    return { state, effects: [{ kind: 'send', frame: { kind: 'intake', ...made } }] };
  } catch (error) {
    if (error instanceof Refused) return stay(state);
    throw error;
  } finally {
    sealed.wipe();
  }
}

/** Many wait: her page makes an effort for her ticket, once, and shows it as often as it is asked (section 2.11). */
export function effortWanted(state: Waiting, bits: number): Decided {
  const { token, effort } = state;
  if (token === undefined) return stay(state);
  if (effort && effort.bits >= bits)
    return { state, effects: [{ kind: 'send', frame: { kind: 'effort', nonce: effort.nonce } }] };
  return { state, effects: [{ kind: 'make-effort', ticket: conversationIn(token).slice(), bits }] };
}

/** It is made. Of one for another ticket nobody needs to hear. */
export function effortMade(state: State, ticket: Uint8Array, nonce: Uint8Array, bits: number): Decided {
  if (state.kind !== 'waiting' || !state.token || !equal(ticket, conversationIn(state.token)))
    return stay(state);
  return {
    state: { ...state, effort: { nonce, bits } },
    effects: [{ kind: 'send', frame: { kind: 'effort', nonce } }],
  };
}

/** A step of her conversation: its envelopes leave as frames. */
export function sends(state: Talking, step: talk.Step): Decided {
  const conversation = conversationIn(state.token);
  return {
    state: { ...state, conversation: step.conversation },
    effects: step.send.map((envelope) => ({
      kind: 'send',
      frame: { kind: 'envelope', conversation, envelope },
    })),
  };
}

/** By which an answer is known again: chance enough that no two begin alike. */
export function beginningOf(answer: Uint8Array): Uint8Array {
  return copy(answer, 0, 32);
}

/** With whom and with what a conversation begins. */
type Begins = Pick<Waiting, 'intake' | 'draft' | 'cards'> & {
  session: Session;
  counsellor: Counsellor;
  right: Uint8Array;
  answer: Uint8Array;
  now: number;
};

/** A conversation that begins in this page. */
export function talkingWith(begins: Begins): Talking {
  const { session, counsellor, right, answer, intake, draft, now } = begins;
  const { cards, templates } = begins.cards;
  return {
    kind: 'talking',
    token: right,
    opened: beginningOf(answer),
    counsellor: counsellor.name,
    earlier: [],
    asked: undefined,
    goesTo: undefined,
    guest: undefined,
    marks: [],
    noGuest: undefined,
    conversation: talk.beginConversation(session, keptForHer({ ...noCards('visitor'), cards })),
    templates,
    ready: undefined,
    offered: false,
    cameBack: false,
    hasFolder: false,
    madeHere: false,
    lost: 0,
    now,
    intake,
    draft,
  };
}

/** Somebody answered. Only when that was a counsellor of the organisation does what she wrote meanwhile leave. */
export function answerCame(state: Waiting, answer: Uint8Array, right: Uint8Array, now: number): Decided {
  const { token, handshake, intake, draft, skipped, cards } = state;
  if (token === undefined || handshake === undefined) return stay(state);
  let talking: Talking;
  try {
    const { session, counsellor } = handshake.finish(answer, Math.floor(now / 1000));
    wipe(token);
    talking = talkingWith({ session, counsellor, right, answer, intake, draft, cards, now });
  } catch {
    // Whatever was wrong with it, to the other side every refusal looks the same (section 5.5).
    return stop(state, 'refused');
  }
  const text = draft.trim();
  // What she skipped, and what is too long for one text, stays in the field, where she is told so.
  if (text === '' || skipped || tooMany(text) > 0) return stay(talking);
  return sends({ ...talking, draft: '' }, talk.write(talking.conversation, text, now));
}
