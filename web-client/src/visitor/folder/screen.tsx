import { useEffect, useState } from 'preact/hooks';
import { Heading } from '../../look/heading.tsx';
import { openWith } from '../../talk/folder/folder.ts';
import type { Around } from '../../talk/folder/line.ts';
import type { Words } from '../../words/words.ts';
import { NO_CARDS } from '../cards.ts';
import type { Event, Visit } from '../state.ts';
import { bringsCards, renewed } from './bring.ts';
import { useBusy } from './busy.ts';
import { WithLists } from './loaded.tsx';
import { Make } from './make.tsx';
import { Opened } from './opened.tsx';
import { TypeWords } from './type-words.tsx';

export type FolderProps = {
  visit: Visit;
  words: Words;
  around: Around;
  dispatch: (event: Event) => void;
};

/** Her folder: the way to it, or what is in it. */
export function FolderScreen(props: FolderProps) {
  const [does, setDoes] = useState<'open' | 'make'>();
  const { visit, words } = props;
  const back = () => setDoes(undefined);
  const open = visit.folder !== undefined;
  // Whoever closes it comes to where she began.
  useEffect(() => {
    if (open) setDoes((does) => (does === 'open' ? undefined : does));
  }, [open]);
  // What is done with a folder that is just made goes on with it.
  if (visit.folder && does !== 'make') return <Opened {...props} folder={visit.folder} />;
  if (does === 'open') return <OpenIt {...props} onBack={back} />;
  if (does === 'make') return <Make {...props} onDone={back} />;
  const { title, what, have, make, cannotMake } = words.folder;
  return (
    <>
      <Heading key="folder">{title}</Heading>
      <p>{what}</p>
      <button type="button" class="other wide" onClick={() => setDoes('open')}>
        {have}
      </button>
      {mayMake(visit) ? (
        <button type="button" class="other wide" onClick={() => setDoes('make')}>
          {make}
        </button>
      ) : (
        <p class="soft">{cannotMake}</p>
      )}
    </>
  );
}

/** Only who talked with somebody makes a folder: else anybody could fill the store. */
export function mayMake({ state }: Visit): boolean {
  return state.kind === 'talking' || (state.kind === 'ended' && state.was !== undefined);
}

function OpenIt({ words, around, dispatch, onBack }: FolderProps & { onBack: () => void }) {
  const { busy, trouble, run } = useBusy();
  const { title, open, opening } = words.folder.open;
  return (
    <>
      <Heading key="open">{title}</Heading>
      <WithLists words={words}>
        {(lists) => (
          <TypeWords
            lists={lists}
            words={words}
            label={open}
            busy={busy}
            onWords={(five) => {
              let cards = NO_CARDS;
              const does = async () => {
                const outcome = await renewed(around, await openWith(around, five));
                if ('folder' in outcome) cards = await bringsCards(outcome.folder, words.tag);
                return outcome;
              };
              run(does, (folder) => dispatch({ kind: 'folder', folder, cards }));
            }}
          />
        )}
      </WithLists>
      <p role="status" class={trouble ? 'notice' : undefined}>
        {busy ? opening : trouble && words.folder.trouble[trouble]}
      </p>
      <button type="button" class="quiet" onClick={onBack}>
        {words.folder.back}
      </button>
    </>
  );
}
