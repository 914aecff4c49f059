import type { ConsoleWords } from '../words/console-en.ts';
import type { Visitor } from './state.ts';

/**
 * How a visitor is, always in sight: nobody should write to somebody who is not there without knowing it. While our
 * own line is lost nobody knows.
 */
export function presence(visitor: Visitor, now: number, words: ConsoleWords): string {
  if (visitor.kind === 'over') return words.overMark;
  const { up, here, awaySince } = visitor.talk;
  const seconds = Math.max(0, Math.floor((now - awaySince) / 1000));
  if (!up) return words.notKnown;
  if (here) return words.here;
  return visitor.exited ? words.exitedFor(seconds) : words.awayFor(seconds);
}
