import type { Words } from '../words/en.ts';

/** From here on she is told what to do meanwhile. */
const LONG = 60_000;

/** What she is told while her line is lost. */
export function whileLost(words: Words, text: string, { lost, now }: { lost: number; now: number }): string {
  return now - lost < LONG ? text : `${text} ${words.stillLost} ${words.danger} 112.`;
}
