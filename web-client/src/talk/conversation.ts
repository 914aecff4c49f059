import { type Brake, encodeBrake, LIFTED } from '../crypto/brake.ts';
import { type Contents, Joiner, type Said } from '../crypto/contents.ts';
import type { Random } from '../crypto/random.ts';
import type { Session } from '../crypto/session.ts';
import { type Braking, brakeCame, brakeEnds, brakeSet } from './brake.ts';
import { type Cards, keptForHer, penInTime, stepCame } from './cards/cards.ts';
import { cardsAcknowledged, sealSteps } from './cards/saying.ts';
import {
  type Delivery,
  lineUp,
  NOTHING_ON_ITS_WAY,
  oldestAwaited,
  onItsWay,
  type Rejoin,
  receive,
  type Sent,
  sealNext,
  sealNothing,
  sealSaid,
  sendAgain,
  unsealed,
} from './delivery.ts';

/** After this time without an acknowledgement, with the other end here, a text counts as not delivered. */
export const PATIENCE = 30_000;

/** After this time without an acknowledgement, with the other end here, all is sent again by itself (section 8.1). */
export const SEND_AGAIN_AFTER = 10_000;

/** At most one envelope that says "I am writing" in this time. */
export const TYPING_EVERY = 3_000;

/** "Is writing" fades after this time. */
export const TYPING_FADES = 6_000;

/**
 * How far a text of ours has come: on its way, handed over, decrypted on the other screen, not delivered, or still
 * being written when it was all over.
 */
export type TextState = 'sending' | 'sent' | 'delivered' | 'failed' | 'unsent';

/** One text in the conversation. `state` says nothing for a text of the other end: it is here. */
export type Line = Readonly<{
  id: number;
  mine: boolean;
  /** Who wrote it, when that is neither end of this conversation but a guest in it. */
  by?: string;
  text: string;
  state: TextState;
  /** When it was last sent to somebody who is here. */
  since: number;
}>;

/** One conversation as one end holds it. */
export type Conversation = Readonly<{
  keys: Session;
  joiner: Joiner;
  delivery: Delivery;
  lines: readonly Line[];
  /** Whether our own line to the server is up and has spoken about this conversation. */
  up: boolean;
  /** Whether the other end is here, and since when it is not. */
  here: boolean;
  awaySince: number;
  /** Whether a line, ours or the other end's, was lost since both were last here together. */
  interrupted: boolean;
  /** The server keeps no more for the other end until it comes back. */
  full: boolean;
  /** The oldest envelope that waits for its acknowledgement, and since when it does, or since it was sent again. */
  awaited: number | undefined;
  awaitedSince: number;
  /** Until when the other end is shown as writing. */
  typingUntil: number;
  /** When we last wrote a letter, and when we last said so. */
  typedAt: number;
  saidTypingAt: number;
  /** When we last said something, and the brake that is on, or is just over (docs/protocol.md, section 6.8). */
  wroteAt: number;
  brake: Braking | undefined;
  /** The cards that both fill in (section 6.9); nothing on the line of a guest, who sees none. */
  cards: Cards | undefined;
}>;

/** A conversation after a step, and the envelopes to send because of it. */
export type Step = {
  conversation: Conversation;
  send: readonly Uint8Array[];
  /** A record of a hand-over that was opened (docs/protocol.md, section 6.6). */
  handOver?: Contents | undefined;
  /** A record about a guest that was opened (section 6.7). */
  guest?: Contents | undefined;
  /** A record about a folder that was opened (section 6.10). */
  folder?: Contents | undefined;
};

