const FIRST = 1_000;
const FACTOR = 1.5;
const LONGEST = 30_000;
const SOONEST_AFTER_RESTART = 200;
const LATEST_AFTER_RESTART = 1_000;

/**
 * How long to wait before the next attempt, in milliseconds. Half of it is chance, so that pages that lost the
 * server at the same moment do not all come back at the same moment.
 *
 * @param attempt how many attempts failed since the last good one, from 0.
 * @param chance a number from 0 to 1.
 */
export function backoff(attempt: number, chance: number): number {
  return Math.min(LONGEST, FIRST * FACTOR ** attempt) * (0.5 + chance / 2);
}

/**
 * How long to wait for a server that said it restarts, in milliseconds: hardly, but not all pages at the same moment.
 *
 * @param chance a number from 0 to 1.
 */
export function afterRestart(chance: number): number {
  return SOONEST_AFTER_RESTART + (LATEST_AFTER_RESTART - SOONEST_AFTER_RESTART) * chance;
}
