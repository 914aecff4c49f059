import { useEffect, useRef, useState } from 'preact/hooks';
import { type FolderTrouble, type OpenFolder, type Outcome, wipeFolder } from '../../talk/folder/folder.ts';
import { NoLine } from '../../talk/folder/line.ts';

/** Why nothing came of it, as she is told. */
export type Trouble = FolderTrouble | 'no-line';

/** Something with a folder that takes a while: whether it is under way, and why the last one came to nothing. */
export type Busy = {
  busy: boolean;
  trouble: Trouble | undefined;
  /**
   * Begins it. What comes of it after this screen is gone is forgotten, unless it was done with a folder that is open already
   * (`open`): then the page goes on with what was kept.
   */
  run: (
    does: () => Promise<Outcome>,
    then: (folder: OpenFolder, merged: boolean) => void,
    open?: OpenFolder,
  ) => void;
};

export function useBusy(): Busy {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  const run: Busy['run'] = (does, then, open) => {
    setBusy(true);
    setTrouble(undefined);
    does().then(
      (outcome) => {
        if (!here.current) {
          if (!('folder' in outcome)) return;
          if (outcome.folder.words === open?.words) then(outcome.folder, false);
          else wipeFolder(outcome.folder);
          return;
        }
        setBusy(false);
        if ('folder' in outcome) then(outcome.folder, outcome.merged === true);
        else setTrouble(outcome.trouble);
      },
      (error: unknown) => {
        if (!here.current) return;
        setBusy(false);
        setTrouble(error instanceof NoLine ? 'no-line' : 'unreachable');
      },
    );
  };
  return { busy, trouble, run };
}
