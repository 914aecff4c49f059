import { useState } from 'preact/hooks';
import type { Words } from '../words/words.ts';

type Answer = 'yes' | 'bit' | 'no';

const ANSWERS: readonly Answer[] = ['yes', 'bit', 'no'];

/** The one question at the end. The answer is for her alone: it says what she can do now, and goes nowhere. */
export function Helped({ words }: { words: Words }) {
  const [answer, setAnswer] = useState<Answer>();
  const { helped, helpedHint, afterYes, afterBit, afterNo } = words.end;
  const after: Record<Answer, string> = { yes: afterYes, bit: afterBit, no: afterNo };
  return (
    <>
      <fieldset class="helped">
        <legend>{helped}</legend>
        <p class="soft">{helpedHint}</p>
        <div class="answers">
          {ANSWERS.map((each) => (
            <button
              key={each}
              type="button"
              class="other"
              aria-pressed={answer === each}
              onClick={() => setAnswer(each)}
            >
              {words.end[each]}
            </button>
          ))}
        </div>
      </fieldset>
      <div role="status">{answer && <p>{after[answer]}</p>}</div>
    </>
  );
}
