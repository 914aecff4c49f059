import { useEffect, useRef, useState } from 'preact/hooks';
import { type IdentityFile, readIdentityFile } from '../crypto/identity.ts';
import { LONGEST_WHEN } from '../crypto/letterbox.ts';
import { type Shift, startShift } from '../crypto/shift.ts';
import { Heading } from '../look/heading.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { Line } from '../look/line.tsx';
import { browserRandom } from '../talk/browser-random.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { AddPasskey } from './add-passkey.tsx';
import { fetchDemo } from './demo.ts';
import { IdentityChoice } from './identity-choice.tsx';
import { type LetterboxOf, openLetterbox } from './mailroom.ts';
import { type OpenTrouble, troubleOf, withIdentity } from './opening.ts';

type Props = {
  words: ConsoleWords;
  organisation: string;
  demo: readonly string[];
  /** A file that is at hand already. */
  begun: IdentityFile | undefined;
  onShift: (shift: Shift, file: IdentityFile, letterbox: LetterboxOf | undefined) => void;
  onLanguage: (tag: string) => void;
};

type Trouble = 'passphraseFirst' | 'badFile' | 'demoMissing' | 'chooseFirst' | OpenTrouble;

const MOST_AT_ONCE = [1, 2, 3, 4, 5, 6, 7, 8];

/** Opens an identity and starts a shift with it. What it opened with and the identity are forgotten right after. */
export function Unlock({ words, organisation, demo, begun, onShift, onLanguage }: Props) {
  const [identities, setIdentities] = useState<readonly IdentityFile[]>(begun ? [begun] : []);
  const [chosen, setChosen] = useState(begun);
  const [capacity, setCapacity] = useState(2);
  const [when, setWhen] = useState('');
  const [opening, setOpening] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const passphrase = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (demo.length === 0 || begun) return;
    fetchDemo(demo).then(setIdentities, () => setTrouble('demoMissing'));
  }, [demo, begun]);

  const add = (identity: IdentityFile) => {
    setIdentities((known) => [...known, identity]);
    setChosen(identity);
    setTrouble(undefined);
  };

  const onFile = async (file: File) => {
    try {
      add(readIdentityFile(await file.text()));
    } catch {
      // Whoever meant this file is not to go on duty as somebody else.
      setChosen(undefined);
      setTrouble('badFile');
    }
  };

  const open = async () => {
    const field = passphrase.current;
    if (opening) return;
    if (!chosen) return setTrouble('chooseFirst');
    if (field?.value === '') {
      field.focus();
      return setTrouble('passphraseFirst');
    }
    setOpening(true);
    setTrouble(undefined);
    try {
      await withIdentity(chosen, field?.value ?? '', ({ identity }) => {
        if (field) field.value = '';
        const now = Math.floor(Date.now() / 1000);
        const letterbox = openLetterbox(identity, fits(when.trim()), now);
        onShift(startShift(identity, now, capacity, browserRandom), chosen, letterbox);
      });
    } catch (error) {
      setTrouble(troubleOf(error));
      setOpening(false);
      field?.focus();
      field?.select();
    }
  };

  return (
    <main class="unlock">
      <Heading>{words.unlockTitle}</Heading>
      <p>{words.unlockText(organisation)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <IdentityChoice
          words={words}
          identities={identities}
          chosen={chosen}
          onChoose={setChosen}
          onFile={onFile}
        />
        {chosen?.opensWith === 'passkey' ? (
          <p>{words.passkey.asks}</p>
        ) : (
          <label class="field">
            <span>{words.passphrase}</span>
            <input
              ref={passphrase}
              type="password"
              autocomplete="off"
              spellcheck={false}
              aria-describedby={trouble && 'trouble'}
              aria-invalid={trouble === 'wrongPassphrase' || trouble === 'passphraseFirst'}
            />
          </label>
        )}
        <label class="field">
          <span>{words.capacity}</span>
          <select value={capacity} onChange={(event) => setCapacity(Number(event.currentTarget.value))}>
            {MOST_AT_ONCE.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
        <div class="field">
          <span aria-hidden="true">{words.mail.when}</span>
          <Line label={words.mail.when} value={when} longest={LONGEST_WHEN} onWrite={setWhen} />
        </div>
        <p id="trouble" role="alert" class={trouble ? 'notice' : undefined}>
          {trouble && words[trouble]}
        </p>
        <button type="submit" class="main wide" disabled={opening}>
          {words.go}
        </button>
        <p role="status" class="soft">
          {opening && (chosen?.opensWith === 'passkey' ? words.passkey.waits : words.opening)}
        </p>
      </form>
      {chosen?.opensWith === 'passphrase' && (
        <AddPasskey key={chosen.name} words={words} file={chosen} passphrase={passphrase} onFile={add} />
      )}
      <LanguageSwitch label={words.languageLabel} others={[words.language]} onLanguage={onLanguage} />
    </main>
  );
}

/** The beginning of a text that fits into a letterbox. A character is never cut in two. */
function fits(when: string): string {
  const { read } = new TextEncoder().encodeInto(when, new Uint8Array(LONGEST_WHEN));
  return when.slice(0, read);
}
