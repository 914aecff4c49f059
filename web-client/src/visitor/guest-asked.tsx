import { stayWithTexts } from '../look/log.tsx';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Asked } from './asked.tsx';
import type { Guest } from './guest.ts';
import type { Event } from './state.ts';

type Props = { name: string; guest: Guest; words: Words; dispatch: (event: Event) => void };

/** She is asked whether a colleague may come in: who that is, what the colleague will see, and that she may say no. */
export function GuestAsked({ name, guest, words, dispatch }: Props) {
  const { title, roles, text, yes, no } = words.guest;
  const other = guest.to.counsellor.name;
  return (
    <Asked
      title={fill(title, { name, other })}
      text={`${fill(roles[guest.to.counsellor.role], { other })} ${fill(text, { other })}`}
      yes={fill(yes, { other })}
      no={fill(no, { name })}
      onAnswer={(agrees) => dispatch({ kind: 'guest', agrees, id: guest.id })}
    />
  );
}

/** Who reads along, as long as somebody does, and the way to be two again. */
export function GuestHere({ guest, words, dispatch }: Omit<Props, 'name'>) {
  const { coming, here, away, leave } = words.guest;
  const other = guest.to.counsellor.name;
  const talk = guest.line?.talk;
  const reads = talk?.up && talk.here;
  const says = guest.stage === 'coming' ? coming : reads ? here : away;
  return (
    <div class="guest">
      <p class="soft" role="status">
        {fill(says, { other })}
      </p>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          dispatch({ kind: 'guest-away', id: guest.id });
          stayWithTexts();
        }}
      >
        {fill(leave, { other })}
      </button>
    </div>
  );
}
