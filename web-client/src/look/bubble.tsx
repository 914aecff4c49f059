import type { Line } from '../talk/conversation.ts';
import type { Words } from '../words/words.ts';
import { LinkedText } from './linked-text.tsx';

type Props = {
  line: Line;
  name: string;
  /** Whether the name is seen too: more than two write here. */
  named: boolean;
  words: Words;
  last: boolean;
  onRetry: (() => void) | undefined;
};

/** One text and, where it matters, how far it came. "Delivered" is said once, at the last of them. */
export function Bubble({ line, name, named, words, last, onRetry }: Props) {
  const failed = line.state === 'failed';
  return (
    <li class={`bubble${line.mine ? ' mine' : ''}${line.state === 'unsent' ? ' unsent' : ''}`}>
      <span class={named && !line.mine ? 'by' : 'unseen'}>{line.mine ? words.talk.you : name}: </span>
      <p class="words">
        <LinkedText text={line.text} hint={words.talk.opensElsewhere} />
      </p>
      {line.mine && (last || line.state !== 'delivered') && (
        <p class={failed ? 'state failed' : 'state'}>
          <span>{words.talk[line.state]}</span>
          {failed && onRetry && (
            <button type="button" class="quiet" onClick={onRetry}>
              {words.talk.tryAgain}
            </button>
          )}
        </p>
      )}
    </li>
  );
}
