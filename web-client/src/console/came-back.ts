import { bytesToHex } from '@noble/hashes/utils.js';
import { copy, equal, isZero, wipe } from '../crypto/bytes.ts';
import { backId, carry } from '../crypto/carried.ts';
import { BACK_SECRET_LENGTH, type Contents } from '../crypto/contents.ts';
import { answerComingBack } from '../crypto/counsellor-handshake.ts';
import { Refused } from '../crypto/refused.ts';
import { leftBehind } from '../talk/cards/cards.ts';
import * as talk from '../talk/conversation.ts';
import { wipeGuest } from './guests.ts';
import { withdraw } from './handing.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { type Open, openVisitor, replace, type Step, sends } from './visitors.ts';

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
  /** With what she can come back into this conversation, 32 bytes each, the newest last (docs/protocol.md, section 6.10). */
  secrets: readonly Uint8Array[];
  /** What her code word would be checked against then. */
  check: Check | undefined;
  /** She goes on from another page: with which messages one, and our answer to the last of them. */
  returned: readonly Readonly<{ messageOne: string; answer: Uint8Array }>[];
}>;

export const NO_FOLDER: FolderOf = {
  offered: false,
  cameBack: undefined,
  proof: 'asked',
  wrong: 0,
  secrets: [],
  check: undefined,
  returned: [],
};

/** Whether what she shows is not looked at yet: she says that she was here before, and that is not proven. */
export function isLocked({ cameBack, proof }: FolderOf): boolean {
  return cameBack?.check !== undefined && proof === 'asked';
}

/** So many secrets are known at once: of some the folder was never kept. */
const MOST_SECRETS = 4;

function checkIn(body: Uint8Array): Check | undefined {
  return isZero(body) ? undefined : { salt: copy(body, 0, 16), hash: copy(body, 16) };
}

const change = (state: OnDuty, visitor: Open, folder: Partial<FolderOf>): OnDuty =>
  replace(state, { ...visitor, folder: { ...visitor.folder, ...folder } });

/** Something about her folder came. */
export function folderCame(state: OnDuty, visitor: Open, { kind, body }: Contents): OnDuty {
  if (kind === 'folder-kept') {
    const { secrets } = visitor.folder;
    if (secrets.length >= MOST_SECRETS) wipe(...secrets.slice(0, 1));
    return change(state, visitor, {
      secrets: [...secrets.slice(1 - MOST_SECRETS), copy(body, 0, BACK_SECRET_LENGTH)],
      check: checkIn(body.subarray(BACK_SECRET_LENGTH)),
      offered: false,
    });
  }
  if (kind !== 'came-back') return state;
  const before = visitor.folder.cameBack?.check;
  // Nobody gets rid of the question by saying that there is no code word after all.
  if (before && isZero(body)) return state;
  // Who has proven it once has; another check is another claim.
  if (before && bytesToHex(before.hash) === bytesToHex(body.subarray(16))) return state;
  return change(state, visitor, { cameBack: { check: checkIn(body) }, proof: 'asked', wrong: 0 });
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
 * 6.10). Whoever has none of the secrets of this conversation is passed over, and so is who comes in the midst of a hand-over:
 * it goes on as it is. What had not arrived goes back into the counsellor's field: she may not be the one who reads it now.
 */
export function comesBack(
  before: OnDuty,
  visitor: Open,
  { messageOne, id }: { messageOne: Uint8Array; id: Uint8Array },
  now: number,
  tools: Tools,
): Step {
  const { conversation, folder, handing } = visitor;
  const nothing: Step = { state: before, effects: [] };
  const secret = folder.secrets.find((known) => equal(backId(known), id));
  if (!secret || visitor.seat || handing?.stage === 'agreed') return nothing;
  const one = bytesToHex(messageOne.subarray(0, 32));
  const known = folder.returned.findIndex((earlier) => earlier.messageOne === one);
  const says = (answer: Uint8Array): Effect => ({
    kind: 'send',
    frame: { kind: 'envelope', conversation, envelope: carry(answer) },
  });
  if (known >= 0) {
    // Our answer was lost. One of before that, which somebody says again, would make keys that nobody has.
    const { answer } = folder.returned[known] ?? {};
    return answer && known === folder.returned.length - 1 ? { ...nothing, effects: [says(answer)] } : nothing;
  }
  const context = { root: tools.root, conversation };
  let made: ReturnType<typeof answerComingBack>;
  try {
    made = answerComingBack(context, secret, before.shift, messageOne, tools.random);
  } catch (error) {
    if (error instanceof Refused) return nothing;
    throw error;
  }
  // The colleague who was asked hears that it comes to nothing. What is sealed for her old page reaches nobody.
  const withdrawn = withdraw(before, visitor, undefined, now, tools);
  const { talk: old, draft } = openVisitor(withdrawn.state, visitor.key) ?? visitor;
  const unread = old.lines.filter((line) => line.mine && line.state !== 'delivered');
  const lines = old.lines.filter((line) => !unread.includes(line)).map((line, id) => ({ ...line, id }));
  const begun = talk.beginConversation(made.session, old.cards && leftBehind(old.cards));
  old.keys.wipe();
  if (visitor.guest) wipeGuest(visitor.guest);
  const check = folder.cameBack?.check ?? folder.check;
  const next: Open = {
    ...visitor,
    talk: { ...begun, lines, up: old.up, here: old.here },
    draft: [...unread.map(({ text }) => text), draft].filter((text) => text.trim() !== '').join('\n'),
    handing: undefined,
    guest: undefined,
    exited: false,
    folder: {
      ...folder,
      returned: [...folder.returned, { messageOne: one, answer: made.answer }],
      cameBack: check && { check },
      proof: 'asked',
      wrong: 0,
    },
  };
  const letters = withdrawn.effects.filter(
    (effect) => effect.kind === 'send' && effect.frame.kind === 'letter',
  );
  return { state: replace(withdrawn.state, next), effects: [says(made.answer), ...letters] };
}
