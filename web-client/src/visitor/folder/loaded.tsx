import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { WordLists } from '../../talk/folder/typed.ts';
import type { Words } from '../../words/words.ts';
import { getLists } from './lists.ts';

type Props = { words: Words; children: (lists: WordLists) => ComponentChildren };

/** Shows what needs the lists of words, when they are here. */
export function WithLists({ words, children }: Props) {
  const [lists, setLists] = useState<WordLists | 'failed'>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    setLists(undefined);
    getLists().then(
      (come) => wanted && setLists(come),
      () => wanted && setLists('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [attempt]);
  if (lists === undefined) return <p role="status">{words.page.oneMoment}</p>;
  if (lists !== 'failed') return <>{children(lists)}</>;
  return (
    <>
      <p class="notice" role="status">
        {words.page.partFailed}
      </p>
      <button type="button" class="other" onClick={() => setAttempt(attempt + 1)}>
        {words.page.tryAgain}
      </button>
    </>
  );
}
