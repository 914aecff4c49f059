import { useEffect, useRef, useState } from 'preact/hooks';
import { isName, requestWords } from '../crypto/certify.ts';
import { type IdentityFile, readIdentityFile } from '../crypto/identity.ts';
import { Heading } from '../look/heading.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { browserRandom } from '../talk/browser-random.ts';
import { Connection } from '../talk/connection.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { beginToJoin, type Joining, joinLine, sealIdentity } from './join.ts';
import { SaveFile } from './save-file.tsx';

type Props = {
  words: ConsoleWords;
  organisation: string;
  root: Uint8Array;
  address: string;
  invitation: Uint8Array;
  /** She has a file, and can go on duty with it. */
  onFile: (file: IdentityFile) => void;
  onLanguage: (tag: string) => void;
};

/** A sentence of four words or more, or something as long: what it opens is her name on every shift. */
const SHORTEST = 16;

/** Somebody who was invited makes her key, and waits until a coordinator certifies it. */
export function Join({ words, organisation, root, address, invitation, onFile, onLanguage }: Props) {
  const [state, setState] = useState<Joining>();
  const [sealed, setSealed] = useState<string>();
  const [trouble, setTrouble] = useState<'name' | 'short' | 'differ'>();
  const passphrase = useRef('');
  const now = useRef<Joining>(undefined);
  const { join } = words;

  const begin = (name: string) => {
    const tell = (next: Joining) => {
      now.current = next;
      setState(next);
    };
    tell(beginToJoin(name, browserRandom));
    const connection = new Connection(address, (event) => {
      const before = now.current;
      if (before === undefined) return;
      const { state: next, enrol } = joinLine(before, event, root, Math.floor(Date.now() / 1000));
      tell(next);
      if (enrol && next.kind === 'waiting') {
        connection.send({ kind: 'enrol', token: invitation, invited: next.invited });
      }
      if (next.kind !== 'waiting') connection.close();
    });
  };

  // The file is made when she is certified, with the passphrase of before, which is then forgotten.
  useEffect(() => {
    if (state?.kind !== 'certified') return;
    const { identity } = state;
    sealIdentity(identity, passphrase.current, browserRandom).then((file) => {
      passphrase.current = '';
      setSealed(file);
    });
  }, [state?.kind]);

  return (
    <main class="unlock">
      <Heading key={state?.kind ?? 'begin'}>{join.title(organisation)}</Heading>
      {state === undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            const [name, first, second] = ['name', 'first', 'second'].map((key) => `${data.get(key)}`);
            if (!isName(name ?? '')) return setTrouble('name');
            if ((first ?? '').length < SHORTEST) return setTrouble('short');
            if (first !== second) return setTrouble('differ');
            passphrase.current = first ?? '';
            setTrouble(undefined);
            begin(name ?? '');
          }}
        >
          <p>{join.text}</p>
          <label class="field">
            <span>{join.name}</span>
            <input name="name" autocomplete="off" maxLength={32} dir="auto" />
          </label>
          <p class="soft">{join.nameHint}</p>
          <label class="field">
            <span>{join.passphrase}</span>
            <input name="first" type="password" autocomplete="off" />
          </label>
          <p class="soft">{join.passphraseHint}</p>
          <label class="field">
            <span>{join.again}</span>
            <input name="second" type="password" autocomplete="off" />
          </label>
          <p role="alert" class={trouble ? 'notice' : undefined}>
            {trouble && join.troubles[trouble]}
          </p>
          <button type="submit" class="main wide">
            {join.begin}
          </button>
        </form>
      )}
      {state?.kind === 'waiting' && (
        <div role="status" class="waits">
          <p class="large">{state.lost ? words.lost : join.waiting(state.coordinators)}</p>
          {state.coordinators > 0 && (
            <>
              <p>{join.compare}</p>
              <p class="large check">{requestWords(state.invited, words.shared.check.list).join(' · ')}</p>
              <p class="soft">{join.stay}</p>
            </>
          )}
        </div>
      )}
      {state?.kind === 'over' && <p class="notice">{join.over[state.why]}</p>}
      {state?.kind === 'certified' && (
        <div role="status" class="waits">
          {sealed === undefined ? (
            <p>{join.sealing}</p>
          ) : (
            <Save sealed={sealed} words={words} onFile={onFile} />
          )}
        </div>
      )}
      <LanguageSwitch label={words.languageLabel} others={[words.language]} onLanguage={onLanguage} />
    </main>
  );
}

function Save({ sealed, words, onFile }: { sealed: string; words: ConsoleWords } & Pick<Props, 'onFile'>) {
  const [saved, setSaved] = useState(false);
  const { join } = words;
  // Until then the key is in this window alone, and a hand can slip.
  useEffect(() => {
    if (saved) return;
    const asks = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', asks);
    return () => removeEventListener('beforeunload', asks);
  }, [saved]);
  return (
    <>
      <p class="large">{join.certified}</p>
      <p>{join.save}</p>
      <SaveFile sealed={sealed} label={join.saveFile} onSaved={() => setSaved(true)} />
      {saved && (
        <button type="button" class="main wide" onClick={() => onFile(readIdentityFile(sealed))}>
          {join.onDuty}
        </button>
      )}
    </>
  );
}
