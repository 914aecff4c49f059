import type { RecordPiece } from '../wire/frames.ts';

/** A text of the server that comes in pieces, in their order; nothing for one that has not come yet. */
export type Pieces = readonly (Uint8Array | undefined)[];

/** One more piece. The first of a new text takes the place of all of the old one. */
export function withPiece(before: Pieces, { index, count, bytes }: RecordPiece): Pieces {
  const old = before.length === count && before.includes(undefined);
  return Array.from({ length: count }, (_, i) => (i === index ? bytes : old ? before[i] : undefined));
}

/** The text, or nothing as long as it is not here as a whole. */
export function textOf(pieces: Pieces): string | undefined {
  const decoder = new TextDecoder();
  let text = '';
  for (const piece of pieces) {
    if (piece === undefined) return undefined;
    text += decoder.decode(piece, { stream: true });
  }
  return pieces.length === 0 ? undefined : text + decoder.decode();
}
