import type { IdentityFile } from '../crypto/identity.ts';
import type { PageFrame } from '../wire/frames.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import { Certify, Invitation } from './certifying.tsx';
import { others } from './colleagues.ts';
import { CountsTables } from './counts.tsx';
import { Renewing } from './renewing.tsx';
import type { Event, OnDuty } from './state.ts';
import { TakeBack } from './take-back.tsx';
import { TextsInForce } from './texts.tsx';
import { keyOf } from './visitors.ts';

type Props = { state: OnDuty; file: IdentityFile; words: ConsoleWords; dispatch: (event: Event) => void };

const MINUTES = [10, 20, 30];

/** What only a coordinator does: open and close the desk, call others in, and say who is a counsellor. */
export function Coordinator({ state, file, words, dispatch }: Props) {
  const { coordinator } = words;
  const { opening, queue, now } = state;
  const longest = Math.max(0, ...queue.entries.map(({ waited }) => waited));
  const say = (frame: PageFrame) => dispatch({ kind: 'say', frame });
  const close = (minutes: number) =>
    dispatch({ kind: 'open-desk', opening: { kind: 'closes', at: now + minutes * 60_000 } });
  const standby = others(state).filter(({ status }) => status.doing === 'standby').length;
  return (
    <div class="staff">
      {/* Its key leads to the heading: whoever goes on typing must not close the desk. */}
      <h3 tabIndex={-1} data-first>
        {coordinator.desk}
      </h3>
      <p>
        {words.waiting(queue.waiting)}
        {longest > 0 && ` · ${coordinator.longest(words.waitedFor(longest))}`}
      </p>
      <p role="status">{words.deskIs(opening)}</p>
      <div class="choices wrap">
        {opening.kind === 'open' ? (
          MINUTES.map((minutes) => (
            <button key={minutes} type="button" class="other" onClick={() => close(minutes)}>
              {coordinator.closeIn(minutes)}
            </button>
          ))
        ) : (
          <button
            type="button"
            class="other"
            onClick={() => dispatch({ kind: 'open-desk', opening: { kind: 'open' } })}
          >
            {coordinator.open}
          </button>
        )}
        <button type="button" class="other" disabled={standby === 0} onClick={() => say({ kind: 'call-in' })}>
          {coordinator.callIn(standby)}
        </button>
      </div>
      <h3>{coordinator.people}</h3>
      <Invitation state={state} words={words} onInvite={() => say({ kind: 'invite' })} />
      {state.enrolments.map((enrolment) => (
        <Certify
          key={keyOf(enrolment.request)}
          enrolment={enrolment}
          file={file}
          words={words}
          onFrame={say}
        />
      ))}
      <Renewing state={state} file={file} words={words} dispatch={dispatch} />
      <TakeBack state={state} file={file} words={words} onFrame={say} />
      <h3>{words.counts.title}</h3>
      <CountsTables state={state} words={words} dispatch={dispatch} />
      <h3>{words.texts.title}</h3>
      <TextsInForce words={words} />
    </div>
  );
}
