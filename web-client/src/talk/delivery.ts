import { type Brake, decodeBrake } from '../crypto/brake.ts';
import { type CardStep, decodeCardStep } from '../crypto/card.ts';
import { type Contents, type Joiner, type Said, splitText } from '../crypto/contents.ts';
import { Damaged } from '../crypto/damaged.ts';
import type { Session } from '../crypto/session.ts';

/** The most envelopes of kind text on their way without an acknowledgement (docs/protocol.md, section 8.2). */
export const WINDOW = 32;

/** An honest end acknowledges long before this many of ours are on their way (section 8.2). */
export const MOST_ON_THEIR_WAY = 96;

/** When this many envelopes that say nothing were opened, they are acknowledged too (section 8.3). */
export const ACKNOWLEDGE_AFTER = 16;

/**
 * How this end goes on with a rejoin: takes the contents that bring a message of it, and says what is sealed at once
 * (section 6.5).
 *
 * @throws Damaged when the message is refused.
 */
export type Rejoin = (keys: Session, contents: Contents) => Said;

/** `awaited`: the other end acknowledges it at once, because it says something. */
type Kept = { sequence: number; envelope: Uint8Array; text: number | undefined; awaited: boolean };
type Part = { text: number; part: number; more: boolean; body: Uint8Array };

/**
 * What one end still has to bring to the other (docs/protocol.md, section 8). The keys are not in it: sealing and
 * opening move them on, the one thing here that changes under our hands.
 */
export type Delivery = Readonly<{
  /** Sealed and not acknowledged, in order. Sent again as the same bytes, never sealed twice. */
  kept: readonly Kept[];
  /** Parts of texts that wait for room in the window. */
  unsealed: readonly Part[];
  /** Envelopes opened since we last acknowledged. */
  owed: number;
}>;

/** Nothing on its way. */
export const NOTHING_ON_ITS_WAY: Delivery = { kept: [], unsealed: [], owed: 0 };

/** A delivery after a step, and the envelopes to send because of it. */
export type Sent = { delivery: Delivery; send: readonly Uint8Array[] };

/** What an envelope brought. */
export type Received = Sent & {
  /** A whole text, after its last part. */
  text: string | undefined;
  /** Whether the other end is writing; nothing when this envelope was not opened. */
  typing: boolean | undefined;
  /** A record of a hand-over (section 6.6). */
  handOver: Contents | undefined;
  /** A record about a guest (section 6.7). */
  guest: Contents | undefined;
  /** A record about a folder (section 6.10). */
  folder: Contents | undefined;
  /** A brake (section 6.8). */
  brake: Brake | undefined;
  /** A step with a card (section 6.9); nothing when it is none that the protocol knows. */
  card: CardStep | undefined;
};

/**
 * Lines a text up to be sealed.
 *
 * @throws RangeError when it is empty or too long; then nothing changes.
 */
export function lineUp(delivery: Delivery, text: number, words: string): Delivery {
  const bodies = splitText(words);
  const parts = bodies.map((body, part) => ({ text, part, more: part < bodies.length - 1, body }));
  return { ...delivery, unsealed: [...delivery.unsealed, ...parts] };
}

function seal(keys: Session, contents: Omit<Contents, 'acknowledged'>, text: number | undefined): Kept {
  const sequence = keys.sent;
  const envelope = keys.seal({ ...contents, acknowledged: keys.received });
  return { sequence, envelope, text, awaited: contents.kind !== 'nothing' };
}

/** Seals what waits, as far as the window allows. Every envelope carries an acknowledgement of its own accord. */
export function sealNext(delivery: Delivery, keys: Session): Sent {
  // What she writes after she has agreed to another counsellor is for that one.
  if (!keys.handOver.mayWrite) return { delivery, send: [] };
  const room = WINDOW - delivery.kept.filter((kept) => kept.text !== undefined).length;
  const parts = delivery.unsealed.slice(0, Math.max(0, room));
  if (parts.length === 0) return { delivery, send: [] };
  const sealed = parts.map(({ text, part, more, body }) =>
    seal(keys, { kind: 'text', typing: false, part, more, body }, text),
  );
  return {
    delivery: {
      kept: [...delivery.kept, ...sealed],
      unsealed: delivery.unsealed.slice(parts.length),
      owed: 0,
    },
    send: sealed.map((kept) => kept.envelope),
  };
}

