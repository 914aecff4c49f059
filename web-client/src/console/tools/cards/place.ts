import { useEffect, useState } from 'preact/hooks';
import { leaveCard } from '../../focus.ts';

/** What is shown of the cards in a conversation. */
export type Place =
  | { shown: 'all' }
  /** A card as it will be, before it is opened, by the name of its template. */
  | { shown: 'before'; name: string }
  | { shown: 'card'; number: number; part: number };

/** All cards are shown. */
export const ALL: Place = { shown: 'all' };

/** What is shown in each conversation, by its key; without one, by nothing. */
export type Places = Readonly<{
  of: (visitor: string | undefined) => Place;
  go: (visitor: string | undefined, place: Place) => void;
}>;

/**
 * Where she is in the cards of each of these conversations: whoever looks at another one comes back to the same page. Of
 * a conversation that is cleared nothing is left.
 */
export function usePlaces(visitors: readonly string[]): Places {
  const [places, setPlaces] = useState<ReadonlyMap<string | undefined, Place>>(new Map());
  useEffect(
    () =>
      setPlaces((all) => new Map([...all].filter(([key]) => key === undefined || visitors.includes(key)))),
    [visitors.join()],
  );
  return {
    of: (visitor) => places.get(visitor) ?? ALL,
    go: (visitor, place) => {
      leaveCard();
      setPlaces((all) => new Map(all).set(visitor, place));
    },
  };
}
