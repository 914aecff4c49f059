import { hexToBytes } from '@noble/hashes/utils.js';
import { join } from '../crypto/bytes.ts';
import { backId, carried, carry } from '../crypto/carried.ts';
import { VisitorHandshake } from '../crypto/visitor-handshake.ts';
import type { WayBack } from '../talk/folder/contents.ts';
import { conversationIn, type ServerFrame } from '../wire/frames.ts';
import { ANSWER_LENGTH } from '../wire/lengths.ts';
import { NO_CARDS } from './cards.ts';
import { nothingSaid } from './intake.ts';
import { over, stay } from './over.ts';
import type { Decided, Effect, State, Tools } from './state.ts';
import { talkingWith } from './wait.ts';

export type Returning = Extract<State, { kind: 'returning' }>;

/** After this time without an answer message one is sent again; after so many times nobody knows of this conversation. */
const AGAIN_AFTER = 5_000;
const MOST_TIMES = 6;

/** She comes back into a conversation whose keys this page never had, or has lost (docs/protocol.md, section 6.10). */
export function returns({ right, secret, counsellor }: WayBack, now: number, tools: Tools): Decided {
  const token = hexToBytes(right);
  const between = {
    root: tools.root,
    conversation: conversationIn(token),
    counsellorKey: hexToBytes(counsellor),
  };
  const bytes = hexToBytes(secret);
  const handshake = VisitorHandshake.back(between, bytes, tools.random);
  const state: Returning = {
    kind: 'returning',
    token,
    handshake,
    comes: carry(join(handshake.messageOne, backId(bytes))),
    waits: 0,
    said: Number.NEGATIVE_INFINITY,
    up: false,
    here: false,
    lost: 0,
    since: now,
    now,
    intake: nothingSaid('me'),
    draft: '',
    cards: NO_CARDS,
  };
  return { state, effects: [{ kind: 'connect-again' }] };
}

function says(state: Returning, now: number): Decided {
  const conversation = new Uint8Array(conversationIn(state.token));
  const envelope = state.comes;
  const effect: Effect = { kind: 'send', frame: { kind: 'envelope', conversation, envelope } };
  return { state: { ...state, up: true, lost: 0, said: now }, effects: [effect] };
}

/** The server says something about the conversation. Records of before cannot be read here, and are passed over. */
export function returningFrame(state: Returning, frame: ServerFrame, now: number): Decided {
  // For somebody who is away it lies in the mailbox.
  if (frame.kind === 'presence') return says({ ...state, here: frame.presence === 'here' }, now);
  if (frame.kind === 'ended') return over(state, 'forgotten', []);
  if (frame.kind !== 'envelope') return stay(state);
  const answer = carried(frame.envelope, ANSWER_LENGTH);
  if (!answer) return stay(state);
  try {
    const { session, counsellor } = state.handshake.finish(answer, Math.floor(now / 1000));
    const { token, intake, draft, cards } = state;
    return stay(talkingWith({ session, counsellor, right: token, answer, intake, draft, cards, now }));
  } catch {
    // Whatever was wrong with it: she is told that it does not go on, and may wait like everybody.
    return over(state, 'forgotten', []);
  }
}

/** Time goes by. A counsellor who is here and does not answer does not know of it: she may wait like everybody. */
export function returningInTime(state: Returning, now: number): Decided {
  const next = { ...state, now };
  if (!state.up || !state.here || now - state.said < AGAIN_AFTER) return stay(next);
  if (state.waits >= MOST_TIMES) return over(state, 'forgotten', []);
  return says({ ...next, waits: state.waits + 1 }, now);
}
