import { Heading } from '../look/heading.tsx';
import { Lamp } from '../look/lamp.tsx';
import { LanguageSwitch } from '../look/language-switch.tsx';
import type { Words } from '../words/en.ts';
import { Bar } from './bar.tsx';

type Props = { words: Words; organisation: string; onStart: () => void; onLanguage: () => void };

/** The first screen: what this is, that nothing is asked, and one thing to do. */
export function Start({ words, organisation, onStart, onLanguage }: Props) {
  return (
    <>
      <div class="screen">
        <div class="first-look">
          <Lamp lit={true} />
          <Heading>{words.startTitle}</Heading>
        </div>
        <p>{words.startText(organisation)}</p>
        <p>{words.startPrivate}</p>
        <button type="button" class="main wide" onClick={onStart}>
          {words.start}
        </button>
        <p class="soft">{words.startExit}</p>
        <Danger words={words} />
      </div>
      <Bar>
        <LanguageSwitch words={words} onLanguage={onLanguage} />
      </Bar>
    </>
  );
}

/** The one thing that may not wait for a conversation. */
export function Danger({ words }: { words: Words }) {
  return (
    <p class="soft">
      {words.danger}{' '}
      <a class="number" href="tel:112">
        112
      </a>
      .
    </p>
  );
}
