import { Heading } from '../look/heading.tsx';
import { Log } from '../look/log.tsx';
import { fill, type Text } from '../words/fill.ts';
import { Bar } from './bar.tsx';
import { BesideLinks, TO_READ } from './beside-links.tsx';
import { Danger } from './danger.tsx';
import { Helped } from './helped.tsx';
import type { Screen } from './screen.ts';
import type { State } from './state.ts';

type Props = Screen & { state: Extract<State, { kind: 'ended' }> };

/** The end: what happened, what is safe, what she can do. */
export function Ended({ state, words, organisation, dispatch }: Props) {
  const { why, lines, counsellor, earlier, next, draft } = state;
  const { undelivered, draftKept, close, again, waitForAnother, frontOfLine, comeBack } = words.end;
  const { title, text } = words.endings[why];
  const readable = lines.length > 0;
  const lost = lines.some((line) => line.mine && line.state === 'failed');
  const vanished = why === 'gone' || why === 'off-duty' || why === 'away-too-long' || why === 'passed-back';
  const kept = draft.trim() !== '';
  // Whoever did not end it herself may want nothing but to go on.
  const goesOn = next || vanished;
  const start = (
    <button
      type="button"
      class={why === 'closed' ? 'other wide' : 'main wide'}
      onClick={() => dispatch({ kind: 'start' })}
    >
      {goesOn ? waitForAnother : again}
    </button>
  );
  return (
    <>
      <div class={readable ? 'talk over' : 'screen'}>
        {readable && (
          <>
            <header>
              <h1>{fill(words.conversation.talkedWith, { name: counsellor })}</h1>
            </header>
            <Log
              lines={lines}
              name={counsellor}
              earlier={earlier}
              marks={state.marks}
              words={words}
              shown={true}
              onRetry={undefined}
            />
          </>
        )}
        <div class={readable ? 'ending' : 'ending-words'}>
          <Heading>{title}</Heading>
          <p>{fill(text as Text<'organisation'>, { organisation })}</p>
          {next && <p>{frontOfLine}</p>}
          {lost && <p>{undelivered}</p>}
          {kept && <p>{draftKept}</p>}
          {goesOn && start}
          {state.cards.cards.length > 0 && (
            <div>
              <p>{words.cards.stays}</p>
              <button
                type="button"
                class="other"
                onClick={() => dispatch({ kind: 'beside', beside: 'cards' })}
              >
                {words.cards.yours}
              </button>
            </div>
          )}
          {readable && <p>{words.talk.stillReadable}</p>}
          {counsellor !== '' && <Helped words={words} />}
          {!goesOn && start}
          <p class="soft">{comeBack}</p>
          <BesideLinks words={words} to={TO_READ} dispatch={dispatch} />
          <Danger words={words} />
        </div>
      </div>
      <Bar>
        {(readable || kept || state.cards.cards.length > 0) && (
          <button type="button" class="quiet" onClick={() => dispatch({ kind: 'clear' })}>
            {close}
          </button>
        )}
      </Bar>
    </>
  );
}