/** A conversation that has just begun. */
export function beginConversation(keys: Conversation['keys'], cards?: Cards): Conversation {
  return {
    keys,
    joiner: new Joiner(),
    delivery: NOTHING_ON_ITS_WAY,
    lines: [],
    up: true,
    here: true,
    awaySince: 0,
    interrupted: false,
    full: false,
    awaited: undefined,
    awaitedSince: 0,
    typingUntil: 0,
    typedAt: Number.NEGATIVE_INFINITY,
    saidTypingAt: Number.NEGATIVE_INFINITY,
    wroteAt: Number.NEGATIVE_INFINITY,
    brake: undefined,
    cards,
  };
}

/**
 * Brings the states of our texts up to date with what is on its way. Keeps a line that did not change. A text that
 * waited for room in the window is sent from this moment on: its patience begins now.
 */
function withStates(conversation: Conversation, now: number): Conversation {
  const { delivery, up, full } = conversation;
  let changed = false;
  const lines = conversation.lines.map((line) => {
    if (!line.mine || line.state === 'delivered') return line;
    let state: TextState = line.state === 'failed' ? 'failed' : 'sent';
    if (!onItsWay(delivery, line.id)) state = 'delivered';
    else if (!up || full || unsealed(delivery, line.id)) state = 'sending';
    if (state === line.state) return line;
    changed = true;
    return { ...line, state, since: state === 'sent' ? now : line.since };
  });
  return changed ? { ...conversation, lines } : conversation;
}

function after(conversation: Conversation, sent: Sent, now: number): Step {
  const awaited = oldestAwaited(sent.delivery);
  const awaitedSince = awaited === conversation.awaited ? conversation.awaitedSince : now;
  const next = { ...conversation, delivery: sent.delivery, awaited, awaitedSince };
  return { conversation: withStates(next, now), send: sent.send };
}

/** Seals what waits, when it can leave now. */
function flow(conversation: Conversation, now: number): Step {
  const { up, full, delivery, keys } = conversation;
  const texts = after(conversation, up && !full ? sealNext(delivery, keys) : { delivery, send: [] }, now);
  return withCards(texts, now);
}

/** Says what there is to say about the cards. While the other end is away it waits here: it would only grow old there. */
function withCards(step: Step, now: number): Step {
  const { up, here, full, cards, delivery, keys } = step.conversation;
  if (!cards || !up || !here || full || !keys.handOver.mayWrite) return step;
  const said = sealSteps(cards, delivery, keys);
  if (said.send.length === 0) return step;
  const then = after({ ...step.conversation, cards: said.cards }, said, now);
  return { ...step, conversation: then.conversation, send: [...step.send, ...then.send] };
}

/**
 * We say something.
 *
 * @throws RangeError when it is empty or too long; then nothing changes.
 */
export function write(conversation: Conversation, text: string, now: number): Step {
  const id = conversation.lines.length;
  const line: Line = { id, mine: true, text, state: 'sending', since: now };
  const said = {
    ...conversation,
    delivery: lineUp(conversation.delivery, id, text),
    lines: [...conversation.lines, line],
    typedAt: Number.NEGATIVE_INFINITY,
    saidTypingAt: Number.NEGATIVE_INFINITY,
    wroteAt: now,
    brake: conversation.brake?.what === 'lifted' ? undefined : conversation.brake,
  };
  return flow(said, now);
}

/** We say a record that is no text, which the keys have made. */
export function say(conversation: Conversation, said: Said, now: number): Step {
  const step = after(conversation, sealSaid(conversation.delivery, conversation.keys, said), now);
  // With what else is kept it leaves when the line is back (section 2.4).
  return conversation.up && !conversation.full ? step : { ...step, send: [] };
}

/** We ask the other end to write less, or no longer ask it. Only the counsellor may. */
export function brake(before: Conversation, said: Brake, now: number): Step {
  const conversation = { ...before, brake: brakeSet(before, said, now) };
  return say(conversation, { kind: 'brake', body: encodeBrake(said) }, now);
}

/** We do something with the cards. */
export function changeCards(before: Conversation, how: (cards: Cards) => Cards, now: number): Step {
  const { cards } = before;
  const conversation = cards ? { ...before, cards: how(cards) } : before;
  return conversation.cards === cards ? { conversation: before, send: [] } : flow(conversation, now);
}

