/** The two lists of words, in a file of their own: only who opens or makes a folder needs them. */
import en from '../../../../crypto/conversation/words/en.txt?raw';
import nl from '../../../../crypto/conversation/words/nl.txt?raw';
import type { WordLists } from '../../talk/folder/typed.ts';

const words = (list: string) => list.trim().split('\n');

export const LISTS: WordLists = { nl: words(nl), en: words(en) };
