import type { Status } from '../wire/duty.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Event, OnDuty } from './state.ts';

type Props = { state: OnDuty; words: ConsoleWords; dispatch: (event: Event) => void };

const BREAKS = [1, 2, 3, 4, 5];

/** What she does now, for her colleagues and for the line. Wrapping up begins by itself after a conversation. */
export function StatusChoice({ state, words, dispatch }: Props) {
  const { doing, reason } = state.status;
  const left = Math.max(0, Math.ceil((state.wrapsUpUntil - state.now) / 60_000));
  const choose = (value: string) => {
    const [doing, reason = '0'] = value.split(' ');
    dispatch({ kind: 'status', doing: doing as Status['doing'], reason: Number(reason) });
  };
  return (
    <div class="status">
      <label>
        <span class="unseen">{words.statusLabel}</span>
        <select
          value={doing === 'break' ? `break ${reason}` : doing}
          aria-keyshortcuts="Alt+B"
          data-status={doing}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="ready">{words.doing.ready}</option>
          <option value="wrap-up">{words.doing['wrap-up']}</option>
          {BREAKS.map((number) => (
            <option key={number} value={`break ${number}`}>
              {words.breaks[number - 1]}
            </option>
          ))}
          <option value="standby">{words.doing.standby}</option>
        </select>
        <span class="key" aria-hidden="true">
          Alt+B
        </span>
      </label>
      {doing === 'wrap-up' && (
        <>
          <span class="soft">{words.wrapUpLeft(left)}</span>
          <button type="button" onClick={() => choose('ready')}>
            {words.readyAgain}
          </button>
        </>
      )}
    </div>
  );
}
