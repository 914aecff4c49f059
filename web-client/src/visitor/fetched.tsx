import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../talk/get-json.ts';
import type { Words } from '../words/words.ts';

type Props<Content> = {
  /** Where it is, beside the page. */
  path: string;
  words: Words;
  children: (content: Content) => ComponentChildren;
};

/** Shows something that the server has for everybody, when it has come. */
export function Fetched<Content>({ path, words, children }: Props<Content>) {
  const [attempt, setAttempt] = useState(0);
  const [come, setCome] = useState<{ path: string; content: Content | undefined }>();
  useEffect(() => {
    let wanted = true;
    setCome(undefined);
    getJson(path).then(
      (content) => wanted && setCome({ path, content: content as Content }),
      () => wanted && setCome({ path, content: undefined }),
    );
    return () => {
      wanted = false;
    };
  }, [path, attempt]);
  if (come?.path !== path) return <p role="status">{words.page.oneMoment}</p>;
  if (come.content !== undefined) return <>{children(come.content)}</>;
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
