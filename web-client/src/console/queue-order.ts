import type { Card } from '../crypto/card.ts';
import type { QueueEntry } from '../wire/frames.ts';
import { keyOf } from './visitors.ts';

/** Whom a counsellor wants to see. Nothing is left out that is not said. */
export type Filter = { language: string; who: Card['who']; urgentOnly: boolean };

export const NO_FILTER: Filter = { language: '', who: 'not-said', urgentOnly: false };

/** Somebody in the line, with what she said beforehand. */
export type Waiting = QueueEntry & { key: string; card: Card | undefined };

/** How urgent it is, from 0: somebody is in danger now; wants to live no longer, or cannot write safely; all others. */
export function urgency(card: Card | undefined): number {
  if (card?.danger === 'yes') return 0;
  return card?.topics.includes('not-wanting-to-live') || card?.safe === 'no' ? 1 : 2;
}

/** Whether the counsellor writes her language, as far as it is known. */
function fits(card: Card | undefined, languages: readonly string[]): boolean {
  return !card?.language || languages.includes(card.language);
}

function shown({ card }: Waiting, { language, who, urgentOnly }: Filter): boolean {
  if (urgentOnly && urgency(card) === 2) return false;
  if (language !== '' && card?.language !== language) return false;
  return who === 'not-said' || card?.who === who;
}

/**
 * The line as a counsellor should take it: the most urgent first, then those whose language is spoken, then those who are
 * here before those who are away, then who has waited for longest.
 */
export function ordered(
  entries: readonly QueueEntry[],
  cards: ReadonlyMap<string, Card>,
  languages: readonly string[],
  filter: Filter,
): Waiting[] {
  const rank = ({ card, presence }: Waiting) => [
    urgency(card),
    fits(card, languages) ? 0 : 1,
    presence === 'here' ? 0 : 1,
  ];
  return entries
    .map((entry) => {
      const key = keyOf(entry.ticket);
      return { ...entry, key, card: cards.get(key) };
    })
    .filter((waiting) => shown(waiting, filter))
    .sort((one, other) => {
      const [ours, theirs] = [rank(one), rank(other)];
      const differs = ours.findIndex((value, at) => value !== theirs[at]);
      // The line comes in the order of the server, which is that of arrival unless it is crowded, and sorting keeps it.
      return differs < 0 ? 0 : (ours[differs] ?? 0) - (theirs[differs] ?? 0);
    });
}
