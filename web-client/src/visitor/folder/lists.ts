import en from '../../../../crypto/conversation/words/en.txt?url';
import nl from '../../../../crypto/conversation/words/nl.txt?url';
import type { WordLists } from '../../talk/folder/typed.ts';

/**
 * Gets the two lists of words: only who opens or makes a folder needs them. As texts, for of a script that it has run a browser
 * keeps the name.
 *
 * @throws Error when one does not come.
 */
export async function getLists(): Promise<WordLists> {
  const [dutch, english] = await Promise.all([get(nl), get(en)]);
  return { nl: dutch, en: english };
}

async function get(path: string): Promise<readonly string[]> {
  const answer = await fetch(path, {
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  if (!answer.ok) throw new Error('a list of words did not come');
  return (await answer.text()).trim().split('\n');
}
