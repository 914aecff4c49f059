import { useState } from 'preact/hooks';
import { Ask } from '../look/ask.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import type { ConsoleWords } from '../words/console-en.ts';
import type { OnDuty } from './state.ts';
import { openCount } from './visitors.ts';

type Props = { state: OnDuty; words: ConsoleWords; onOffDuty: () => void; onLanguage: (tag: string) => void };

/** Who is on duty, how the line is, and the way off. */
export function DutyHead({ state, words, onOffDuty, onLanguage }: Props) {
  const [leaving, setLeaving] = useState<HTMLElement>();
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
