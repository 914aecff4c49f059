import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { fill } from '../words/fill.ts';
import { Bar } from './bar.tsx';
import { BesideLinks, TO_READ } from './beside-links.tsx';
import { Danger } from './danger.tsx';
import { ENTRANCES } from './intake.ts';
import type { Screen } from './screen.ts';

/** What this is, that nothing is asked, and for whom she comes. */
export function Entrance({ words, organisation, others, dispatch, onLanguage }: Screen) {
  const { title, who, private: alone, question, beside } = words.entrance;
  return (
    <>
      <div class="screen">
        <LanguageSwitch label={words.page.language} others={others} onLanguage={onLanguage} />
        <div class="first-look">
          <Lamp lit={true} />
          <Heading>{title}</Heading>
        </div>
        <p>{fill(who, { organisation })}</p>
        <p>{alone}</p>
        <h2 id="for-whom">{question}</h2>
        <ul class="choices" aria-labelledby="for-whom">
          {ENTRANCES.map((entrance) => (
            <li key={entrance}>
              <button type="button" class="other wide" onClick={() => dispatch({ kind: 'choose', entrance })}>
                <strong>{words.entrances[entrance].name}</strong>{' '}
                <span class="soft">{words.entrances[entrance].short}</span>
              </button>
            </li>
          ))}
        </ul>
        <h2>{beside}</h2>
        <BesideLinks words={words} to={TO_READ} dispatch={dispatch} />
        <Danger words={words} />
      </div>
      <Bar />
    </>
  );
}
