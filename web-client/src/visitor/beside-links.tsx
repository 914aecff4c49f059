import type { Words } from '../words/words.ts';
import type { Beside, Event } from './state.ts';

type Props = {
  words: Words;
  /** Which of them are offered here, in this order. */
  to: readonly Beside[];
  dispatch: (event: Event) => void;
};

/** What can be opened beside a screen without leaving it. */
export function BesideLinks({ words, to, dispatch }: Props) {
  const names: Record<Beside, string> = {
    breathing: words.breathing.name,
    reading: words.entrance.reading,
    numbers: words.entrance.numbers,
    evidence: words.entrance.evidence,
    cards: words.cards.name,
    folder: words.folder.name,
  };
  return (
    <ul class="links">
      {to.map((beside) => (
        <li key={beside}>
          <button type="button" class="quiet" onClick={() => dispatch({ kind: 'beside', beside })}>
            {names[beside]}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Everything that there is, for whoever waits or talks. */
export const ALL: readonly Beside[] = ['breathing', 'reading', 'numbers', 'evidence'];

/** What there is for whoever talks. */
export const TALKING: readonly Beside[] = ['cards', 'folder', ...ALL];

/** What there is for whoever does not wait yet, or does not wait any more. */
export const TO_READ: readonly Beside[] = ['folder', 'reading', 'numbers', 'evidence'];
