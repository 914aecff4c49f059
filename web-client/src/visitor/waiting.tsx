import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { Draft } from '../look/writing.tsx';
import type { Place } from '../wire/frames.ts';
import { count } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Bar } from './bar.tsx';
import { ALL, BesideLinks } from './beside-links.tsx';
import { Danger } from './danger.tsx';
import { closing, type Hours } from './hours.ts';
import { whileLost } from './lost.ts';
import type { Screen } from './screen.ts';
import type { State } from './state.ts';

type Props = Screen & { state: Extract<State, { kind: 'waiting' }>; hours: Hours | undefined };

/** How many people are before her, in words as long as one can say them at a glance. */
export function placeText(words: Words, { ahead, onDuty }: Place): string {
  const { next, nextWhen, before, small } = words.waiting;
  if (ahead === 0) return onDuty > 0 ? next : nextWhen;
  return count(words, before, ahead, { count: small[ahead] ?? ahead });
}

/** How long that usually is, or nothing when it is not known. */
export function usualWait(words: Words, { least, most }: Place): string {
  if (most === 0) return '';
  if (least === most) return count(words, words.waiting.about, most);
  return count(words, words.waiting.usually, most, { least });
}

/** The waiting room: her true place, who is there, and nothing that is not known. */
export function Waiting({ state, hours, words, others, dispatch, onLanguage }: Props) {
  const { place, lost, now, draft, skipped } = state;
  const { title, connecting, onDuty, keep, waited, write, writeHint, writeSkipped, beside, stop } =
    words.waiting;
  const trouble = lost > 0 && whileLost(words, words.talk.lineLostWaiting, state);
  const minutes = Math.floor((now - state.since) / 60_000);
  const closes = trouble ? '' : closing(words, hours, place, now);
  return (
    <>
      <div class="screen">
        <div class="first-look">
          <Lamp lit={place !== undefined && place.onDuty > 0 && !trouble} />
          <Heading>{title}</Heading>
        </div>
        <div role="status">
          {place === undefined ? (
            <p>{trouble || connecting}</p>
          ) : (
            <>
              <p class="large">
                {placeText(words, place)} {!trouble && <span class="then">{usualWait(words, place)}</span>}
              </p>
              {trouble ? <p class="notice">{trouble}</p> : <p>{count(words, onDuty, place.onDuty)}</p>}
            </>
          )}
          {closes !== '' && <p>{closes}</p>}
        </div>
        <Draft
          id="first"
          label={write}
          hint={skipped ? writeSkipped : writeHint}
          words={words}
          begun={draft}
          onTyped={(text) => dispatch({ kind: 'typed', text })}
        />
        <h2>{beside}</h2>
        <BesideLinks words={words} to={ALL} dispatch={dispatch} />
        <p class="soft">{keep}</p>
        {minutes > 0 && <p class="soft">{count(words, waited, minutes)}</p>}
        <Danger words={words} />
        <LanguageSwitch label={words.page.language} others={others} onLanguage={onLanguage} />
      </div>
      <Bar>
        <button type="button" class="quiet" onClick={() => dispatch({ kind: 'leave' })}>
          {stop}
        </button>
      </Bar>
    </>
  );
}
