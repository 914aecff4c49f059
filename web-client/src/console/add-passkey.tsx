import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { wipe } from '../crypto/bytes.ts';
import { type IdentityFile, readIdentityFile } from '../crypto/identity.ts';
import { sealUnderPasskey } from '../crypto/passkey-identity.ts';
import { browserRandom } from '../talk/browser-random.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { type OpenTrouble, troubleOf, withIdentity } from './opening.ts';
import { canUsePasskey, makePasskey } from './passkey.ts';
import { SaveFile } from './save-file.tsx';

type Props = {
  words: ConsoleWords;
  /** The identity that gets a second file. It opens with the passphrase in this field. */
  file: IdentityFile;
  passphrase: RefObject<HTMLInputElement | null>;
  /** The second file, once it was saved. */
  onFile: (file: IdentityFile) => void;
};

/** A second file of an identity, which opens with a passkey. The first stays as it is: it is the way back. */
export function AddPasskey({ words, file, passphrase, onFile }: Props) {
  const [offered, setOffered] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sealed, setSealed] = useState<string>();
  const [trouble, setTrouble] = useState<OpenTrouble | 'passphraseFirst'>();
  const { passkey } = words;

  useEffect(() => {
    canUsePasskey().then(setOffered, () => setOffered(false));
  }, []);

  const make = async () => {
    const field = passphrase.current;
    if (!field || busy) return;
    if (field.value === '') {
      field.focus();
      return setTrouble('passphraseFirst');
    }
    setBusy(true);
    setTrouble(undefined);
    try {
      const made = await withIdentity(file, field.value, async ({ identity }) => {
        const made = await makePasskey();
        try {
          return sealUnderPasskey(identity, made, browserRandom);
        } finally {
          wipe(made.prf);
        }
      });
      field.value = '';
      setSealed(made);
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setBusy(false);
    }
  };

  if (!offered) return null;
  return (
    <details class="passkey">
      <summary>{passkey.title}</summary>
      <p>{passkey.text}</p>
      <p>{passkey.wayBack}</p>
      {sealed === undefined ? (
        <>
          <button type="button" class="other wide" disabled={busy} onClick={() => void make()}>
            {passkey.make}
          </button>
          <p role="alert" class={trouble ? 'notice' : undefined}>
            {trouble && words[trouble]}
          </p>
          <p role="status" class="soft">
            {busy && passkey.making}
          </p>
        </>
      ) : (
        <div role="status" class="waits">
          <p>{passkey.made}</p>
          <SaveFile
            sealed={sealed}
            label={words.join.saveFile}
            onSaved={() => onFile(readIdentityFile(sealed))}
          />
        </div>
      )}
    </details>
  );
}
