import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ChainRefused } from '../../crypto/certificates.ts';
import { FolderRefused } from '../../crypto/folder.ts';
import { verifyLetterbox } from '../../crypto/letterbox.ts';
import { sealMail } from '../../crypto/mail.ts';
import { Refused } from '../../crypto/refused.ts';
import { browserRandom } from '../../talk/browser-random.ts';
import { type FolderContents, type LeftMail, MOST_LEFT } from '../../talk/folder/contents.ts';
import { keepAs, type OpenFolder, type Outcome, throwAway } from '../../talk/folder/folder.ts';
import type { Around } from '../../talk/folder/line.ts';
import * as mail from '../../talk/folder/mail.ts';

/** A letterbox that holds, and what its counsellor tells about when she is there again. */
export type Box = Readonly<{ letterbox: Uint8Array; to: string; when: string }>;

/** To whom mail can be left now: the counsellor whom she talked with last, and whoever is here. */
export type Boxes = Readonly<{ before: Box | undefined; any: readonly Box[] }>;

const seconds = () => Math.floor(Date.now() / 1000);

/** The letterboxes of the organisation among these. The others are nobody's. */
function holding(letterboxes: readonly Uint8Array[], root: Uint8Array): readonly Box[] {
  return letterboxes.flatMap((letterbox) => {
    try {
      const { counsellor, when } = verifyLetterbox(letterbox, root, seconds());
      return [{ letterbox, to: bytesToHex(counsellor.key), when }];
    } catch (error) {
      if (error instanceof ChainRefused) return [];
      throw error;
    }
  });
}

/** Looks to whom she can write. */
export async function findBoxes(around: Around, { contents }: OpenFolder): Promise<Boxes> {
  const [last] = contents.talkedWith;
  const own = last === undefined ? [] : await mail.letterboxes(around, hexToBytes(last));
  const any = await mail.letterboxes(around, undefined);
  const before = holding(own, around.root).find(({ to }) => to === last);
  return { before, any: holding(any, around.root) };
}

/** Leaves a message in these letterboxes. Where the answer will lie is kept first: without that nobody could read it. */
export async function leave(
  around: Around,
  folder: OpenFolder,
  boxes: readonly Box[],
  text: string,
): Promise<Outcome> {
  const { contents } = folder;
  const [reply, key] = [browserRandom(16), browserRandom(32)];
  const left = boxes.map(({ to }): LeftMail => ({ to, reply: bytesToHex(reply), key: bytesToHex(key) }));
  if (contents.mail.length + left.length > MOST_LEFT) return { trouble: 'full' };
  const outcome = await keepAs(
    around,
    folder,
    { ...contents, mail: [...contents.mail, ...left] },
    browserRandom,
  );
  if ('trouble' in outcome) return outcome;
  let arrived = 0;
  let trouble: Awaited<ReturnType<typeof mail.leave>> = 'nothing';
  for (const { letterbox } of boxes) {
    try {
      const sealed = sealMail(
        around.root,
        { reply, replyKey: key, text },
        letterbox,
        seconds(),
        browserRandom,
      );
      const answer = await mail.leave(
        around,
        folder.words,
        sealed,
        reply,
        contents.days === 1 ? 14 : contents.days,
      );
      if (answer === 'done') arrived += 1;
      else trouble = answer;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  if (arrived > 0) return outcome;
  await keepAs(around, outcome.folder, contents, browserRandom);
  return { trouble };
}

/** The messages that she has left, each once, with the answer if there is one. */
export async function answers(
  around: Around,
  { contents }: OpenFolder,
): Promise<readonly { left: LeftMail; answer: string | undefined }[]> {
  const each = contents.mail.filter(
    ({ reply }, at) => contents.mail.findIndex((other) => other.reply === reply) === at,
  );
  const found = [];
  for (const left of each) {
    // One that does not open is none: the others are not lost by it.
    const answer = await mail.lookForAnswer(around, replyOf(left)).catch((error: unknown) => {
      if (error instanceof FolderRefused) return undefined;
      throw error;
    });
    found.push({ left, answer });
  }
  return found;
}

const replyOf = ({ reply, key }: LeftMail): mail.Reply => ({
  reply: hexToBytes(reply),
  key: hexToBytes(key),
});

/** What she left, and what was answered, goes everywhere. */
async function takeBack(around: Around, all: readonly LeftMail[]): Promise<void> {
  for (const left of all) await mail.done(around, hexToBytes(left.to), hexToBytes(left.reply));
  const replies = all.filter(({ reply }, at) => all.findIndex((other) => other.reply === reply) === at);
  for (const left of replies) await mail.throwAnswer(around, replyOf(left));
}

/** She has read the answer, or takes back what she wrote: nothing of it stays. */
export async function forget(around: Around, folder: OpenFolder, { reply }: LeftMail): Promise<Outcome> {
  const { contents } = folder;
  await takeBack(
    around,
    contents.mail.filter((left) => left.reply === reply),
  );
  const rest: FolderContents = { ...contents, mail: contents.mail.filter((left) => left.reply !== reply) };
  return keepAs(around, folder, rest, browserRandom);
}

/** Her folder goes, and what she left with it. */
export async function throwAll(around: Around, folder: OpenFolder): Promise<Outcome> {
  const answer = await throwAway(around, folder);
  if (answer !== 'done' && answer !== 'nothing') return { trouble: answer };
  // It is gone, or somebody else threw it away before: that is what she wants. What lies elsewhere opens for nobody else.
  await takeBack(around, folder.contents.mail).catch(() => undefined);
  return { folder };
}
