import type { ConsoleWords } from '../words/console-en.ts';
import { ColleagueForm } from './colleague-form.tsx';
import { canTakeOver, others } from './colleagues.ts';
import type { Event, OnDuty } from './state.ts';
import type { Open } from './visitors.ts';

type Props = { visitor: Open; state: OnDuty; words: ConsoleWords; dispatch: (event: Event) => void };

/** To whom, with a note that only she can read. The visitor is asked when the colleague has agreed. */
export function HandOverForm({ visitor, state, words, dispatch, onClose }: Props & { onClose: () => void }) {
  return (
    <ColleagueForm
      says={words.handOver}
      tooLong={words.staff.tooLong}
      able={others(state).filter(canTakeOver)}
      describe={({ holds, status }) => words.staff.holds(holds, status.limit)}
      onAsk={(to, note) => dispatch({ kind: 'offer', key: visitor.key, to, note })}
      onClose={onClose}
    />
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
  const { offer } = words.handOver;
  return state.offers.map(({ key, from, note, accepted }) => (
    <AskedByColleague
      key={key}
      title={offer.title(from.name)}
      note={note}
      accepted={accepted}
      waits={!state.accepted}
      says={offer}
      onAnswer={(accepts) => dispatch({ kind: 'answer-offer', key, accepts, text: '' })}
    />
  ));
}

type Asked = {
  title: string;
  note: string;
  accepted: boolean;
  /** Whether the line is lost: an answer would not arrive. */
  waits: boolean;
  says: { accept: string; decline: string; accepted: string };
  /** How she says that after all she cannot, if she may. */
  after?: string;
  onAnswer: (accepts: boolean) => void;
};

/** A colleague asks something of this counsellor, who says yes or no. */
export function AskedByColleague({ title, note, accepted, waits, says, after, onAnswer }: Asked) {
  return (
    <section class="offer" role="alert" aria-label={title}>
      <p class="offer-title" tabIndex={-1} aria-keyshortcuts="Alt+Z">
        <strong dir="auto">{title}</strong>
      </p>
      {note !== '' && <p dir="auto">{note}</p>}
      {accepted ? (
        <>
          <p class="soft">{says.accepted}</p>
          {after !== undefined && (
            <button type="button" class="quiet" disabled={waits} onClick={() => onAnswer(false)}>
              {after}
            </button>
          )}
        </>
      ) : (
        <div class="choices">
          <button type="button" class="main" disabled={waits} onClick={() => onAnswer(true)}>
            {says.accept}
          </button>
          <button type="button" class="quiet" disabled={waits} onClick={() => onAnswer(false)}>
            {says.decline}
          </button>
        </div>
      )}
    </section>
  );
}
