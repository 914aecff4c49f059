import type { Shift } from '../crypto/shift.ts';
import { Heading } from '../look/heading.tsx';
import type { ConsoleWords } from '../words/console-en.ts';
import type { AlertSettings } from './alerts/alerter.ts';
import { Duty } from './duty.tsx';
import type { Event, State } from './state.ts';
import { Unlock } from './unlock.tsx';

type Props = {
  state: State | undefined;
  words: ConsoleWords;
  organisation: string;
  demo: readonly string[];
  alerts: AlertSettings;
  dispatch: (event: Event) => void;
  onShift: (shift: Shift) => void;
  onAgain: () => void;
  onLanguage: (tag: string) => void;
};

/** The console: locked, on duty, or over. */
export function App({
  state,
  words,
  organisation,
  demo,
  alerts,
  dispatch,
  onShift,
  onAgain,
  onLanguage,
}: Props) {
  if (state === undefined) {
    return (
      <Unlock
        words={words}
        organisation={organisation}
        demo={demo}
        onShift={onShift}
        onLanguage={onLanguage}
      />
    );
  }
  if (state.kind === 'on-duty') {
    return <Duty state={state} words={words} alerts={alerts} dispatch={dispatch} onLanguage={onLanguage} />;
  }
  const { title, text } = words.shiftOver[state.why];
  return (
    <main class="unlock">
      <Heading>{title}</Heading>
      <p>{text}</p>
      <button type="button" class="main wide" onClick={onAgain}>
        {words.again}
      </button>
    </main>
  );
}
