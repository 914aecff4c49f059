import { textOf, withPiece } from '../talk/pieces.ts';
import type { RecordPiece } from '../wire/frames.ts';
import type { Held } from './state.ts';

/** Nothing was asked, nothing has come. */
export const NOT_ASKED: Held = { asked: false, pieces: [] };

/** One more piece of the server's own record. */
export function pieceCame({ asked, pieces }: Held, piece: RecordPiece): Held {
  return { asked, pieces: withPiece(pieces, piece) };
}

/** The record as one can read it, or nothing as long as it is not here as a whole. Not one field of it is left out. */
export function recordText({ pieces }: Held): string | undefined {
  const text = textOf(pieces);
  if (text === undefined) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
