import { LONGEST_LETTER } from '../crypto/letter.ts';
import type { Letter } from '../crypto/sealed-letter.ts';
import { type Known, others } from './colleagues.ts';
import { letterTo } from './letters.ts';
import type { OnDuty, Tools } from './state.ts';
import type { Step } from './visitors.ts';

/** One text among colleagues. In the memory of this page alone. */
export type RoomLine = Readonly<{
  id: number;
  /** Who wrote it; nothing when it was this counsellor. */
  from: string | undefined;
  /** To whom alone; nothing when it was to all. */
  to: string | undefined;
  kind: 'room' | 'aside' | 'heavy';
  text: string;
  at: number;
  /** How many it was sent to. */
  sentTo: number;
}>;

/** What colleagues say among themselves while they are on duty. */
export type Room = Readonly<{ lines: readonly RoomLine[]; unread: number }>;

/** So many lines are kept: nobody reads back further in an evening. */
const MOST_LINES = 500;

export const EMPTY_ROOM: Room = { lines: [], unread: 0 };

function add(state: OnDuty, line: Omit<RoomLine, 'id'>, unread: number): OnDuty {
  const id = (state.room.lines.at(-1)?.id ?? 0) + 1;
  const lines = [...state.room.lines, { ...line, id }].slice(-MOST_LINES);
  return { ...state, room: { lines, unread } };
}

/** How many bytes a text has beyond what fits into one letter; 0 or less when it fits. */
export function tooLongBy(text: string): number {
  return new TextEncoder().encode(text).length - LONGEST_LETTER;
}

/** She writes to all who are on duty, or to one of them alone. */
export function writeToRoom(
  state: OnDuty,
  to: string | undefined,
  text: string,
  now: number,
  tools: Tools,
): Step {
  const words = text.trim();
  if (words === '' || tooLongBy(words) > 0) return { state, effects: [] };
  const recipients = others(state).filter(({ key }) => to === undefined || key === to);
  const kind = to === undefined ? 'room' : 'aside';
  const says =
    kind === 'room'
      ? ({ kind, text: words } as const)
      : ({ kind, text: words, conversation: undefined } as const);
  const effects = recipients.flatMap(({ known }) => letterTo(state, known, says, now, tools));
  const line = {
    from: undefined,
    to: to && recipients[0]?.known.name,
    kind,
    text: words,
    at: now,
    sentTo: effects.length,
  } as const;
  return { state: add(state, line, 0), effects };
}

/** That was heavy: the coordinators on duty are called. */
export function callCoordinator(state: OnDuty, text: string, now: number, tools: Tools): Step {
  const words = text.trim();
  if (tooLongBy(words) > 0) return { state, effects: [] };
  const coordinators = others(state).filter(({ role }) => role === 'coordinator');
  const says = { kind: 'heavy', text: words, conversation: undefined } as const;
  const effects = coordinators.flatMap(({ known }) => letterTo(state, known, says, now, tools));
  const line = {
    from: undefined,
    to: undefined,
    kind: 'heavy',
    text: words,
    at: now,
    sentTo: effects.length,
  } as const;
  return { state: add(state, line, 0), effects };
}

/** A colleague has written. */
export function roomLetterCame(state: OnDuty, from: Known, letter: Letter, now: number): OnDuty {
  if (letter.kind !== 'room' && letter.kind !== 'aside' && letter.kind !== 'heavy') return state;
  const { kind, text } = letter;
  const to = kind === 'aside' ? '' : undefined;
  return add(state, { from: from.name, to, kind, text, at: now, sentTo: 0 }, state.room.unread + 1);
}
