import type { RecordPiece } from '../wire/frames.ts';
import type { Held } from './state.ts';

/** Nothing was asked, nothing has come. */
export const NOT_ASKED: Held = { asked: false, pieces: [] };

/** One more piece of the server's own record. The first of a new answer takes the place of all of the old one. */
export function pieceCame({ asked, pieces: before }: Held, { index, count, bytes }: RecordPiece): Held {
  const old = before.length === count && before.includes(undefined);
  const pieces = Array.from({ length: count }, (_, i) => (i === index ? bytes : old ? before[i] : undefined));
  return { asked, pieces };
}

/** The record as one can read it, or nothing as long as it is not here as a whole. Not one field of it is left out. */
export function recordText({ pieces }: Held): string | undefined {
  const decoder = new TextDecoder();
  let text = '';
  for (const piece of pieces) {
    if (piece === undefined) return undefined;
    text += decoder.decode(piece, { stream: true });
  }
  if (pieces.length === 0) return undefined;
  text += decoder.decode();
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