/** What a pause has held back is shown; what comes from now on is held back again. */
export function showHeld(conversation: Conversation): Conversation {
  const { brake, lines } = conversation;
  return brake ? { ...conversation, brake: { ...brake, heldFrom: lines.length } } : conversation;
}

/**
 * The same conversation goes on with another counsellor and other keys. What was said stays, and what the one before is not
 * known to have read is said again.
 */
export function goOnWith(before: Conversation, keys: Session, now: number): Step {
  const unread = linesAtTheEnd(before).filter((line) => line.mine && line.state !== 'delivered');
  const delivery = unread.reduce((delivery, { id, text }) => lineUp(delivery, id, text), NOTHING_ON_ITS_WAY);
  const lines = before.lines.map((line) =>
    unread.some(({ id }) => id === line.id) ? { ...line, state: 'sending' as const, since: now } : line,
  );
  const cards = before.cards && keptForHer(before.cards);
  return flow({ ...beginConversation(keys, cards), delivery, lines }, now);
}

/** A guest has said something, on a line of its own. It stands among what is said here. */
export function saidByGuest(conversation: Conversation, by: string, text: string, now: number): Conversation {
  const line: Line = { id: conversation.lines.length, mine: false, by, text, state: 'delivered', since: now };
  return { ...conversation, lines: [...conversation.lines, line] };
}

/** We write a letter. The other end hears of it now and then, and only when it is there to hear. */
export function typed(before: Conversation, now: number): Step {
  const conversation = { ...before, typedAt: now };
  const { up, here, full, saidTypingAt, delivery, keys } = conversation;
  if (!up || !here || full || now - saidTypingAt < TYPING_EVERY) return { conversation, send: [] };
  return after({ ...conversation, saidTypingAt: now }, sealNothing(delivery, keys, true), now);
}

/**
 * An envelope came.
 *
 * @throws Damaged when it does not open: the conversation stops.
 */
export function envelopeCame(
  conversation: Conversation,
  envelope: Uint8Array,
  now: number,
  rejoin: Rejoin,
): Step {
  const { delivery, keys, joiner, typedAt } = conversation;
  const received = receive(delivery, keys, joiner, envelope, now - typedAt < TYPING_EVERY, rejoin);
  const { text, typing } = received;
  const typingUntil =
    text !== undefined || typing === false ? 0 : typing ? now + TYPING_FADES : conversation.typingUntil;
  const lines =
    text === undefined
      ? conversation.lines
      : [
          ...conversation.lines,
          { id: conversation.lines.length, mine: false, text, state: 'delivered' as const, since: now },
        ];
  const { handOver, guest, folder } = received;
  const brake = received.brake ? brakeCame(conversation, received.brake, now) : conversation.brake;
  const known = conversation.cards && cardsAcknowledged(conversation.cards, received.delivery, keys);
  const cards = known && received.card ? stepCame(known, received.card) : known;
  const step = after({ ...conversation, typingUntil, lines, brake, cards }, received, now);
  return { ...withCards(step, now), handOver, guest, folder };
}

/** Sends all that is not acknowledged again, and with a new line what begins a rejoin. Our patience begins anew. */
function again(before: Conversation, now: number, random?: Random): Step {
  const lines = before.lines.map((line) =>
    line.mine && line.state !== 'delivered' ? { ...line, state: 'sent' as const, since: now } : line,
  );
  const { delivery, keys } = before;
  const said = random && keys.beginRejoin(random);
  const rejoin = said ? sealSaid(delivery, keys, said) : { delivery, send: [] };
  const then = flow({ ...before, lines, delivery: rejoin.delivery, awaitedSince: now }, now);
  return { conversation: then.conversation, send: [...sendAgain(delivery), ...rejoin.send, ...then.send] };
}

