import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { Bar } from './bar.tsx';
import { Danger } from './danger.tsx';
import { whileLost } from './lost.ts';
import type { Returning as State } from './returning.ts';
import type { Screen } from './screen.ts';

type Props = Screen & { state: State };

/** On the way back into her conversation. */
export function Returning({ state, words, dispatch }: Props) {
  const { title, text, stop } = words.folder.returning;
  return (
    <>
      <div class="screen">
        <div class="first-look">
          <Lamp lit={state.up} />
          <Heading>{title}</Heading>
        </div>
        <p role="status">{state.lost > 0 ? whileLost(words, words.talk.lineLostWaiting, state) : text}</p>
        <Danger words={words} />
      </div>
      <Bar>
        <button type="button" class="quiet" onClick={() => dispatch({ kind: 'leave' })}>
          {stop}
        </button>
      </Bar>
    </>
  );
}
