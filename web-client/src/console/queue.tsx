import type { ComponentChildren } from 'preact';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Language } from '../words/language.ts';
import { IntakeTags } from './intake.tsx';
import { QueueFilter } from './queue-filter.tsx';
import type { Event, OnDuty } from './state.ts';
import { line, mayTake } from './taking.ts';
import { openCount } from './visitors.ts';

type Props = {
  state: OnDuty;
  spoken: readonly Language[];
  words: ConsoleWords;
  dispatch: (event: Event) => void;
  /** What else waits for her. */
  children?: ComponentChildren;
};

const SHOWN = 12;

/** Who waits, for how long, and whether they are here. Without a line: how it was before, and that it is so. */
export function Queue({ state, spoken, words, dispatch, children }: Props) {
  const { queue, now, notice, accepted, taking } = state;
  const told = queue.at > 0;
  const old = accepted ? '' : ' old';
  const since = Math.max(0, Math.floor((now - queue.at) / 1000));
  const inOrder = line(state);
  const shown = inOrder.slice(0, SHOWN);
  const open = openCount(state);
  const full = open >= state.shift.capacity;
  const cannot = !mayTake(state) || queue.waiting === 0;
  const label = taking
    ? words.taking
    : open > 0 && open >= state.status.limit
      ? words.takeOneMore
      : words.takeNext;
  return (
    <section class="column queue" aria-labelledby="queue-title">
      <h2 id="queue-title">{words.queueTitle}</h2>
      <div role="status">
        {!accepted && told && <p class="notice">{words.fromBefore}</p>}
        {told && <p class={`count${old}`}>{words.waiting(queue.waiting)}</p>}
        {state.opening.kind !== 'open' && <p class="notice">{words.deskIs(state.opening)}</p>}
      </div>
      <button
        type="button"
        class="main wide"
        // Not `disabled`: that would take the cursor out of it.
        aria-disabled={cannot}
        aria-keyshortcuts="Alt+N"
        onClick={() => !cannot && dispatch({ kind: 'take-next' })}
      >
        {label}
      </button>
      {full && <p class="soft">{words.notices['at-capacity']}</p>}
      <div role="status">{notice && !full && <p class="notice">{words.notices[notice]}</p>}</div>
      <ol class={`waiting${old}`}>
        {shown.map(({ key, waited, presence, form }) => (
          <li key={key}>
            <span class={accepted && presence === 'here' ? 'dot here' : 'dot'} aria-hidden="true" />
            <span>{words.waitedFor(waited + since)}</span>
            {accepted && <span class="soft">{words[presence === 'here' ? 'here' : 'away']}</span>}
            <button
              type="button"
              class="quiet this-one"
              aria-disabled={cannot}
              aria-label={words.takeThis(words.waitedFor(waited + since))}
              onClick={() => !cannot && dispatch({ kind: 'take', key })}
            >
              {words.take}
            </button>
            <IntakeTags form={form} words={words} />
          </li>
        ))}
      </ol>
      {queue.waiting > shown.length && <p class="soft">{words.andMore(queue.waiting - shown.length)}</p>}
      <QueueFilter state={state} spoken={spoken} words={words} dispatch={dispatch} />
      {accepted && <p class="soft">{words.colleagues(queue.onDuty)}</p>}
      {children}
    </section>
  );
}
