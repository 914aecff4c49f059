import { useState } from 'preact/hooks';
import { type Brake, type BrakeReason, LIFTED } from '../crypto/brake.ts';
import { brakeText } from '../look/braked.tsx';
import { shownLines } from '../talk/brake.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Event, OnDuty } from './state.ts';
import type { Open } from './visitors.ts';

type Props = { visitor: Open; state: OnDuty; words: ConsoleWords; dispatch: (event: Event) => void };

const WHAT = ['slow', 'pause'] as const;
const WHY = ['too-fast', 'moment', 'words', 'not-serious'] as const satisfies readonly BrakeReason[];
const MINUTES = [1, 3, 5] as const;

/** Asks the visitor to write less. Folded up, and below everything else: it should be thought of, not reached for. */
export function BrakeForm({ visitor, state, words, dispatch }: Props) {
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState<(typeof WHAT)[number]>('slow');
  const [reason, setReason] = useState<(typeof WHY)[number]>('too-fast');
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>(1);
  const { brake } = words;
  const asked: Brake = { what, reason, seconds: minutes * 60 };
  const reads = brakeText(asked, state.shift.counsellor.name, words.shared);
  return (
    <details
      class="brake"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <summary class="soft">{brake.title}</summary>
      <form
        aria-label={brake.title}
        onSubmit={(event) => {
          event.preventDefault();
          setOpen(false);
          dispatch({ kind: 'brake', key: visitor.key, brake: asked });
        }}
      >
        <label>
          {brake.what}
          <select value={what} onChange={(event) => setWhat(event.currentTarget.value as typeof what)}>
            {WHAT.map((one) => (
              <option key={one} value={one}>
                {brake.whats[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {brake.why}
          <select value={reason} onChange={(event) => setReason(event.currentTarget.value as typeof reason)}>
            {WHY.map((one) => (
              <option key={one} value={one}>
                {brake.reasons[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {brake.howLong}
          <select
            value={minutes}
            onChange={(event) => setMinutes(Number(event.currentTarget.value) as typeof minutes)}
          >
            {MINUTES.map((one) => (
              <option key={one} value={one}>
                {brake.minutes(one)}
              </option>
            ))}
          </select>
        </label>
        <p class="soft reads">
          {brake.reads} “{reads}”
        </p>
        <button type="submit" class="other">
          {brake.ask}
        </button>
      </form>
    </details>
  );
}

/** The brake that is on, and the way back. */
export function BrakeOn({ visitor, words, dispatch }: Omit<Props, 'state'>) {
  const { key, talk } = visitor;
  if (!talk.brake?.mine || talk.brake.what === 'lifted') return null;
  const { what, until } = talk.brake;
  const { brake, tag } = words;
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hour12: false });
  return (
    <p class="notice">
      {brake.on[what](time.format(until))}{' '}
      <button type="button" class="quiet" onClick={() => dispatch({ kind: 'brake', key, brake: LIFTED })}>
        {brake.lift}
      </button>
    </p>
  );
}

/** How many texts a pause holds back. Not in a status: they should call nobody. */
export function HeldBack({ visitor, words, dispatch }: Omit<Props, 'state'>) {
  const { held } = shownLines(visitor.talk);
  if (held === 0) return null;
  return (
    <p class="held soft">
      {words.brake.held(held)}{' '}
      <button type="button" class="quiet" onClick={() => dispatch({ kind: 'show-held', key: visitor.key })}>
        {words.brake.show}
      </button>
    </p>
  );
}
