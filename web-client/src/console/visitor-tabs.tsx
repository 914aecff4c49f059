import type { ConsoleWords } from '../words/console-en.ts';
import { presence } from './presence.ts';
import { isShown } from './sitting-in.ts';
import type { Visitor } from './state.ts';

type Props = {
  visitors: readonly Visitor[];
  selected: string | undefined;
  now: number;
  words: ConsoleWords;
  onSelect: (key: string) => void;
};

/**
 * The conversations of this shift, each a button away: who is new, what is new, and how the visitor is. Whoever was
 * taken while somebody else was written to says so in words until she is looked at.
 */
export function VisitorTabs({ visitors, selected, now, words, onSelect }: Props) {
  return (
    <nav class="tabs" aria-label={words.conversationsTitle}>
      {visitors.filter(isShown).map((visitor, i) => (
        <button
          key={visitor.key}
          type="button"
          class="tab"
          aria-current={visitor.key === selected ? 'true' : undefined}
          aria-keyshortcuts={i < 8 ? `Alt+${i + 1}` : undefined}
          onClick={() => onSelect(visitor.key)}
        >
          <span>{words.visitor(visitor.number)}</span>{' '}
          {(visitor.fresh || visitor.unread > 0) && (
            <>
              <span class="mark new">{visitor.fresh ? words.fresh : words.unread(visitor.unread)}</span>{' '}
            </>
          )}
          <span class="mark">{presence(visitor, now, words)}</span>
        </button>
      ))}
    </nav>
  );
}