/**
 * The server says how the other end is: the sign that our line is up, or that the other end came back. When both are
 * here after a line was lost, the visitor's end replaces the keys (docs/protocol.md, section 6.5).
 */
export function presenceCame(conversation: Conversation, here: boolean, now: number, random: Random): Step {
  const cameBack = here || !conversation.up;
  const awaySince = here ? 0 : conversation.here ? now : conversation.awaySince;
  const full = conversation.full && !here;
  const typingUntil = here ? conversation.typingUntil : 0;
  const next = { ...conversation, up: true, here, awaySince, interrupted: !here, full, typingUntil };
  if (!cameBack || full) return { conversation: withStates(next, now), send: [] };
  return again(next, now, here && conversation.interrupted ? random : undefined);
}

/** The server kept nothing more: all of it is sent again when the other end is back, and nothing before. */
export function mailboxFull(conversation: Conversation, now: number): Conversation {
  return withStates({ ...conversation, full: true }, now);
}

/** Our own line is gone. What we wrote waits here. */
export function lineLost(conversation: Conversation, now: number): Conversation {
  const lost = { ...conversation, up: false, interrupted: true, typingUntil: 0 };
  return conversation.up ? withStates(lost, now) : conversation;
}

/** Somebody asks to try again what was not delivered. */
export function retry(conversation: Conversation, now: number): Step {
  return conversation.up && !conversation.full ? again(conversation, now) : { conversation, send: [] };
}

/** Time went by. Returns the same conversation when nothing came of it. */
export function timeWentBy(braked: Conversation, now: number): Step {
  const ended = brakeEnds(braked, now) ? brakeEnded(braked, now) : { conversation: braked, send: [] };
  const before = ended.conversation;
  const { up, here, full, awaited, awaitedSince, delivery } = before;
  const stalled = up && here && !full && awaited !== undefined && now - awaitedSince >= SEND_AGAIN_AFTER;
  const patient = withoutPatience(stalled ? { ...before, awaitedSince: now } : before, now);
  const cards = patient.cards && penInTime(patient.cards, now);
  const conversation = cards === patient.cards ? patient : { ...patient, cards };
  const step = { conversation, send: stalled ? sendAgain(delivery) : ended.send };
  return conversation === patient ? step : withCards(step, now);
}

/** A brake is over. Whoever set it says so: the other end may have heard of it late, and not count to its end. */
function brakeEnded(before: Conversation, now: number): Step {
  if (before.brake?.mine) return brake(before, LIFTED, now);
  return { conversation: { ...before, brake: brakeCame(before, LIFTED, now) }, send: [] };
}

/** Shows what takes too long as not delivered, and "is writing" no longer. */
function withoutPatience(conversation: Conversation, now: number): Conversation {
  const { up, here, full, typingUntil } = conversation;
  const late = (line: Line) => line.mine && line.state === 'sent' && now - line.since >= PATIENCE;
  const failed = up && here && !full && conversation.lines.some(late);
  const faded = typingUntil !== 0 && now >= typingUntil;
  if (!failed && !faded) return conversation;
  const lines = failed
    ? conversation.lines.map((line) => (late(line) ? { ...line, state: 'failed' as const } : line))
    : conversation.lines;
  return { ...conversation, lines, typingUntil: faded ? 0 : typingUntil };
}

/**
 * The texts as they stand when a conversation is over: what was not delivered will not be.
 *
 * @param draft what was still being written. It stands below the others, so that it is not lost too.
 */
export function linesAtTheEnd(conversation: Conversation, draft = ''): readonly Line[] {
  const lines = conversation.lines.map((line) =>
    line.mine && line.state !== 'delivered' ? { ...line, state: 'failed' as const } : line,
  );
  if (draft.trim() === '') return lines;
  return [...lines, { id: lines.length, mine: true, text: draft, state: 'unsent', since: 0 }];
}
