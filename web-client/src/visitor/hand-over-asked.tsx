import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Asked } from './asked.tsx';
import type { Event } from './state.ts';

type Props = { name: string; asked: string; words: Words; dispatch: (event: Event) => void };

/** She is asked whether another counsellor may go on with her. */
export function HandOverAsked({ name, asked, words, dispatch }: Props) {
  const { title, text, yes, no } = words.handOver;
  const other = asked;
  return (
    <Asked
      title={fill(title, { name, other })}
      text={fill(text, { name, other })}
      yes={fill(yes, { other })}
      no={fill(no, { name })}
      onAnswer={(agrees) => dispatch({ kind: 'hand-over', agrees, who: asked })}
    />
  );
}
