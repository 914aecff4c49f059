import { useState } from 'preact/hooks';
import { Ask } from '../look/ask.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Event, OnDuty } from './state.ts';
import { StatusChoice } from './status-choice.tsx';
import { openCount } from './visitors.ts';

type Props = {
  state: OnDuty;
  words: ConsoleWords;
  dispatch: (event: Event) => void;
  onOffDuty: () => void;
  onLanguage: (tag: string) => void;
};

/** Who is on duty, how the line is, and the way off. */
export function DutyHead({ state, words, dispatch, onOffDuty, onLanguage }: Props) {
  const [leaving, setLeaving] = useState<HTMLElement>();
  return (
    <header class="duty-head">
      <h1 dir="auto">{words.onDuty(state.shift.name)}</h1>
      <StatusChoice state={state} words={words} dispatch={dispatch} />
      <div role="status">
        {state.calledIn && <p class="notice">{words.coordinator.called}</p>}
        {state.lost ? (
          <p class="notice">{words.lost}</p>
        ) : (
          !state.accepted && <p class="soft">{words.reporting}</p>
        )}
      </div>
      {leaving && (
        <Ask
          question={words.offDutySure(openCount(state))}
          no={words.offDutyNo}
          yes={words.offDutyYes}
          quiet={true}
          opener={leaving}
          onNo={() => setLeaving(undefined)}
          onYes={onOffDuty}
        />
      )}
      <div class="choices" hidden={leaving !== undefined}>
        <LanguageSwitch
          label={words.languageLabel}
          others={[words.language]}
          shortcut="Alt+L"
          onLanguage={onLanguage}
        />
        <button
          type="button"
          class="quiet"
          aria-keyshortcuts="Alt+O"
          onClick={(event) => setLeaving(event.currentTarget)}
        >
          {words.goOffDuty}
        </button>
      </div>
    </header>
  );
}
