import { Heading } from '../look/heading.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { fill } from '../words/fill.ts';
import { Bar } from './bar.tsx';
import { Danger } from './danger.tsx';
import type { Screen } from './screen.ts';

/** Before anything else: whether somebody sees this, and how to get away. One tap goes on. */
export function Safety({ words, others, dispatch, onLanguage }: Screen) {
  const { title, near, watched, exitTitle, exit, history, goOn } = words.safety;
  return (
    <>
      <div class="screen">
        <LanguageSwitch label={words.page.language} others={others} onLanguage={onLanguage} />
        <Heading>{title}</Heading>
        <p>{near}</p>
        <p>{watched}</p>
        <Danger words={words} />
        <h2>{exitTitle}</h2>
        <p>{fill(exit, { leave: words.exit.leave })}</p>
        <p>{history}</p>
      </div>
      <Bar>
        <button type="button" class="main" onClick={() => dispatch({ kind: 'go-on' })}>
          {goOn}
        </button>
      </Bar>
    </>
  );
}