/** Seals an envelope that says nothing but how far we are, and whether we are writing. Never held back. */
export function sealNothing(delivery: Delivery, keys: Session, typing: boolean): Sent {
  return sealSaid(delivery, keys, { kind: 'nothing', body: new Uint8Array(0) }, typing);
}

/** Seals an envelope that is no text: a record of a rejoin. Never held back. */
export function sealSaid(delivery: Delivery, keys: Session, said: Said, typing = false): Sent {
  const kept = seal(keys, { ...said, typing, part: 0, more: false }, undefined);
  return {
    delivery: { ...delivery, kept: [...delivery.kept, kept], owed: 0 },
    send: [kept.envelope],
  };
}

/** Everything that is not acknowledged, as the same bytes (section 8.1). */
export function sendAgain(delivery: Delivery): readonly Uint8Array[] {
  return delivery.kept.map((kept) => kept.envelope);
}

/** The oldest envelope that the other end should have acknowledged at once. */
export function oldestAwaited(delivery: Delivery): number | undefined {
  return delivery.kept.find((kept) => kept.awaited)?.sequence;
}

/** Whether some of a text has not been acknowledged. */
export function onItsWay(delivery: Delivery, text: number): boolean {
  return delivery.kept.some((kept) => kept.text === text) || unsealed(delivery, text);
}

/** Whether some of a text still waits in this page. */
export function unsealed(delivery: Delivery, text: number): boolean {
  return delivery.unsealed.some((part) => part.text === text);
}

/** The other end did not get our acknowledgement: if one of ours was lost, those after it come too early there. */
function allAwaited(delivery: Delivery): Delivery {
  return { ...delivery, kept: delivery.kept.map((kept) => ({ ...kept, awaited: true })) };
}

/**
 * Takes an envelope from the other end, goes on with a rejoin, acknowledges what must be acknowledged at once, and
 * fills the window again (sections 6.4, 6.5 and 8.3).
 *
 * @throws Damaged when it does not open: the conversation stops.
 */
export function receive(
  before: Delivery,
  keys: Session,
  joiner: Joiner,
  envelope: Uint8Array,
  typing: boolean,
  rejoin: Rejoin,
): Received {
  const opened = keys.open(envelope);
  const nothing = {
    text: undefined,
    typing: undefined,
    handOver: undefined,
    guest: undefined,
    folder: undefined,
    brake: undefined,
    card: undefined,
  };
  if (opened.kind === 'early') return { delivery: before, send: [], ...nothing };
  if (opened.kind === 'replayed') {
    // One answer for all that was sent again, and a fresh envelope: two ends that answer duplicates with duplicates
    // would never stop.
    const sent = opened.newest
      ? sealNothing(allAwaited(before), keys, typing)
      : { delivery: before, send: [] };
    return { ...sent, ...nothing };
  }
  const { contents } = opened;
  // What is on its way is sent again all at once: nobody may make that a flood.
  if (before.kept.length > MOST_ON_THEIR_WAY && before.kept[0]?.sequence === contents.acknowledged)
    throw new Damaged('acknowledges nothing');
  const text = joiner.add(contents);
  const delivery = {
    ...before,
    kept: before.kept.filter((kept) => kept.sequence >= contents.acknowledged),
    owed: before.owed + 1,
  };
  // Before any text that waits: what follows the answer, and what follows its end, has the new keys.
  const asks = contents.kind === 'rejoin' || contents.kind === 'rejoin-answer';
  const first = asks ? sealSaid(delivery, keys, rejoin(keys, contents), typing) : { delivery, send: [] };
  const then = sealNext(first.delivery, keys);
  const sent = { delivery: then.delivery, send: [...first.send, ...then.send] };
  const acknowledge =
    sent.send.length === 0 && (contents.kind !== 'nothing' || delivery.owed >= ACKNOWLEDGE_AFTER);
  return {
    ...(acknowledge ? sealNothing(sent.delivery, keys, typing) : sent),
    text,
    typing: contents.typing,
    handOver: contents.kind.startsWith('hand-over-') ? contents : undefined,
    guest: contents.kind.startsWith('guest-') ? contents : undefined,
    folder: contents.kind === 'came-back' || contents.kind.startsWith('folder-') ? contents : undefined,
    brake: contents.kind === 'brake' ? decodeBrake(contents.body) : undefined,
    card: contents.kind === 'card' ? decodeCardStep(contents.body) : undefined,
  };
}
