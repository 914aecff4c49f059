import type { Shift } from '../../src/crypto/shift.ts';
import { noCards } from '../../src/talk/cards/cards.ts';
import * as talk from '../../src/talk/conversation.ts';
import type { Rejoin } from '../../src/talk/delivery.ts';
import { converse, rejoins } from '../crypto/conversation.ts';
import { Seeded } from '../crypto/seeded.ts';

const chance = new Seeded(1).bytes;
let shift: Shift;
/** How often the visitor got new keys since `both`. */
export let rejoined = 0;

/** Both ends of a conversation that has just begun. */
export const both = (seed: number) => {
  const ends = converse(seed);
  shift = ends.shift;
  rejoined = 0;
  const { visitor, counsellor } = ends;
  return {
    visitor: talk.beginConversation(visitor, noCards('visitor')),
    counsellor: talk.beginConversation(counsellor, noCards('counsellor')),
  };
};

const rejoin: Rejoin = (keys, contents) => {
  if (contents.kind === 'rejoin') return rejoins(shift, chance).counsellor(keys, contents);
  rejoined += 1;
  return rejoins(shift, chance).visitor(keys, contents);
};

export const presenceCame = (conversation: talk.Conversation, here: boolean, now: number) =>
  talk.presenceCame(conversation, here, now, chance);
export const envelopeCame = (conversation: talk.Conversation, envelope: Uint8Array, now: number) =>
  talk.envelopeCame(conversation, envelope, now, rejoin);

export const states = (conversation: talk.Conversation) => conversation.lines.map((line) => line.state);
export const heard = (conversation: talk.Conversation) =>
  conversation.lines.filter((line) => !line.mine).map((line) => line.text);

/** Brings envelopes to an end, and what it says to them back. */
export function bring(to: talk.Conversation, envelopes: readonly Uint8Array[], now = 0): talk.Step {
  const send: Uint8Array[] = [];
  let conversation = to;
  for (const envelope of envelopes) {
    const step = envelopeCame(conversation, envelope, now);
    conversation = step.conversation;
    send.push(...step.send);
  }
  return { conversation, send };
}
