import type { ConsoleWords } from '../words/console-en.ts';
import { ColleagueForm } from './colleague-form.tsx';
import { others } from './colleagues.ts';
import { AskedByColleague } from './hand-over.tsx';
import { isShown } from './sitting-in.ts';
import type { Event, OnDuty } from './state.ts';
import type { Open } from './visitors.ts';

type Props = { visitor: Open; state: OnDuty; words: ConsoleWords; dispatch: (event: Event) => void };

/** Who is to come in, with a note that only that colleague can read. The visitor is asked when the colleague comes. */
export function InviteForm({ visitor, state, words, dispatch, onClose }: Props & { onClose: () => void }) {
  return (
    <ColleagueForm
      says={words.guest}
      tooLong={words.staff.tooLong}
      able={others(state)}
      describe={({ role }) => words.staff.roles[role]}
      onAsk={(to, note) => dispatch({ kind: 'invite', key: visitor.key, to, note })}
      onClose={onClose}
    />
  );
}

/** How far it is with a guest, and the way back; or why there is none. */
export function GuestStage({ visitor, words, dispatch }: Omit<Props, 'state'>) {
  const { guest, noGuest } = visitor;
  const says = words.guest;
  if (guest) {
    const talk = guest.line?.talk;
    const reads = talk?.up && talk.here;
    const stage = guest.stage === 'here' && !reads ? 'away' : guest.stage;
    return (
      <p class="notice">
        {says.stages[stage](guest.known.name)}{' '}
        <button type="button" class="quiet" onClick={() => dispatch({ kind: 'uninvite', key: visitor.key })}>
          {guest.stage === 'here' ? says.leave(guest.known.name) : says.withdraw}
        </button>
      </p>
    );
  }
  if (!noGuest) return null;
  return (
    <p class="notice">
      {says.not[noGuest.why](noGuest.name)} <span dir="auto">{noGuest.text}</span>
    </p>
  );
}

/** Conversations into which colleagues invite this counsellor. Once she is in, it stands among her conversations. */
export function Invitations({ state, words, dispatch }: Omit<Props, 'visitor'>) {
  const inside = (key: string) =>
    state.visitors.some((one) => one.kind === 'open' && one.seat?.key === key && isShown(one));
  return state.invitations
    .filter(({ key }) => !inside(key))
    .map(({ key, from, note, accepted }) => (
      <AskedByColleague
        key={key}
        title={words.guest.invited.title(from.name)}
        note={note}
        accepted={accepted}
        waits={!state.accepted}
        says={words.guest.invited}
        after={words.guest.invited.notAfterAll}
        onAnswer={(accepts) => dispatch({ kind: 'answer-invitation', key, accepts, text: '' })}
      />
    ));
}
