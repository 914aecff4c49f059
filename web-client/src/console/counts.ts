import { type Pieces, textOf, withPiece } from '../talk/pieces.ts';
import type { RecordPiece } from '../wire/frames.ts';

/** A number as it may be told: itself, or that it is under five, or that it is hidden (docs/counts.md). */
export type Shown = number | string;

type Coded = { code: number; label: string; count: Shown };

/** What may be told of a month, as the server publishes it. */
export type Month = {
  month: string;
  over: boolean;
  tables: { what: string; total: Shown; cells: Coded[] }[];
  outcomes: { total: Shown; dispositions: Coded[]; questions: { id: string; choices: Coded[] }[] };
};

/** What has come of it. `nothing`: this server counts nothing. */
export type Counts = { pieces: Pieces; months: readonly Month[] | 'nothing' | undefined };

export const NO_COUNTS: Counts = { pieces: [], months: undefined };

/** One more piece of what may be told. Our own server has made it. */
export function countsCame(before: Counts, piece: RecordPiece): Counts {
  const pieces = withPiece(before.pieces, piece);
  const text = textOf(pieces);
  if (text === undefined) return { pieces, months: undefined };
  return { pieces: [], months: (JSON.parse(text) as Month[] | null) ?? 'nothing' };
}
