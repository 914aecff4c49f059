import { type FolderWords, openFolder, replyFolder, sealFolder } from '../../crypto/folder.ts';
import type { Random } from '../../crypto/random.ts';
import type { FolderAnswer, KeptFor } from '../../wire/folder.ts';
import type { ServerFrame } from '../../wire/frames.ts';
import { type Around, ask, NoLine, request } from './line.ts';
import * as requests from './requests.ts';

/** What names the place of an answer to mail, 16 bytes, and half of what opens it, 32 bytes. */
export type Reply = { reply: Uint8Array; key: Uint8Array };

/** The letterbox of this counsellor, or some of those that there are; none when nobody has one here. */
export function letterboxes(
  around: Around,
  counsellor: Uint8Array | undefined,
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  return ask(around, [{ kind: 'letterbox-of', counsellor }], (frame) => {
    if (frame.kind === 'folder-answer') throw new NoLine();
    if (frame.kind !== 'letterbox-is') return undefined;
    if (frame.letterbox === undefined) return found;
    found.push(frame.letterbox);
    return undefined;
  });
}

/** Mail under the keys of a letterbox. */
export type Sealed = { to: Uint8Array; slot: Uint8Array; sealed: Uint8Array };

/** Leaves mail. Who has no folder cannot: there would be nowhere to answer to. */
export function leave(
  around: Around,
  { lookup }: FolderWords,
  { to, slot, sealed: sealedMail }: Sealed,
  reply: Uint8Array,
  days: KeptFor,
): Promise<FolderAnswer> {
  return request(
    around,
    lookup,
    (effort) => [{ kind: 'mail', to, reply, folder: lookup, effort, days, slot, sealedMail }],
    answerIn,
  );
}

/** Takes mail back, or away when it is answered. */
export function done(around: Around, to: Uint8Array, reply: Uint8Array): Promise<FolderAnswer> {
  return ask(around, [{ kind: 'mail-done', to, reply }], answerIn);
}

const answerIn = (frame: ServerFrame) => (frame.kind === 'folder-answer' ? frame.answer : undefined);

/** Writes an answer where she looks for it. `changed`: there is one already. */
export async function answerMail(
  around: Around,
  { reply, key }: Reply,
  text: string,
  days: KeptFor,
  random: Random,
): Promise<FolderAnswer> {
  const words = replyFolder(around.root, reply, key);
  const { answer, share } = await requests.find(around, words.lookup);
  if (answer !== 'nothing') return answer === 'done' ? 'changed' : answer;
  const sealed = sealFolder(words, share, new TextEncoder().encode(text), random);
  return requests.keep(around, { lookup: words.lookup, days, before: undefined, right: undefined }, sealed);
}

/** Looks whether there is an answer. */
export async function lookForAnswer(around: Around, { reply, key }: Reply): Promise<string | undefined> {
  const words = replyFolder(around.root, reply, key);
  const { answer, share, folder } = await requests.find(around, words.lookup);
  if (answer !== 'done') return undefined;
  return new TextDecoder().decode(openFolder(words, share, folder));
}

/** Throws an answer away that she has read. */
export function throwAnswer(around: Around, { reply, key }: Reply): Promise<FolderAnswer> {
  return requests.throwAway(around, replyFolder(around.root, reply, key).lookup);
}
