import { App } from '../../src/visitor/app.tsx';
import * as later from '../../src/visitor/later.tsx';
import type { Event, Visit } from '../../src/visitor/state.ts';
import type { Words } from '../../src/words/words.ts';
import { Screen } from '../look/screen.ts';
import { en } from '../words/texts.ts';

const LANGUAGES = [
  { tag: 'nl', name: 'Nederlands' },
  { tag: 'en', name: 'English' },
  { tag: 'ar', name: 'العربية' },
];

/** The screen of a visit, and what she does on it. */
export function screenOf(
  visit: Visit,
  words: Words = en,
  dispatch: (event: Event) => void = () => undefined,
  onLanguage: (tag: string) => void = () => undefined,
): Screen {
  return new Screen(
    <App
      visit={visit}
      words={words}
      organisation="De Luwte"
      languages={LANGUAGES}
      others={LANGUAGES.filter(({ tag }) => tag !== words.tag)}
      host="agenda.example"
      later={later}
      dispatch={dispatch}
      onLanguage={onLanguage}
      onLoad={() => undefined}
    />,
  );
}

/** What she reads. */
export function reads(visit: Visit, words: Words = en): string {
  return screenOf(visit, words).lines.join('\n');
}
