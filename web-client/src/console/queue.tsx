import type { ConsoleWords } from '../words/console-en.ts';
import type { OnDuty } from './state.ts';
import { keyOf, openCount } from './visitors.ts';

type Props = { state: OnDuty; words: ConsoleWords; onTake: () => void };

const SHOWN = 12;

/** Who waits, for how long, and whether they are here. */
export function Queue({ state, words, onTake }: Props) {
  const { queue, now, notice, accepted, taking } = state;
  const since = Math.max(0, Math.floor((now - queue.at) / 1000));
  const shown = queue.entries.slice(0, SHOWN);
  const atCapacity = openCount(state) >= state.shift.capacity;
  return (
    <section class="column queue" aria-labelledby="queue-title">
      <h2 id="queue-title">{words.queueTitle}</h2>
      <p class="count" role="status">
        {words.waiting(queue.waiting)}
      </p>
      <button
        type="button"
        class="main wide"
        disabled={!accepted || taking || queue.waiting === 0 || atCapacity}
        aria-keyshortcuts="Alt+N"
        onClick={onTake}
      >
        {taking ? words.taking : words.takeNext}
      </button>
      {atCapacity && <p class="soft">{words.notices['at-capacity']}</p>}
      <div role="status">{notice && !atCapacity && <p class="notice">{words.notices[notice]}</p>}</div>
      <ol class="waiting">
        {shown.map((entry) => (
          <li key={keyOf(entry.ticket)}>
            <span class={entry.presence === 'here' ? 'dot here' : 'dot'} aria-hidden="true" />
            <span>{words.waitedFor(entry.waited + since)}</span>
            <span class="soft">{words[entry.presence]}</span>
          </li>
        ))}
      </ol>
      {queue.waiting > shown.length && <p class="soft">{words.andMore(queue.waiting - shown.length)}</p>}
      {accepted && <p class="soft">{words.colleagues(queue.onDuty)}</p>}
    </section>
  );
}
