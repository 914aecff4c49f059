import type { Words } from '../words/words.ts';

/** From here on she is told what to do meanwhile. */
const LONG = 60_000;

/** What she is told while her line is lost. */
export function whileLost(words: Words, text: string, { lost, now }: { lost: number; now: number }): string {
  const { ask, number } = words.danger;
  return now - lost < LONG ? text : `${text} ${words.talk.stillLost} ${ask} ${number}.`;
}
