import { useId, useState } from 'preact/hooks';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Left, Mailroom } from './mailroom.ts';
import type { Event, OnDuty } from './state.ts';

type Props = {
  state: OnDuty;
  mailroom: Pick<Mailroom, 'answer' | 'putAway'> | undefined;
  words: ConsoleWords;
  dispatch: (event: Event) => void;
};

/** What was left for this counsellor, by people whom nobody can name. */
export function Mail({ state, mailroom, words, dispatch }: Props) {
  const { mail } = state;
  if (!mailroom || mail.length === 0) return null;
  const { title, hint } = words.mail;
  return (
    <section class="mail" aria-labelledby="mail-title">
      <h2 id="mail-title">{title(mail.length)}</h2>
      <p class="soft">{hint}</p>
      {mail.map((left) => (
        <One key={left.key} left={left} mailroom={mailroom} words={words} dispatch={dispatch} />
      ))}
    </section>
  );
}

type OneProps = Omit<Props, 'state' | 'mailroom'> & { left: Left; mailroom: NonNullable<Props['mailroom']> };

function One({ left, mailroom, words, dispatch }: OneProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const id = useId();
  const { from, answer, field, send, sending, away, answered, failed } = words.mail;
  const gone = () => dispatch({ kind: 'mail-gone', key: left.key });
  const does = (what: Promise<string>) => {
    setBusy(true);
    setSaid('');
    what.then(
      (came) => {
        setBusy(false);
        if (came === 'done' || came === 'nothing') gone();
        else setSaid(came === 'changed' ? answered : failed);
      },
      () => {
        setBusy(false);
        setSaid(failed);
      },
    );
  };
  return (
    <details>
      <summary>{from}</summary>
      <p class="own-words" dir="auto">
        {left.text}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && text.trim() !== '') does(mailroom.answer(left, text.trim()));
        }}
      >
        <label for={id}>{answer}</label>
        <textarea
          id={id}
          rows={4}
          maxLength={4000}
          placeholder={field}
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="main" aria-disabled={busy || text.trim() === ''}>
          {send}
        </button>
        <button type="button" class="quiet" disabled={busy} onClick={() => does(mailroom.putAway(left))}>
          {away}
        </button>
      </form>
      <p role="status" class="soft">
        {busy ? sending : said}
      </p>
    </details>
  );
}
