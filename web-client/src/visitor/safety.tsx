import { Heading } from '../look/heading.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { fill } from '../words/fill.ts';
import { Bar } from './bar.tsx';
import { DangerNumber } from './danger.tsx';
import type { Screen } from './screen.ts';

/**
 * Before anything else: whether somebody sees this, and how to get away. One tap goes on. What is for a phone comes
 * first: all of that is seen on a small one without scrolling.
 */
export function Safety({ words, others, dispatch, onLanguage }: Screen) {
  const { title, near, watched, exitTitle, exit, history, keyboard, goOn } = words.safety;
  return (
    <>
      <div class="screen safety">
        <LanguageSwitch label={words.page.language} others={others} onLanguage={onLanguage} />
        <Heading>{title}</Heading>
        <p>{near}</p>
        <p>{watched}</p>
        <p class="large">
          {words.danger.ask} <DangerNumber words={words} />
        </p>
        <h2>{exitTitle}</h2>
        <p>{fill(exit, { leave: words.exit.leave })}</p>
        <p>{history}</p>
        <p class="soft">{keyboard}</p>
      </div>
      <Bar>
        <button type="button" class="main" onClick={() => dispatch({ kind: 'go-on' })}>
          {goOn}
        </button>
      </Bar>
    </>
  );
}
