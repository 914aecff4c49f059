import type { IdentityFile } from '../crypto/identity.ts';
import type { Shift } from '../crypto/shift.ts';
import { Heading } from '../look/heading.tsx';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Language } from '../words/language.ts';
import type { AlertSettings } from './alerts/alerter.ts';
import { Duty } from './duty.tsx';
import { Join } from './join.tsx';
import type { LetterboxOf, Mailroom } from './mailroom.ts';
import type { Event, State } from './state.ts';
import { Unlock } from './unlock.tsx';

type Props = {
  state: State | undefined;
  words: ConsoleWords;
  /** The languages in which visitors may write. */
  spoken: readonly Language[];
  organisation: string;
  demo: readonly string[];
  alerts: AlertSettings;
  dispatch: (event: Event) => void;
  root: Uint8Array;
  address: string;
  /** With what somebody came who was invited. */
  invitation: Uint8Array | undefined;
  /** Her identity, sealed: the one that is on duty, or that was just made. */
  file: IdentityFile | undefined;
  onFile: (file: IdentityFile) => void;
  onShift: (shift: Shift, file: IdentityFile, letterbox: LetterboxOf | undefined) => void;
  mailroom: Mailroom | undefined;
  onAgain: () => void;
  onLanguage: (tag: string) => void;
};

/** The console: locked, on duty, or over. */
export function App({
  state,
  words,
  spoken,
  organisation,
  demo,
  root,
  address,
  invitation,
  file,
  onFile,
  alerts,
  dispatch,
  onShift,
  mailroom,
  onAgain,
  onLanguage,
}: Props) {
  if (invitation && !file) {
    return (
      <Join
        words={words}
        organisation={organisation}
        root={root}
        address={address}
        invitation={invitation}
        onFile={onFile}
        onLanguage={onLanguage}
      />
    );
  }
  if (state === undefined) {
    return (
      <Unlock
        words={words}
        organisation={organisation}
        demo={demo}
        begun={file}
        onShift={onShift}
        onLanguage={onLanguage}
      />
    );
  }
  if (state.kind === 'on-duty') {
    return (
      <Duty
        state={state}
        file={file}
        words={words}
        spoken={spoken}
        alerts={alerts}
        mailroom={mailroom}
        dispatch={dispatch}
        onLanguage={onLanguage}
      />
    );
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
