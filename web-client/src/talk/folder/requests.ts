import { sha256 } from '@noble/hashes/sha2.js';
import { FOLDER_LENGTH } from '../../crypto/folder.ts';
import type { FolderAnswer, KeptFor, Lasts } from '../../wire/folder.ts';
import type { PageFrame, ServerFrame } from '../../wire/frames.ts';
import { FOLDER_PIECE_LENGTH, FOLDER_PIECES } from '../../wire/lengths.ts';
import { type Around, request } from './line.ts';

/** What the server has under these words. Of nothing it sends as many bytes, which say nothing. */
export type Found = {
  answer: FolderAnswer;
  share: Uint8Array;
  /** The day after whose end it is gone, counted from 1970-01-01. */
  until: number;
  folder: Uint8Array;
  lasts: Lasts;
};

/** Gets the folder that is there, or hears that there is none. */
export function find(around: Around, lookup: Uint8Array): Promise<Found> {
  let head: Extract<ServerFrame, { kind: 'folder' }> | undefined;
  const folder = new Uint8Array(FOLDER_LENGTH);
  let come = 0;
  return request(
    around,
    lookup,
    (effort) => [{ kind: 'open-folder', lookup, effort }],
    (frame, { lasts }) => {
      // What is refused at once has no folder behind it.
      if (frame.kind === 'folder-answer')
        return { answer: frame.answer, share: new Uint8Array(32), until: 0, folder, lasts };
      if (frame.kind === 'folder') head = frame;
      if (frame.kind !== 'folder-piece' || !head || frame.index !== come) return undefined;
      folder.set(frame.bytes, come * FOLDER_PIECE_LENGTH);
      come += 1;
      if (come < FOLDER_PIECES) return undefined;
      const { answer, share, until } = head;
      return { answer, share, until, folder, lasts };
    },
  );
}

/** Where and how a folder is kept. */
export type Keeps = {
  lookup: Uint8Array;
  days: KeptFor;
  /** The sealed folder that it takes the place of, if there is one. */
  before: Uint8Array | undefined;
  right: Uint8Array | undefined;
};

const answerIn = (frame: ServerFrame) => (frame.kind === 'folder-answer' ? frame.answer : undefined);

/** Keeps a sealed folder. */
export function keep(
  around: Around,
  { lookup, days, before, right }: Keeps,
  folder: Uint8Array,
): Promise<FolderAnswer> {
  const pieces = Array.from({ length: FOLDER_PIECES }, (_, index): PageFrame => {
    const from = index * FOLDER_PIECE_LENGTH;
    return { kind: 'folder-piece', index, bytes: folder.subarray(from, from + FOLDER_PIECE_LENGTH) };
  });
  const hash = before && sha256(before);
  return request(
    around,
    lookup,
    (effort) => [{ kind: 'keep-folder', lookup, effort, days, before: hash, right }, ...pieces],
    answerIn,
  );
}

/** Throws away what is there. */
export function throwAway(around: Around, lookup: Uint8Array): Promise<FolderAnswer> {
  return request(around, lookup, (effort) => [{ kind: 'throw-away', lookup, effort }], answerIn);
}
