import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../talk/get-json.ts';

/** Files of our own server: on their way, here, or they did not come. */
export type Fetched<T> = { kind: 'loading' } | { kind: 'here'; files: T } | { kind: 'failed' };

/** Gets what lies at a path. While that of another path is on its way the one before stays. */
export function useFiles<T>(path: string): [Fetched<T>, again: () => void] {
  const [fetched, setFetched] = useState<Fetched<T>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    const set = (fetched: Fetched<T>) => {
      if (wanted) setFetched(fetched);
    };
    // Our own server has checked these files when it started.
    getJson(path).then(
      (files) => set({ kind: 'here', files: files as T }),
      () => set({ kind: 'failed' }),
    );
    return () => {
      wanted = false;
    };
  }, [path, attempt]);
  const again = () => {
    setFetched({ kind: 'loading' });
    setAttempt(attempt + 1);
  };
  return [fetched, again];
}
