import type { ConsoleWords } from '../words/console-en.ts';
import type { OnDuty } from './state.ts';
import { keyOf, openCount } from './visitors.ts';

type Props = { state: OnDuty; words: ConsoleWords; onTake: () => void };

const SHOWN = 12;

/** Who waits, for how long, and whether they are here. Without a line: how it was before, and that it is so. */
export function Queue({ state, words, onTake }: Props) {
  const { queue, now, notice, accepted, taking } = state;
  const told = queue.at > 0;
  const old = accepted ? '' : ' old';
  const since = Math.max(0, Math.floor((now - queue.at) / 1000));
  const shown = queue.entries.slice(0, SHOWN);
  const atCapacity = openCount(state) >= state.shift.capacity;
  const cannot = !accepted || taking || queue.waiting === 0 || atCapacity;
  return (
    <section class="column queue" aria-labelledby="queue-title">
      <h2 id="queue-title">{words.queueTitle}</h2>
      <div role="status">
        {!accepted && told && <p class="notice">{words.fromBefore}</p>}
        {told && <p class={`count${old}`}>{words.waiting(queue.waiting)}</p>}
      </div>
      <button
        type="button"
        class="main wide"
        // Not `disabled`: that would take the cursor out of it.
        aria-disabled={cannot}
        aria-keyshortcuts="Alt+N"
        onClick={() => !cannot && onTake()}
      >
        {taking ? words.taking : words.takeNext}
      </button>
      {atCapacity && <p class="soft">{words.notices['at-capacity']}</p>}
      <div role="status">{notice && !atCapacity && <p class="notice">{words.notices[notice]}</p>}</div>
      <ol class={`waiting${old}`}>
        {shown.map((entry) => (
          <li key={keyOf(entry.ticket)}>
            <span class={accepted && entry.presence === 'here' ? 'dot here' : 'dot'} aria-hidden="true" />
            <span>{words.waitedFor(entry.waited + since)}</span>
            {accepted && <span class="soft">{words[entry.presence]}</span>}
          </li>
        ))}
      </ol>
      {queue.waiting > shown.length && <p class="soft">{words.andMore(queue.waiting - shown.length)}</p>}
      {accepted && <p class="soft">{words.colleagues(queue.onDuty)}</p>}
    </section>
  );
}
