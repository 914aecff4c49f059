import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleWords } from '../words/console-en.ts';
import { canTakeOver, others } from './colleagues.ts';
import type { Offer } from './handing.ts';
import { tooLongBy } from './room.ts';
import type { Event, OnDuty } from './state.ts';
import type { Open } from './visitors.ts';

type Props = { visitor: Open; state: OnDuty; words: ConsoleWords; dispatch: (event: Event) => void };

/** The secret of a hand-over travels with the note. */
const LESS = 32;

/** To whom, with a note that only she can read. The visitor is asked when the colleague has agreed. */
export function HandOverForm({ visitor, state, words, dispatch, onClose }: Props & { onClose: () => void }) {
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const colleagues = others(state);
  const able = colleagues.filter(canTakeOver);
  const over = tooLongBy(note) + LESS;
  const { handOver } = words;
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
      aria-label={handOver.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (to === '' || over > 0) return;
        dispatch({ kind: 'offer', key: visitor.key, to, note: note.trim() });
        onClose();
      }}
    >
      {able.length === 0 ? (
        <p class="notice">{handOver.nobody}</p>
      ) : (
        <>
          <label>
            {handOver.to}
            <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
              <option value="">{handOver.choose}</option>
              {able.map(({ key, known, holds, status }) => (
                <option key={key} value={key}>
                  {known.name} · {words.staff.holds(holds, status.limit)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {handOver.note}
            <textarea
              rows={3}
              dir="auto"
              value={note}
              autocomplete="off"
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </label>
          {over > 0 && <p class="notice">{words.staff.tooLong}</p>}
        </>
      )}
      <div class="choices">
        <button type="submit" class="main" disabled={to === '' || over > 0}>
          {handOver.ask}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          {handOver.cancel}
        </button>
      </div>
    </form>
  );
}

/** How far a hand-over is, and the way back; or why it came to nothing. */
export function HandOverStage({ visitor, words, dispatch }: Omit<Props, 'state'>) {
  const { handing, notHanded } = visitor;
  const { handOver } = words;
  if (handing) {
    return (
      <p class="notice">
        {handOver.stages[handing.stage](handing.name)}{' '}
        <button type="button" class="quiet" onClick={() => dispatch({ kind: 'withdraw', key: visitor.key })}>
          {handOver.withdraw}
        </button>
      </p>
    );
  }
  if (!notHanded) return null;
  return (
    <p class="notice">
      {handOver.not[notHanded.why](notHanded.name)} <span dir="auto">{notHanded.text}</span>
    </p>
  );
}

/** Visitors whom colleagues want to hand over to this counsellor. */
export function Offers({ state, words, dispatch }: Omit<Props, 'visitor'>) {
  return state.offers.map((offered) => (
    <OneOffer key={offered.key} offered={offered} words={words} dispatch={dispatch} />
  ));
}

function OneOffer({ offered, words, dispatch }: { offered: Offer } & Omit<Props, 'visitor' | 'state'>) {
  const { key, from, note, accepted } = offered;
  const { offer } = words.handOver;
  const answer = (accepts: boolean) => dispatch({ kind: 'answer-offer', key, accepts, text: '' });
  return (
    <section class="offer" role="alert" aria-label={offer.title(from.name)}>
      <p class="offer-title" tabIndex={-1} aria-keyshortcuts="Alt+Z">
        <strong dir="auto">{offer.title(from.name)}</strong>
      </p>
      {note !== '' && <p dir="auto">{note}</p>}
      {accepted ? (
        <p class="soft">{offer.accepted}</p>
      ) : (
        <div class="choices">
          <button type="button" class="main" onClick={() => answer(true)}>
            {offer.accept}
          </button>
          <button type="button" class="quiet" onClick={() => answer(false)}>
            {offer.decline}
          </button>
        </div>
      )}
    </section>
  );
}
