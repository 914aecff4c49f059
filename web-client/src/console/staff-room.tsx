import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleWords } from '../words/console-en.ts';
import { others, type Present } from './colleagues.ts';
import { type RoomLine, tooLongBy } from './room.ts';
import type { Event, OnDuty } from './state.ts';

type Props = {
  state: OnDuty;
  /** Whether it can be seen now: only then is it read. */
  shown: boolean;
  words: ConsoleWords;
  dispatch: (event: Event) => void;
};

/** Who is on duty, what they do, and what colleagues say among themselves. */
export function StaffRoom({ state, shown, words, dispatch }: Props) {
  const { staff } = words;
  const present = others(state);
  return (
    <div class="staff">
      <h3>{staff.onDuty(present.length)}</h3>
      <ul class="present">
        {present.map((colleague) => (
          <Colleague key={colleague.key} colleague={colleague} words={words} />
        ))}
      </ul>
      <h3>{staff.title}</h3>
      <p class="soft">{staff.about}</p>
      <Lines
        lines={state.room.lines}
        shown={shown}
        words={words}
        onRead={() => state.room.unread > 0 && dispatch({ kind: 'room-read' })}
      />
      <Write present={present} words={words} dispatch={dispatch} />
      <Heavy present={present} words={words} dispatch={dispatch} />
    </div>
  );
}

function Colleague({ colleague, words }: { colleague: Present; words: ConsoleWords }) {
  const { known, role, status, holds } = colleague;
  const doing = status.doing === 'break' ? words.breaks[status.reason - 1] : words.doing[status.doing];
  return (
    <li>
      <bdi>{known.name}</bdi> {role !== 'counsellor' && <span class="tag">{words.staff.roles[role]}</span>}
      <span class="soft">
        {doing} · {words.staff.holds(holds, status.limit)}
      </span>
    </li>
  );
}

function Lines({
  lines,
  shown,
  words,
  onRead,
}: {
  lines: readonly RoomLine[];
  shown: boolean;
  words: ConsoleWords;
  onRead: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    if (shown) onRead();
  }, [lines.length, shown]);
  const time = new Intl.DateTimeFormat(words.tag, { hour: '2-digit', minute: '2-digit', hour12: false });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll back.
    <div ref={box} class="room" role="log" aria-label={words.staff.title} tabIndex={0}>
      {lines.map((line) => (
        <p key={line.id} class={line.kind === 'heavy' ? 'heavy' : undefined}>
          <span class="soft">
            {time.format(line.at)} <bdi>{line.from ?? words.shared.talk.you}</bdi>
            {line.kind === 'aside' &&
              ` ${line.from === undefined ? words.staff.toOne(line.to ?? '') : words.staff.toYou}`}
            {line.kind === 'heavy' && ` ${words.staff.wasHeavy}`}
          </span>{' '}
          <span dir="auto">{line.text}</span>
          {line.from === undefined && line.sentTo === 0 && (
            <span class="notice">
              {' '}
              {line.kind === 'heavy' ? words.staff.noCoordinator : words.staff.nobody}
            </span>
          )}
        </p>
      ))}
    </div>
  );
}

/** A text to all of them or to one. It is not about a visitor's words: those stay in the conversation. */
function Write({
  present,
  words,
  dispatch,
}: { present: readonly Present[] } & Pick<Props, 'words' | 'dispatch'>) {
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const over = tooLongBy(text.trim());
  const chosen = present.some(({ key }) => key === to) ? to : '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '' || over > 0) return;
        dispatch({ kind: 'room', to: chosen || undefined, text });
        setText('');
      }}
    >
      <div class="to">
        <label for="room-to">{words.staff.to}</label>
        <select id="room-to" value={chosen} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">{words.staff.everybody}</option>
          {present.map(({ key, known }) => (
            <option key={key} value={key}>
              {known.name}
            </option>
          ))}
        </select>
      </div>
      <label>
        <span class="unseen">{words.staff.write}</span>
        <textarea
          rows={2}
          dir="auto"
          data-first
          value={text}
          autocomplete="off"
          placeholder={words.staff.write}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </label>
      {over > 0 && <p class="notice">{words.staff.tooLong}</p>}
      <button type="submit" class="other" disabled={over > 0}>
        {words.shared.talk.send}
      </button>
    </form>
  );
}

/** One button after something that weighs on her. The coordinator sees it at once. */
function Heavy({
  present,
  words,
  dispatch,
}: { present: readonly Present[] } & Pick<Props, 'words' | 'dispatch'>) {
  const there = present.filter(({ role }) => role === 'coordinator');
  return (
    <div class="call">
      <button type="button" class="other" onClick={() => dispatch({ kind: 'heavy', text: '' })}>
        {words.staff.heavy}
      </button>
      <p class="soft">
        {there.length > 0
          ? words.staff.heavyTo(there.map(({ known }) => known.name).join(', '))
          : words.staff.noCoordinator}
      </p>
    </div>
  );
}
