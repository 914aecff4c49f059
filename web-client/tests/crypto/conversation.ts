import type { Contents, Said } from '../../src/crypto/contents.ts';
import { answer, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import type { Random } from '../../src/crypto/random.ts';
import type { Session } from '../../src/crypto/session.ts';
import { type Shift, startShift } from '../../src/crypto/shift.ts';
import { type Context, VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import type { Rejoin } from '../../src/talk/delivery.ts';
import { found, NOW, type Organisation } from './organisation.ts';
import { Seeded } from './seeded.ts';

/** Both ends of one conversation, and all that led to it. */
export type Conversation = {
  organisation: Organisation;
  shift: Shift;
  context: Context;
  visitor: Session;
  counsellor: Session;
};

/** Runs a whole handshake. */
export function converse(seed: number): Conversation {
  const seeded = new Seeded(seed);
  const organisation = found(seeded);
  const shift = startShift(organisation.identity, NOW, 3, seeded.bytes);
  const context = { root: organisation.root, conversation: seeded.bytes(16) };
  const handshake = VisitorHandshake.begin(context, seeded.bytes);
  const answered = answer(context, shift, handshake.messageOne, seeded.bytes);
  const { session } = handshake.finish(answered.answer, NOW);
  return { organisation, shift, context, visitor: session, counsellor: answered.session };
}

/** Hands an envelope over, which must open. */
export function bring(to: Session, envelope: Uint8Array): Contents {
  const opened = to.open(envelope);
  if (opened.kind !== 'opened') throw new Error(`the envelope is ${opened.kind}`);
  return opened.contents;
}

/** What an end has to say, which must be something. */
export function said(something: Said | undefined): Said {
  if (something === undefined) throw new Error('there is nothing to say');
  return something;
}

/** The contents that say it. */
export function tell(something: Said | undefined): Contents {
  return { ...nothing(), ...said(something) };
}

/** The same from this end, with all that it opened acknowledged. */
export function tellAll(from: Session, something: Said | undefined): Contents {
  return { ...nothing(from.received), ...said(something) };
}

/** How each end goes on with a rejoin. */
export function rejoins(shift: Shift, random: Random): { visitor: Rejoin; counsellor: Rejoin } {
  return {
    visitor: (keys, { body }) => keys.finishRejoin(body, NOW),
    counsellor: (keys, { body }) => answerRejoin(keys, shift, body, random),
  };
}

/** Runs a whole rejoin. */
export function rejoin({ visitor, counsellor, shift }: Conversation, random: Random): void {
  const asked = bring(counsellor, visitor.seal(tell(visitor.beginRejoin(random))));
  const answered = counsellor.seal(tell(answerRejoin(counsellor, shift, asked.body, random)));
  bring(counsellor, visitor.seal(tell(visitor.finishRejoin(bring(visitor, answered).body, NOW))));
}

/** Contents with one short text. */
export function say(text: string, acknowledged = 0): Contents {
  const body = new TextEncoder().encode(text);
  return { kind: 'text', typing: false, acknowledged, part: 0, more: false, body };
}

/** Contents that say nothing. */
export function nothing(acknowledged = 0): Contents {
  return { kind: 'nothing', typing: false, acknowledged, part: 0, more: false, body: new Uint8Array(0) };
}

/** A copy with one bit turned. */
export function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = new Uint8Array(bytes);
  flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
  return flipped;
}

/** What a call throws. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
