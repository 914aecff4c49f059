import { useState } from 'preact/hooks';
import { Ask } from '../look/ask.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import type { ConsoleWords } from '../words/console-en.ts';
import { endsSoon, isUnsaved, ownEnd } from './renewal.ts';
import { day } from './renewing.tsx';
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
        <KeyEnds state={state} words={words} dispatch={dispatch} />
        {state.calledIn && <p class="notice">{words.coordinator.called}</p>}
        {state.lost ? (
          <p class="notice">{words.lost}</p>
        ) : (
          !state.accepted && <p class="soft">{words.reporting}</p>
        )}
      </div>
      {leaving && (
        <Ask
          question={`${isUnsaved(state) ? `${words.renewal.unsaved} ` : ''}${words.offDutySure(openCount(state))}`}
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

/** That her certificate ends soon, or that what renews it is not in her file yet. */
function KeyEnds({ state, words, dispatch }: Pick<Props, 'state' | 'words' | 'dispatch'>) {
  const { renewal } = words;
  const { renewed, shift, now } = state;
  if (renewed?.stage === 'told') {
    return (
      <p class="notice">
        {renewal.renewed(day(renewed.until, words))} {renewal.unsaved}{' '}
        <button type="button" class="quiet" onClick={() => dispatch({ kind: 'renewal', stage: 'saving' })}>
          {renewal.saveNow}
        </button>
      </p>
    );
  }
  const end = ownEnd(state);
  if (renewed || endsSoon(end, now) === undefined) return null;
  const says = shift.counsellor.role === 'coordinator' ? renewal.coordinatorEndsSoon : renewal.endsSoon;
  return <p class="notice">{says(day(end, words))}</p>;
}
