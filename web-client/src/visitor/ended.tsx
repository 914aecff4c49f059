import { Heading } from '../look/heading.tsx';
import { Log } from '../look/log.tsx';
import type { Words } from '../words/en.ts';
import { Bar } from './bar.tsx';
import { Danger } from './start.tsx';
import type { Event, State } from './state.ts';

type Props = {
  state: Extract<State, { kind: 'ended' }>;
  words: Words;
  organisation: string;
  dispatch: (event: Event) => void;
};

/** The end: what happened, what is safe, what she can do. */
export function Ended({ state, words, organisation, dispatch }: Props) {
  const { why, lines, counsellor, next } = state;
  const { title, text } = words.endings[why];
  const readable = lines.length > 0;
  const undelivered = lines.some((line) => line.mine && line.state === 'failed');
  const vanished = why === 'gone' || why === 'off-duty' || why === 'away-too-long';
  return (
    <>
      <div class={readable ? 'talk' : 'screen'}>
        {readable && (
          <>
            <header>
              <h1>{words.talkedWith(counsellor)}</h1>
            </header>
            <Log lines={lines} name={counsellor} words={words} shown={true} onRetry={undefined} />
          </>
        )}
        <div class={readable ? 'ending' : 'ending-words'}>
          <Heading>{title}</Heading>
          <p>{typeof text === 'string' ? text : text(organisation)}</p>
          {undelivered && <p>{words.undelivered}</p>}
          {readable && <p>{words.stillReadable}</p>}
          {next && <p>{words.frontOfLine}</p>}
          <button type="button" class="main wide" onClick={() => dispatch({ kind: 'start' })}>
            {next || vanished ? words.waitForAnother : words.again}
          </button>
          <Danger words={words} />
        </div>
      </div>
      <Bar>
        {readable && (
          <button type="button" class="quiet" onClick={() => dispatch({ kind: 'clear' })}>
            {words.close}
          </button>
        )}
      </Bar>
    </>
  );
}
