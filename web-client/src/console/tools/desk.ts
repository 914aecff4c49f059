import { useEffect, useState } from 'preact/hooks';
import { getJson } from '../../talk/get-json.ts';
import type { DeskFiles } from '../desk-files.ts';

/** What the organisation wrote for its counsellors: on its way, here, or it did not come. */
export type Desk = { kind: 'loading' } | { kind: 'here'; files: DeskFiles } | { kind: 'failed' };

/** Gets it in a language. While another language is on its way the one before stays. */
export function useDesk(tag: string): [Desk, again: () => void] {
  const [desk, setDesk] = useState<Desk>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    const set = (desk: Desk) => {
      if (wanted) setDesk(desk);
    };
    // Our own server has checked these files when it started.
    getJson(`desk/${tag}`).then(
      (files) => set({ kind: 'here', files: files as DeskFiles }),
      () => set({ kind: 'failed' }),
    );
    return () => {
      wanted = false;
    };
  }, [tag, attempt]);
  const again = () => {
    setDesk({ kind: 'loading' });
    setAttempt(attempt + 1);
  };
  return [desk, again];
}
