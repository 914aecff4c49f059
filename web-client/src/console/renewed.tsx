import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { equal } from '../crypto/bytes.ts';
import { type IdentityFile, readIdentityFile } from '../crypto/identity.ts';
import { readIdentityCertificate } from '../crypto/identity-certificate.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Renewed } from './renewal.ts';
import { day } from './renewing.tsx';
import { SaveFile } from './save-file.tsx';
import { OpensKey, useKey } from './signing.tsx';
import type { Event, OnDuty } from './state.ts';

type Props = {
  state: OnDuty;
  /** The identity that is on duty, sealed as before. */
  file: IdentityFile;
  words: ConsoleWords;
  dispatch: (event: Event) => void;
};

/** Her certificate was renewed: she makes her file anew, now or later. Her shift has nothing to do with it. */
export function RenewedKey({ state, file, words, dispatch }: Props) {
  const { renewed } = state;
  if (renewed === undefined || renewed.stage === 'told' || renewed.stage === 'done') return null;
  return (
    <section class="offer renewed" aria-labelledby="renewed-title">
      <p role="status" id="renewed-title">
        <strong>{words.renewal.renewed(day(renewed.until, words))}</strong>
      </p>
      {renewed.stage === 'saving' ? (
        <Make
          key={renewed.until}
          renewed={renewed}
          file={file}
          words={words}
          onSaved={() => dispatch({ kind: 'renewal', stage: 'saved' })}
          onLater={() => dispatch({ kind: 'renewal', stage: 'told' })}
        />
      ) : (
        <Saved renewed={renewed} file={file} words={words} dispatch={dispatch} />
      )}
    </section>
  );
}

type Renewing = Pick<Props, 'file' | 'words'> & { renewed: Renewed };

/** Opens her key with what opens it, and seals it again with the new certificates in it. */
function Make({
  renewed,
  file,
  words,
  onSaved,
  onLater,
}: Renewing & { onSaved: () => void; onLater: () => void }) {
  const { withKey, ...key } = useKey(file);
  const [sealed, setSealed] = useState<string>();
  const { renewal } = words;
  const { coordinator, counsellor } = renewed;
  // She asked for it: the cursor goes there. A passphrase must not be typed into a message.
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), [sealed]);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void withKey(async ({ identity, sealAgain }) =>
          setSealed(await sealAgain({ ...identity, coordinator, counsellor })),
        );
      }}
    >
      <p>{renewal.save}</p>
      {sealed === undefined && <OpensKey label={words.passphrase} words={words} {...key} />}
      <div class="choices">
        {sealed === undefined ? (
          <button type="submit" class="main" disabled={key.busy}>
            {renewal.make}
          </button>
        ) : (
          <SaveFile sealed={sealed} label={words.join.saveFile} onSaved={onSaved} />
        )}
        <button type="button" class="quiet" disabled={key.busy} onClick={onLater}>
          {renewal.later}
        </button>
      </div>
    </form>
  );
}

/** It is saved. Whoever has the same key in a second file renews that too: it would end with its old certificate. */
function Saved({ renewed, file, words, dispatch }: Renewing & Pick<Props, 'dispatch'>) {
  const [other, setOther] = useState<IdentityFile>();
  const [trouble, setTrouble] = useState(false);
  const { renewal } = words;
  const onFile = async (chosen: File) => {
    setTrouble(false);
    try {
      const read = readIdentityFile(await chosen.text());
      const [hers, its] = [file, read].map(({ counsellor }) => readIdentityCertificate(counsellor)?.subject);
      if (!hers || !its || !equal(hers, its)) throw new Error('somebody else’s');
      setOther(read);
    } catch {
      setTrouble(true);
    }
  };
  if (other) {
    const back = () => setOther(undefined);
    return <Make renewed={renewed} file={other} words={words} onSaved={back} onLater={back} />;
  }
  return (
    <>
      <p role="status">{renewal.saved}</p>
      <label class="field">
        <span>{renewal.other}</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) void onFile(chosen);
          }}
        />
      </label>
      {trouble && (
        <p role="alert" class="notice">
          {renewal.notHers}
        </p>
      )}
      <div class="choices">
        <button type="button" class="main" onClick={() => dispatch({ kind: 'renewal', stage: 'done' })}>
          {renewal.done}
        </button>
      </div>
    </>
  );
}
