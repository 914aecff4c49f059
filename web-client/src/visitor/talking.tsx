import { useState } from 'preact/hooks';
import { Ask } from '../look/ask.tsx';
import { Composer } from '../look/composer.tsx';
import { Heading } from '../look/heading.tsx';
import { Log } from '../look/log.tsx';
import type { Words } from '../words/en.ts';
import { Bar } from './bar.tsx';
import { whileLost } from './lost.ts';
import { Danger } from './start.tsx';
import type { Event, State } from './state.ts';

type Props = {
  state: Extract<State, { kind: 'talking' }>;
  words: Words;
  organisation: string;
  dispatch: (event: Event) => void;
};

/** The conversation. */
export function Talking({ state, words, organisation, dispatch }: Props) {
  const [ending, setEnding] = useState<HTMLElement>();
  const { counsellor, conversation, lost } = state;
  const failed = conversation.lines.some((line) => line.state === 'failed');
  let trouble = failed ? words.notDelivered : '';
  if (lost > 0) trouble = whileLost(words, words.lineLost, state);
  else if (!conversation.here) trouble = words.otherAway(counsellor);
  return (
    <>
      <div class="talk">
        <header>
          <Heading>{words.talkingWith(counsellor)}</Heading>
          <Danger words={words} />
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
          onTyped={(text) => dispatch({ kind: 'typed', text })}
        />
        {ending && (
          <Ask
            question={words.endSure}
            no={words.endNo}
            yes={words.endYes}
            opener={ending}
            onNo={() => setEnding(undefined)}
            onYes={() => dispatch({ kind: 'leave' })}
          />
        )}
      </div>
      <Bar>
        <button
          type="button"
          class="quiet"
          hidden={ending !== undefined}
          onClick={(event) => setEnding(event.currentTarget)}
        >
          {words.end}
        </button>
      </Bar>
    </>
  );
}
