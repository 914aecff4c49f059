import type { ConsoleWords } from '../words/console-en.ts';
import type { Visitor } from './state.ts';

/**
 * How a visitor is, always in sight: nobody should write to somebody who is not there without knowing it. While our
 * own line is lost nobody knows.
 */
export function presence(visitor: Visitor, now: number, words: ConsoleWords): string {
  if (visitor.kind === 'over') return words.overMark;
  const { up, here, awaySince } = visitor.talk;
  if (!up) return words.notKnown;
  if (visitor.exited) return words.leftByExit;
  return here ? words.here : words.awayFor(Math.max(0, Math.floor((now - awaySince) / 1000)));
}
