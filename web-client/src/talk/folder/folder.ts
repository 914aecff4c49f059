import { wipe } from '../../crypto/bytes.ts';
import {
  FolderRefused,
  type FolderWords,
  openFolder,
  sealFolder,
  stretch,
  wipeFolderWords,
} from '../../crypto/folder.ts';
import type { Random } from '../../crypto/random.ts';
import type { FolderAnswer, Lasts } from '../../wire/folder.ts';
import { decodeContents, encodeContents, type FolderContents, merged } from './contents.ts';
import type { Around } from './line.ts';
import * as requests from './requests.ts';

/** A folder that is open in this page: what is in it, and what it is kept with. Belongs to the page, which wipes it. */
export type OpenFolder = Readonly<{
  words: FolderWords;
  share: Uint8Array;
  /** As it lies at the server. */
  sealed: Uint8Array | undefined;
  contents: FolderContents;
  /** The day after whose end it is gone, counted from 1970-01-01. */
  until: number;
  lasts: Lasts;
}>;

/** Why something with a folder did not come about, as she is told. */
export type FolderTrouble = Exclude<FolderAnswer, 'done'> | 'damaged' | 'newer' | 'too-much' | 'gone';

/** What came of something with a folder. `merged`: another page had kept it meanwhile, and both are in it now. */
export type Outcome = { folder: OpenFolder; merged?: boolean } | { trouble: FolderTrouble };

/** So often what another page has kept is taken in before we give up. */
const ATTEMPTS = 3;

const DAY = 86_400_000;

/** Opens the folder under five words. */
export async function openWith(around: Around, words: string): Promise<Outcome> {
  const stretched = await stretch(around.root, words);
  const outcome = await opened(around, stretched);
  if ('trouble' in outcome) wipeFolderWords(stretched);
  return outcome;
}

async function opened(around: Around, words: FolderWords): Promise<Outcome> {
  const { answer, share, until, folder, lasts } = await requests.find(around, words.lookup);
  if (answer !== 'done') return { trouble: answer };
  try {
    const plain = openFolder(words, share, folder);
    const contents = decodeContents(plain);
    wipe(plain);
    if (!contents) return { trouble: 'damaged' };
    return { folder: { words, share, sealed: folder, contents, until, lasts } };
  } catch (error) {
    if (error instanceof FolderRefused) return { trouble: error.why };
    throw error;
  }
}

/** Makes a new folder under five words, for whoever has the right to a conversation. */
export async function makeUnder(
  around: Around,
  words: string,
  contents: FolderContents,
  right: Uint8Array,
  random: Random,
): Promise<Outcome> {
  const stretched = await stretch(around.root, words);
  const { answer, share, lasts } = await requests.find(around, stretched.lookup);
  // Under words that were just drawn nothing is, unless she has kept it a moment ago and the answer was lost.
  if (answer === 'done') {
    const hers = await opened(around, stretched);
    return 'folder' in hers ? keepAs(around, hers.folder, contents, random) : hers;
  }
  if (answer !== 'nothing') return { trouble: answer };
  const empty: OpenFolder = { words: stretched, share, sealed: undefined, contents, until: 0, lasts };
  return keepAs(around, empty, contents, random, right);
}

/**
 * Keeps a folder with this in it. What another page has kept meanwhile is taken in first, and so is what we kept ourselves
 * when its answer was lost: nothing that was kept is written over unseen.
 */
export async function keepAs(
  around: Around,
  folder: OpenFolder,
  contents: FolderContents,
  random: Random,
  right?: Uint8Array,
): Promise<Outcome> {
  let mine: OpenFolder = { ...folder, contents };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const outcome = await keepOnce(around, mine, random, right);
    if ('folder' in outcome || outcome.trouble !== 'changed')
      return 'folder' in outcome ? { ...outcome, merged: attempt > 0 } : outcome;
    const theirs = await opened(around, folder.words);
    if ('trouble' in theirs) return theirs;
    mine = { ...theirs.folder, contents: merged(contents, theirs.folder.contents, folder.contents) };
  }
  return { trouble: 'changed' };
}

async function keepOnce(
  around: Around,
  folder: OpenFolder,
  random: Random,
  right: Uint8Array | undefined,
): Promise<Outcome> {
  const { words, share, contents, sealed: before } = folder;
  let sealed: Uint8Array;
  try {
    const plain = encodeContents(contents);
    // What could not be read another day is not kept today.
    if (!decodeContents(plain)) return { trouble: 'too-much' };
    sealed = sealFolder(words, share, plain, random);
  } catch (error) {
    if (error instanceof RangeError) return { trouble: 'too-much' };
    throw error;
  }
  const keeps = { lookup: words.lookup, days: contents.days, before, right };
  const answer = await requests.keep(around, keeps, sealed);
  // It was there: somebody has thrown it away, or the server began anew.
  if (answer === 'nothing') return { trouble: 'gone' };
  if (answer !== 'done') return { trouble: answer };
  const until = Math.floor(Date.now() / DAY) + contents.days;
  return { folder: { ...folder, sealed, until } };
}

/** Throws it away, at once and for every page. */
export async function throwAway(around: Around, { words }: OpenFolder): Promise<FolderAnswer> {
  return requests.throwAway(around, words.lookup);
}

/** Forgets an open folder. */
export function wipeFolder({ words, share }: OpenFolder): void {
  wipeFolderWords(words);
  wipe(share);
}
