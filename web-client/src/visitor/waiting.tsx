import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import type { Words } from '../words/en.ts';
import { Bar } from './bar.tsx';
import { whileLost } from './lost.ts';
import { Danger } from './start.tsx';
import type { State } from './state.ts';

type Props = {
  state: Extract<State, { kind: 'waiting' }>;
  words: Words;
  onLeave: () => void;
  onLanguage: () => void;
};

/** The waiting room: her true place, who is there, and nothing that is not known. */
export function Waiting({ state, words, onLeave, onLanguage }: Props) {
  const { place, lost, now } = state;
  const trouble = lost > 0 && whileLost(words, words.lineLostWaiting, state);
  const minutes = Math.floor((now - state.since) / 60_000);
  return (
    <>
      <div class="screen">
        <div class="first-look">
          <Lamp lit={place !== undefined && place.onDuty > 0 && !trouble} />
          <Heading>{words.waitingTitle}</Heading>
        </div>
        <div role="status">
          {place === undefined ? (
            <p>{trouble || words.connecting}</p>
          ) : (
            <>
              <p class="large">{words.place(place.ahead, place.onDuty)}</p>
              {trouble ? <p class="notice">{trouble}</p> : <p>{words.onDuty(place.onDuty)}</p>}
            </>
          )}
        </div>
        <p class="soft">{words.waitingKeep}</p>
        {minutes > 0 && <p class="soft">{words.waited(minutes)}</p>}
        <Danger words={words} />
        <div class="aside">
          <LanguageSwitch words={words} onLanguage={onLanguage} />
        </div>
      </div>
      <Bar>
        <button type="button" class="quiet" onClick={onLeave}>
          {words.leaveWaiting}
        </button>
      </Bar>
    </>
  );
}
