import { type Contents, type Joiner, splitText } from '../crypto/contents.ts';
import type { Session } from '../crypto/session.ts';

/** The most envelopes of kind text on their way without an acknowledgement (docs/protocol.md, section 8.2). */
export const WINDOW = 32;

/** When this many envelopes that say nothing were opened, they are acknowledged too (section 8.3). */
export const ACKNOWLEDGE_AFTER = 16;

/** The keys of one end. Sealing and opening move them on: the one thing here that changes under our hands. */
export type Keys = Pick<Session, 'seal' | 'open' | 'sent' | 'received'>;

type Kept = { sequence: number; envelope: Uint8Array; text: number | undefined };
type Part = { text: number; part: number; more: boolean; body: Uint8Array };

/** What one end still has to bring to the other (docs/protocol.md, section 8). */
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

function seal(keys: Keys, contents: Omit<Contents, 'acknowledged'>, text: number | undefined): Kept {
  const sequence = keys.sent;
  return { sequence, envelope: keys.seal({ ...contents, acknowledged: keys.received }), text };
}

/** Seals what waits, as far as the window allows. Every envelope carries an acknowledgement of its own accord. */
export function sealNext(delivery: Delivery, keys: Keys): Sent {
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
export function sealNothing(delivery: Delivery, keys: Keys, typing: boolean): Sent {
  const nothing = { kind: 'nothing' as const, typing, part: 0, more: false, body: new Uint8Array(0) };
  const kept = seal(keys, nothing, undefined);
  return {
    delivery: { ...delivery, kept: [...delivery.kept, kept], owed: 0 },
    send: [kept.envelope],
  };
}

/** Everything that is not acknowledged, as the same bytes (section 8.1). */
export function sendAgain(delivery: Delivery): readonly Uint8Array[] {
  return delivery.kept.map((kept) => kept.envelope);
}

/** Whether some of a text has not been acknowledged. */
export function onItsWay(delivery: Delivery, text: number): boolean {
  return delivery.kept.some((kept) => kept.text === text) || unsealed(delivery, text);
}

/** Whether some of a text still waits in this page. */
export function unsealed(delivery: Delivery, text: number): boolean {
  return delivery.unsealed.some((part) => part.text === text);
}

/**
 * Takes an envelope from the other end, acknowledges what must be acknowledged at once, and fills the window again
 * (sections 6.4 and 8.3).
 *
 * @throws Damaged when it does not open: the conversation stops.
 */
export function receive(
  before: Delivery,
  keys: Keys,
  joiner: Joiner,
  envelope: Uint8Array,
  typing: boolean,
): Received {
  const opened = keys.open(envelope);
  if (opened.kind === 'early') return { delivery: before, send: [], text: undefined, typing: undefined };
  // A fresh envelope, not an old one again: two ends that answer duplicates with duplicates would never stop.
  if (opened.kind === 'replayed') {
    return { ...sealNothing(before, keys, typing), text: undefined, typing: undefined };
  }
  const { contents } = opened;
  const text = joiner.add(contents);
  const delivery = {
    ...before,
    kept: before.kept.filter((kept) => kept.sequence >= contents.acknowledged),
    owed: before.owed + 1,
  };
  const next = sealNext(delivery, keys);
  const acknowledge =
    next.send.length === 0 && (contents.kind === 'text' || delivery.owed >= ACKNOWLEDGE_AFTER);
  const sent = acknowledge ? sealNothing(next.delivery, keys, typing) : next;
  return { ...sent, text, typing: contents.typing };
}
