import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import type { Words } from '../words/en.ts';
import { Bar } from './bar.tsx';
import type { State } from './state.ts';

type Props = {
  state: Extract<State, { kind: 'waiting' }>;
  words: Words;
  onLeave: () => void;
  onLanguage: () => void;
};

/** The waiting room: her true place, who is there, and nothing that is not known. */
export function Waiting({ state, words, onLeave, onLanguage }: Props) {
  const { place, lost, minutes } = state;
  return (
    <>
      <div class="screen">
        <div class="first-look">
          <Lamp lit={place !== undefined && place.onDuty > 0 && !lost} />
          <Heading>{words.waitingTitle}</Heading>
        </div>
        <div role="status">
          {place === undefined ? (
            <p>{lost ? words.lineLostWaiting : words.connecting}</p>
          ) : (
            <>
              <p class="large">{words.place(place.ahead)}</p>
              <p>{words.onDuty(place.onDuty)}</p>
              {lost && <p class="notice">{words.lineLostWaiting}</p>}
            </>
          )}
        </div>
        <p class="soft">{words.waitingKeep}</p>
        {place !== undefined && !lost && <p class="soft">{words.waited(minutes)}</p>}
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
