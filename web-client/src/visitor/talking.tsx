import { useState } from 'preact/hooks';
import { Ask } from '../look/ask.tsx';
import { BrakeLeft, brakeText, sendsWhen } from '../look/braked.tsx';
import { Composer } from '../look/composer.tsx';
import { Heading } from '../look/heading.tsx';
import { Log } from '../look/log.tsx';
import { fill } from '../words/fill.ts';
import { Asked } from './asked.tsx';
import { Bar } from './bar.tsx';
import { BesideLinks, TALKING } from './beside-links.tsx';
import { CardsRow } from './cards-row.tsx';
import { Danger } from './danger.tsx';
import { GuestAsked, GuestHere } from './guest-asked.tsx';
import { HandOverAsked } from './hand-over-asked.tsx';
import { whileLost } from './lost.ts';
import type { Screen } from './screen.ts';
import type { State } from './state.ts';

type Props = Screen & { state: Extract<State, { kind: 'talking' }> };

/** The conversation. */
export function Talking({ state, words, organisation, dispatch }: Props) {
  const [ending, setEnding] = useState<HTMLElement>();
  const { counsellor, conversation, lost, now, draft, earlier, asked, goesTo, guest, marks, noGuest } = state;
  const { brake } = conversation;
  const { talkingWith, verified, more, end, endSure, endYes, endNo } = words.conversation;
  const name = counsellor;
  const failed = conversation.lines.some((line) => line.state === 'failed');
  let trouble = failed ? words.talk.notDelivered : '';
  if (lost > 0) trouble = whileLost(words, words.talk.lineLost, state);
  else if (!conversation.here) trouble = fill(words.talk.otherAway, { name });
  return (
    <>
      <div class="talk">
        <header>
          <Heading>{fill(talkingWith, { name })}</Heading>
          <Danger words={words} />
          <details>
            <summary>{more}</summary>
            <BesideLinks words={words} to={TALKING} dispatch={dispatch} />
          </details>
        </header>
        <Log
          lines={conversation.lines}
          name={counsellor}
          earlier={earlier}
          marks={marks}
          words={words}
          shown={true}
          onRetry={() => dispatch({ kind: 'retry' })}
        >
          <p class="soft first">
            {marks.length > 0 ? fill(words.guest.reads, { name }) : fill(verified, { organisation })}
          </p>
          <p class="soft first">{words.talk.startAnywhere}</p>
        </Log>
        <div role="status">
          {trouble !== '' && <p class="notice">{trouble}</p>}
          {brake && <p class="notice">{brakeText(brake, name, words)}</p>}
          {noGuest !== undefined && (
            <p class="notice">{fill(words.guest.notNow, { other: noGuest, name })}</p>
          )}
          {goesTo !== undefined && <p class="notice">{fill(words.handOver.comes, { name: goesTo })}</p>}
        </div>
        <CardsRow state={state} words={words} dispatch={dispatch} />
        {brake && brake.what !== 'lifted' && <BrakeLeft brake={brake} now={now} words={words} />}
        {asked !== undefined && (
          <HandOverAsked key={asked} name={name} asked={asked} words={words} dispatch={dispatch} />
        )}
        {guest?.stage === 'asked' && (
          <GuestAsked key={guest.id.join()} name={name} guest={guest} words={words} dispatch={dispatch} />
        )}
        {state.offered && (
          <Asked
            title={fill(words.folder.offered, { name })}
            text=""
            yes={words.folder.offeredYes}
            no={words.folder.offeredNo}
            onAnswer={(agrees) => {
              dispatch({ kind: 'not-now' });
              if (agrees) dispatch({ kind: 'beside', beside: 'folder' });
            }}
          />
        )}
        {guest?.line && <GuestHere guest={guest} words={words} dispatch={dispatch} />}
        <p class="typing">
          {conversation.typingUntil > 0 && trouble === '' ? fill(words.talk.isTyping, { name }) : ''}
        </p>
        <Composer
          id="message"
          words={words}
          begun={draft}
          waits={sendsWhen(conversation, now, words)}
          because="brake-left"
          onWrite={(text) => dispatch({ kind: 'write', text })}
          onTyped={(text) => dispatch({ kind: 'typed', text })}
        />
        {ending && (
          <Ask
            question={conversation.cards?.cards.length ? words.cards.endSure : endSure}
            no={endNo}
            yes={endYes}
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
          {end}
        </button>
      </Bar>
    </>
  );
}
