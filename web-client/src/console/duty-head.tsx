import { useState } from 'preact/hooks';
import type { ConsoleWords } from '../words/console-en.ts';
import type { OnDuty } from './state.ts';
import { openCount } from './visitors.ts';

type Props = { state: OnDuty; words: ConsoleWords; onOffDuty: () => void; onLanguage: () => void };

/** Who is on duty, how the line is, and the way off. */
export function DutyHead({ state, words, onOffDuty, onLanguage }: Props) {
  const [leaving, setLeaving] = useState(false);
  return (
    <header class="duty-head">
      <h1 dir="auto">{words.onDuty(state.shift.name)}</h1>
      <div role="status">
        {state.lost ? (
          <p class="notice">{words.lost}</p>
        ) : (
          !state.accepted && <p class="soft">{words.reporting}</p>
        )}
      </div>
      {leaving ? (
        <fieldset class="ask">
          <legend>{words.offDutySure(openCount(state))}</legend>
          <button type="button" class="quiet" onClick={() => setLeaving(false)}>
            {words.offDutyNo}
          </button>
          <button type="button" class="quiet sure" onClick={onOffDuty}>
            {words.offDutyYes}
          </button>
        </fieldset>
      ) : (
        <div class="ask">
          <button type="button" class="quiet" onClick={onLanguage}>
            {words.language}
          </button>
          <button type="button" class="quiet" onClick={() => setLeaving(true)}>
            {words.goOffDuty}
          </button>
        </div>
      )}
    </header>
  );
}
