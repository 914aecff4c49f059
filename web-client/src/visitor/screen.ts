import type { Language } from '../words/language.ts';
import type { Words } from '../words/words.ts';
import type { Event } from './state.ts';

/** What every screen has. */
export type Screen = {
  words: Words;
  /** The name of the organisation. */
  organisation: string;
  /** The languages that the page does not speak now. */
  others: readonly Language[];
  dispatch: (event: Event) => void;
  onLanguage: (tag: string) => void;
};
