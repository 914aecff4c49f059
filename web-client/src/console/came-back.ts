import { bytesToHex } from '@noble/hashes/utils.js';
import { copy, isZero, wipe } from '../crypto/bytes.ts';
import { carry } from '../crypto/carried.ts';
import type { Contents } from '../crypto/contents.ts';
import { answerComingBack } from '../crypto/counsellor-handshake.ts';
import { Refused } from '../crypto/refused.ts';
import { leftBehind } from '../talk/cards/cards.ts';
import * as talk from '../talk/conversation.ts';
import { wipeGuest } from './guests.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { type Open, replace, type Step, sends } from './visitors.ts';

/** What a code word is checked against: salt 16 bytes, hash 32 bytes. */
export type Check = Readonly<{ salt: Uint8Array; hash: Uint8Array }>;

/** What this end knows of the folder of a visitor. */
export type FolderOf = Readonly<{
  /** Whether she was offered five words here. */
  offered: boolean;
  /** She says that she was here before. `undefined`: she has no code word. */
  cameBack: Readonly<{ check: Check | undefined }> | undefined;
  /** Whether she said the code word; how often something else; or that the counsellor goes on without. */
  proof: 'asked' | 'right' | 'without';
  wrong: number;
  /** With what she can come back into this conversation, 32 bytes (docs/protocol.md, section 6.10). */
  secret: Uint8Array | undefined;
  /** She goes on from another page: with which messages one, and our answer to the last of them. */
  returned: readonly Readonly<{ messageOne: string; answer: Uint8Array }>[];
}>;

export const NO_FOLDER: FolderOf = {
  offered: false,
  cameBack: undefined,
  proof: 'asked',
  wrong: 0,
  secret: undefined,
  returned: [],
};

/** Whether what she shows is not looked at yet: she says that she was here before, and that is not proven. */
export function isLocked({ cameBack, proof }: FolderOf): boolean {
  return cameBack?.check !== undefined && proof === 'asked';
}

const change = (state: OnDuty, visitor: Open, folder: Partial<FolderOf>): OnDuty =>
  replace(state, { ...visitor, folder: { ...visitor.folder, ...folder } });

/** Something about her folder came. */
export function folderCame(state: OnDuty, visitor: Open, { kind, body }: Contents): OnDuty {
  if (kind === 'folder-kept') {
    if (visitor.folder.secret) wipe(visitor.folder.secret);
    return change(state, visitor, { secret: copy(body), offered: false });
  }
  if (kind !== 'came-back') return state;
  const before = visitor.folder.cameBack?.check;
  // Nobody gets rid of the question by saying that there is no code word after all.
  if (before && isZero(body)) return state;
  // Who has proven it once has; another check is another claim.
  if (before && bytesToHex(before.hash) === bytesToHex(body.subarray(16))) return state;
  const check = isZero(body) ? undefined : { salt: copy(body, 0, 16), hash: copy(body, 16) };
  return change(state, visitor, { cameBack: { check }, proof: 'asked', wrong: 0 });
}

/** The counsellor thinks that five words are safe for her. */
export function offersFolder(state: OnDuty, visitor: Open, now: number): Step {
  const offered = { ...visitor, folder: { ...visitor.folder, offered: true } };
  return sends(
    state,
    offered,
    talk.say(visitor.talk, { kind: 'folder-offered', body: new Uint8Array(0) }, now),
  );
}

/** What she said was the code word, or was not; or the counsellor goes on without. */
export function proved(state: OnDuty, visitor: Open, proof: 'right' | 'wrong' | 'without'): OnDuty {
  if (proof === 'wrong') return change(state, visitor, { wrong: visitor.folder.wrong + 1 });
  return change(state, visitor, { proof });
}

/**
 * Her page has lost its keys, and she comes back into the conversation with what her folder kept (docs/protocol.md, section
 * 6.10). What is not as it should be is passed over: the conversation goes on as it is.
 */
export function comesBack(
  state: OnDuty,
  visitor: Open,
  messageOne: Uint8Array,
  now: number,
  { root, random }: Tools,
): Step {
  const { conversation, folder } = visitor;
  if (!folder.secret || visitor.seat) return { state, effects: [] };
  const one = bytesToHex(messageOne.subarray(0, 32));
  const known = folder.returned.findIndex((before) => before.messageOne === one);
  const says = (answer: Uint8Array): Effect => ({
    kind: 'send',
    frame: { kind: 'envelope', conversation, envelope: carry(answer) },
  });
  if (known >= 0) {
    // Our answer was lost. One of before that, which somebody says again, would make keys that nobody has.
    const { answer } = folder.returned[known] ?? {};
    return { state, effects: answer && known === folder.returned.length - 1 ? [says(answer)] : [] };
  }
  try {
    const made = answerComingBack({ root, conversation }, folder.secret, state.shift, messageOne, random);
    const step = talk.goOnWith(visitor.talk, made.session, now, leftBehind);
    visitor.talk.keys.wipe();
    if (visitor.handing) wipe(visitor.handing.secret);
    if (visitor.guest) wipeGuest(visitor.guest);
    const returned = [...folder.returned, { messageOne: one, answer: made.answer }];
    const next: Open = {
      ...visitor,
      handing: undefined,
      guest: undefined,
      exited: false,
      folder: { ...folder, returned, cameBack: undefined, proof: 'asked', wrong: 0 },
    };
    const sent = sends(state, next, step);
    return { state: sent.state, effects: [says(made.answer), ...sent.effects] };
  } catch (error) {
    if (error instanceof Refused) return { state, effects: [] };
    throw error;
  }
}
