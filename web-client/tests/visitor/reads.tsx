import type { Around } from '../../src/talk/folder/line.ts';
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

/** No request about a folder comes anywhere here. */
const NO_LINE: Around = {
  connect: () => ({ send: () => undefined, close: () => undefined }),
  root: new Uint8Array(32),
  clock: { now: () => 0, later: () => undefined },
};

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
      around={NO_LINE}
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
