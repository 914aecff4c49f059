import type { ConsoleWords } from '../words/console-en.ts';
import type { Visitor } from './state.ts';

/** What can be done with a conversation that goes on. Each opens a question or a form. */
export type Action = 'invite' | 'hand-over' | 'pass-back' | 'end';

type Props = {
  visitor: Visitor;
  words: ConsoleWords;
  /** Whether something is open already. */
  hidden: boolean;
  /** Whether a colleague can be asked now. */
  mayAsk: boolean;
  /** With the button, which has the cursor again when it comes to nothing. */
  onAction: (action: Action, opener: HTMLElement) => void;
};

/** The buttons at the head of a conversation. A guest can only leave. */
export function PanelActions({ visitor, words, hidden, mayAsk, onAction }: Props) {
  const { seat } = visitor;
  const all = [
    { action: 'invite', key: '9', label: words.guest.title, disabled: !mayAsk },
    { action: 'hand-over', key: 'H', label: words.handOver.title, disabled: !mayAsk },
    { action: 'pass-back', key: 'A', label: words.passBack, disabled: false },
    { action: 'end', key: 'Q', label: seat ? words.guest.goes : words.end, disabled: false },
  ] as const;
  return (
    <div class="choices" hidden={hidden}>
      {all
        .filter(({ action }) => seat === undefined || action === 'end')
        .map(({ action, key, label, disabled }) => (
          <button
            key={action}
            type="button"
            class="quiet"
            aria-keyshortcuts={`Alt+${key}`}
            disabled={disabled}
            onClick={(event) => onAction(action, event.currentTarget)}
          >
            {label}
          </button>
        ))}
    </div>
  );
}
