import { checkValue, checkWords } from '../crypto/check-words.ts';
import { Heading } from '../look/heading.tsx';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { recordText } from './held.ts';
import { whileLost } from './lost.ts';
import type { Event, State, Visit } from './state.ts';

type Props = {
  visit: Visit;
  words: Words;
  /** The address of this page, which cannot be hidden. */
  host: string;
  dispatch: (event: Event) => void;
};

/** "What do you know about me?": what the server holds, who sees what, what cannot be hidden, and what stays here. */
export function Evidence({ visit, words, host, dispatch }: Props) {
  const { state, held } = visit;
  const says = words.evidence;
  const there = state.kind === 'waiting' || state.kind === 'talking';
  return (
    <>
      <Heading>{says.title}</Heading>
      <p>{says.lead}</p>
      <h2>{says.holdsTitle}</h2>
      {there ? <Points items={says.holds} /> : <p>{says.nothing}</p>}
      <p>{says.forgets}</p>
      <h2>{says.counsellorTitle}</h2>
      <Points items={says.counsellor} />
      <h2>{says.nobodyTitle}</h2>
      <Points items={says.nobody} />
      <h2>{says.hiddenTitle}</h2>
      <Points items={says.hidden.map((text) => fill(text, { host }))} />
      <h2>{says.staysTitle}</h2>
      <p>{says.staysLead}</p>
      <Points items={[says.stays.history, says.stays.tabs, says.stays.files, says.stays.notes]} />
      <p>{says.staysRemove}</p>
      <h2>{says.checkTitle}</h2>
      <Check state={state} words={words} />
      <h2>{says.proofsTitle}</h2>
      <p>{says.proofs}</p>
      {there && (
        <>
          <h2>{says.recordTitle}</h2>
          <p>{says.record}</p>
          <Held state={state} text={recordText(held)} words={words} />
          <button type="button" class="other" onClick={() => dispatch({ kind: 'ask' })}>
            {says.askAgain}
          </button>
        </>
      )}
    </>
  );
}

function Points({ items }: { items: readonly string[] }) {
  return (
    <ul class="points">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** Five words that the counsellor sees too. */
function Check({ state, words }: { state: State; words: Words }) {
  if (state.kind !== 'talking') return <p>{words.evidence.checkLater}</p>;
  const value = checkValue(state.conversation.keys);
  return (
    <>
      <p class="large check">{checkWords(value, words.check.list).join(' · ')}</p>
      <p>{fill(words.evidence.check, { name: state.counsellor })}</p>
      <GuestCheck state={state} words={words} />
    </>
  );
}

/** And five with the guest, whose keys are others. */
function GuestCheck({ state, words }: { state: Extract<State, { kind: 'talking' }>; words: Words }) {
  const talk = state.guest?.line?.talk;
  if (state.guest === undefined || talk === undefined) return null;
  return (
    <>
      <p class="large check">{checkWords(checkValue(talk.keys), words.check.list).join(' · ')}</p>
      <p>{fill(words.evidence.check, { name: state.guest.to.counsellor.name })}</p>
    </>
  );
}

type HeldProps = {
  state: Extract<State, { kind: 'waiting' | 'talking' }>;
  text: string | undefined;
  words: Words;
};

/** The record as it came. It is read, never written: nobody can change what the server holds from here. */
function Held({ state, text, words }: HeldProps) {
  const waits = state.kind === 'waiting';
  const lost = waits ? words.talk.lineLostWaiting : words.talk.lineLost;
  return (
    <>
      <p role="status" class={text === undefined ? '' : 'unseen'}>
        {state.lost > 0 ? whileLost(words, lost, state) : text === undefined && words.evidence.asking}
      </p>
      {text !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll in it.
        <section class="record" tabIndex={0} aria-label={words.evidence.recordTitle}>
          <pre dir="ltr" lang="en">
            {text}
          </pre>
        </section>
      )}
    </>
  );
}
