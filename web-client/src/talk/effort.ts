import type { EffortSearch } from '../crypto/effort.ts';

/** The page does nothing else for so long at a time, in milliseconds: a third of what a screen shows one picture. */
export const SLICE = 5;

/** What a search needs from outside: the time in milliseconds, and to be called again when the page has had its turn. */
export type Clock = { now: () => number; later: (call: () => void) => void };

/** Searches in slices, so that the page never stutters. Gives what stops it. */
export function makeEffort(
  search: Pick<EffortSearch, 'goOn'>,
  { now, later }: Clock,
  found: (nonce: Uint8Array) => void,
): () => void {
  let stopped = false;
  const slice = () => {
    if (stopped) return;
    const until = now() + SLICE;
    const nonce = search.goOn(() => now() < until);
    if (nonce) found(nonce);
    else later(slice);
  };
  later(slice);
  return () => {
    stopped = true;
  };
}
