import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { IdentityFile } from '../crypto/identity.ts';
import type { PageFrame } from '../wire/frames.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { type Opened, type OpenTrouble, troubleOf, withIdentity } from './opening.ts';

/** What a coordinator needs to sign something and say it to the server. */
export type Signs = { file: IdentityFile; words: ConsoleWords; onFrame: (frame: PageFrame) => void };

/** How a key is opened while its counsellor is on duty. */
export type Key = {
  /** What opens it: a field for the passphrase, or a passkey that is asked. */
  opensWith: IdentityFile['opensWith'];
  field: RefObject<HTMLInputElement | null>;
  trouble: OpenTrouble | undefined;
  busy: boolean;
};

/** Her key, which is opened for one thing to be done with it, and forgotten. */
export function useKey(file: IdentityFile): Key & {
  withKey: (act: (opened: Opened) => void | Promise<void>) => Promise<void>;
} {
  const field = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<OpenTrouble>();
  const [busy, setBusy] = useState(false);
  const withKey = async (act: (opened: Opened) => void | Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await withIdentity(file, field.current?.value ?? '', act);
      if (field.current) field.current.value = '';
    } catch (error) {
      setTrouble(troubleOf(error));
      // Whoever types again must not do it into a message.
      field.current?.focus();
      field.current?.select();
    } finally {
      setBusy(false);
    }
  };
  return { opensWith: file.opensWith, field, trouble, busy, withKey };
}

/** Where she types her passphrase, or reads that her passkey is asked; and why it did not open. */
export function OpensKey({ label, words, ...key }: { label: string; words: ConsoleWords } & Key) {
  return (
    <>
      {key.opensWith === 'passphrase' ? (
        <label>
          {label}
          <input ref={key.field} type="password" autocomplete="off" />
        </label>
      ) : (
        <p class="soft">{words.passkey.asks}</p>
      )}
      {key.trouble && (
        <p role="alert" class="notice">
          {words[key.trouble]}
        </p>
      )}
      {key.busy && <p class="soft">{key.opensWith === 'passkey' ? words.passkey.waits : words.opening}</p>}
    </>
  );
}
