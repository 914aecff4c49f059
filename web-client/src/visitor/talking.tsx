import { useState } from 'preact/hooks';
import { Composer } from '../look/composer.tsx';
import { Heading } from '../look/heading.tsx';
import { Log } from '../look/log.tsx';
import type { Words } from '../words/en.ts';
import { Bar } from './bar.tsx';
import type { Event, State } from './state.ts';

type Props = {
  state: Extract<State, { kind: 'talking' }>;
  words: Words;
  organisation: string;
  dispatch: (event: Event) => void;
};

/** The conversation. */
export function Talking({ state, words, organisation, dispatch }: Props) {
  const [ending, setEnding] = useState(false);
  const { counsellor, conversation, lost } = state;
  const trouble =
    lost || !conversation.up ? words.lineLost : conversation.here ? '' : words.otherAway(counsellor);
  return (
    <>
      <div class="talk">
        <header>
          <Heading>{words.talkingWith(counsellor)}</Heading>
        </header>
        <Log
          lines={conversation.lines}
          name={counsellor}
          words={words}
          shown={true}
          onRetry={() => dispatch({ kind: 'retry' })}
        >
          <p class="soft first">{words.verified(organisation)}</p>
          <p class="soft first">{words.startAnywhere}</p>
        </Log>
        <div role="status">{trouble !== '' && <p class="notice">{trouble}</p>}</div>
        <p class="typing">
          {conversation.typingUntil > 0 && trouble === '' ? words.isTyping(counsellor) : ''}
        </p>
        <Composer
          id="message"
          words={words}
          onWrite={(text) => dispatch({ kind: 'write', text })}
          onTyped={() => dispatch({ kind: 'typed' })}
        />
        {ending && (
          <fieldset class="ask">
            <legend>{words.endSure}</legend>
            <button type="button" class="other" onClick={() => setEnding(false)}>
              {words.endNo}
            </button>
            <button type="button" class="main" onClick={() => dispatch({ kind: 'leave' })}>
              {words.endYes}
            </button>
          </fieldset>
        )}
      </div>
      <Bar>
        {!ending && (
          <button type="button" class="quiet" onClick={() => setEnding(true)}>
            {words.end}
          </button>
        )}
      </Bar>
    </>
  );
}
