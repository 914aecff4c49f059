import type { ConsoleWords } from '../words/console-en.ts';
import type { Visitor } from './state.ts';

type Props = {
  visitors: readonly Visitor[];
  selected: string | undefined;
  words: ConsoleWords;
  onSelect: (key: string) => void;
};

/** What stands under a visitor's name: new texts first, then how she is. */
function mark(visitor: Visitor, words: ConsoleWords): string {
  if (visitor.unread > 0) return words.unread(visitor.unread);
  if (visitor.kind === 'over') return words.overMark;
  return visitor.talk.here ? words.here : words.away;
}

/** The conversations of this shift, each a button away. */
export function VisitorTabs({ visitors, selected, words, onSelect }: Props) {
  return (
    <nav class="tabs" aria-label={words.conversationsTitle}>
      {visitors.map((visitor, i) => (
        <button
          key={visitor.key}
          type="button"
          class={visitor.unread > 0 ? 'tab unread' : 'tab'}
          aria-current={visitor.key === selected ? 'true' : undefined}
          aria-keyshortcuts={i < 8 ? `Alt+${i + 1}` : undefined}
          onClick={() => onSelect(visitor.key)}
        >
          <span>{words.visitor(visitor.number)}</span> <span class="mark">{mark(visitor, words)}</span>
        </button>
      ))}
    </nav>
  );
}
