import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { fill } from '../words/fill.ts';
import { Bar } from './bar.tsx';
import { BesideLinks, TO_READ } from './beside-links.tsx';
import { Danger } from './danger.tsx';
import { clock, type Hours, opening } from './hours.ts';
import type { Screen } from './screen.ts';

type Props = Screen & {
  hours: Hours;
  /** The time as the screen shows it. */
  now: number;
};

/**
 * Outside opening hours, or when nobody is on duty: what there is instead, and when somebody is here again. While the
 * helpline is open she may wait for somebody to come.
 */
export function Closed({ hours, now, words, others, dispatch, onLanguage }: Props) {
  const { title, instead, nobodyTitle, nobody, until, wait } = words.closed;
  const { open, closes, because } = hours;
  const why = because?.[words.tag];
  return (
    <>
      <div class="screen">
        <LanguageSwitch label={words.page.language} others={others} onLanguage={onLanguage} />
        <div class="first-look">
          <Lamp lit={false} />
          <Heading>{open ? nobodyTitle : title}</Heading>
        </div>
        {!open && why && <p>{why}</p>}
        {open ? <p>{nobody}</p> : <p class="large">{opening(words, hours, now)}</p>}
        {open && closes > 0 && <p>{fill(until, { time: clock(words, closes) })}</p>}
        {open && (
          <button type="button" class="main wide" onClick={() => dispatch({ kind: 'anyway' })}>
            {wait}
          </button>
        )}
        <p>{instead}</p>
        <BesideLinks words={words} to={TO_READ} dispatch={dispatch} />
        <Danger words={words} />
      </div>
      <Bar />
    </>
  );
}
