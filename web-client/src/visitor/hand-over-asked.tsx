import { stayWithTexts } from '../look/log.tsx';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import type { Event } from './state.ts';

type Props = { name: string; asked: string; words: Words; dispatch: (event: Event) => void };

/** She is asked whether another counsellor may go on with her. It lies under what was written, and waits for her. */
export function HandOverAsked({ name, asked, words, dispatch }: Props) {
  const { title, text, yes, no } = words.handOver;
  const answer = (agrees: boolean) => {
    dispatch({ kind: 'hand-over', agrees, who: asked });
    stayWithTexts();
  };
  return (
    <section class="ask hand-over" role="alert" aria-label={fill(title, { name, other: asked })}>
      <p>
        <strong>{fill(title, { name, other: asked })}</strong>
      </p>
      <p class="soft">{fill(text, { name, other: asked })}</p>
      <div class="pair">
        <button type="button" class="main" onClick={() => answer(true)}>
          {fill(yes, { other: asked })}
        </button>
        <button type="button" class="other" onClick={() => answer(false)}>
          {fill(no, { name })}
        </button>
      </div>
    </section>
  );
}
