import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Present } from './colleagues.ts';
import { tooLongBy } from './room.ts';

/** What the form is called and says. */
export type ColleagueFormWords = Readonly<{
  title: string;
  to: string;
  choose: string;
  note: string;
  ask: string;
  cancel: string;
  nobody: string;
}>;

type Props = {
  says: ColleagueFormWords;
  tooLong: string;
  /** Who can be asked, and what is told of each. */
  able: readonly Present[];
  describe: (one: Present) => string;
  onAsk: (to: string, note: string) => void;
  onClose: () => void;
};

/** The secret of a hand-over or of a guest travels with the note. */
const LESS = 32;

/** One colleague, with a note that only she can read. */
export function ColleagueForm({ says, tooLong, able, describe, onAsk, onClose }: Props) {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const over = tooLongBy(note) + LESS;
  // She asked for it: the cursor goes there, also for whoever has no mouse.
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(
    () => form.current?.querySelector<HTMLElement>('select, button:not([disabled])')?.focus(),
    [],
  );
  return (
    <form
      ref={form}
      class="hand-over"
      aria-label={says.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (to === '' || over > 0) return;
        onAsk(to, note.trim());
        onClose();
      }}
    >
      {able.length === 0 ? (
        <p class="notice">{says.nobody}</p>
      ) : (
        <>
          <label>
            {says.to}
            <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">{says.choose}</option>
              {able.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.known.name} · {describe(one)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {says.note}
            <textarea
              rows={3}
              dir="auto"
              value={note}
              autocomplete="off"
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </label>
          {over > 0 && <p class="notice">{tooLong}</p>}
        </>
      )}
      <div class="choices">
        <button type="submit" class="main" disabled={to === '' || over > 0}>
          {says.ask}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          {says.cancel}
        </button>
      </div>
    </form>
  );
}
