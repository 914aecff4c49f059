import { hexToBytes } from '@noble/hashes/utils.js';
import { useState } from 'preact/hooks';
import { Ask } from '../../look/ask.tsx';
import { Heading } from '../../look/heading.tsx';
import { browserRandom } from '../../talk/browser-random.ts';
import type { KeptCard } from '../../talk/folder/contents.ts';
import { keepAs, type OpenFolder } from '../../talk/folder/folder.ts';
import { fill } from '../../words/fill.ts';
import { NO_CARDS } from '../cards.ts';
import { Choice } from '../choices.tsx';
import { useBusy } from './busy.ts';
import { Contain, contentsOf, type Wishes, wishesAtFirst } from './contain.tsx';
import { Make } from './make.tsx';
import { LeaveMessage, Messages } from './messages.tsx';
import { throwAll } from './post.ts';
import { type FolderProps, mayMake } from './screen.tsx';
import { keepsWayBack } from './way-back.ts';

type Props = FolderProps & { folder: OpenFolder };

const DAY = 86_400_000;

/** Her folder is open: what is in it, until when, and what she can do with it. */
export function Opened(props: Props) {
  const { visit, words, folder, dispatch } = props;
  const [does, setDoes] = useState<'change' | 'second' | 'leave'>();
  const says = words.folder.is;
  const { contents, until, lasts } = folder;
  const last = new Date(until * DAY).toLocaleDateString(words.tag, { timeZone: 'UTC', dateStyle: 'long' });
  const back = () => setDoes(undefined);
  if (does === 'change') return <Change {...props} onBack={back} />;
  if (does === 'leave') return <LeaveMessage {...props} onBack={back} />;
  if (does === 'second') return <Make {...props} toShow onDone={back} />;
  return (
    <>
      <Heading key="is">{says.title}</Heading>
      <p>{fill(says.until, { date: last })}</p>
      <p class="soft">{lasts === 'disk' ? says.disk : says.memory}</p>
      {contents.cards.length === 0 ? <p>{says.nothing}</p> : <h2>{says.inIt}</h2>}
      {contents.cards.map((card, at) => (
        <Kept key={at} card={card} />
      ))}
      <Messages {...props} />
      <GoBackIn {...props} />
      <Talk {...props} />
      <h2>{says.more}</h2>
      <ul class="choices">
        {visit.state.kind !== 'talking' && (
          <li>
            <button type="button" class="other wide" onClick={() => setDoes('leave')}>
              {words.folder.messages.leave}
            </button>
          </li>
        )}
        {mayMake(visit) && (
          <>
            <li>
              <button type="button" class="other wide" onClick={() => setDoes('change')}>
                {says.change}
              </button>
            </li>
            <li>
              <button type="button" class="other wide" onClick={() => setDoes('second')}>
                {words.folder.second.title}
              </button>
            </li>
          </>
        )}
        <li>
          <button
            type="button"
            class="other wide"
            onClick={() => dispatch({ kind: 'folder', folder: undefined, cards: NO_CARDS })}
          >
            {says.close}
          </button>
        </li>
      </ul>
      <ThrowAway {...props} />
    </>
  );
}

/** A card as it was kept, to read. */
function Kept({ card: { title, fields } }: { card: KeptCard }) {
  return (
    <details>
      <summary>{title}</summary>
      <dl class="paper">
        {fields.map(({ id, label, value, text = value }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd class="own-words" dir="auto">
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The way back into a conversation that may still go on. */
function GoBackIn({ visit, words, folder, dispatch }: Props) {
  const { wayBack } = folder.contents;
  const { goBackIn, goBackInText } = words.folder.is;
  if (!wayBack || visit.state.kind !== 'entrance') return null;
  return (
    <>
      <button
        type="button"
        class="main wide"
        onClick={() => {
          dispatch({ kind: 'go-back-in', wayBack });
          dispatch({ kind: 'beside', beside: undefined });
        }}
      >
        {goBackIn}
      </button>
      <p class="soft">{goBackInText}</p>
    </>
  );
}

/** The way to a counsellor: the same, or whoever is next. */
function Talk({ visit, words, folder, dispatch }: Props) {
  const { talk, hears, withWhom, same, next } = words.folder.is;
  const keys = folder.contents.talkedWith.map(hexToBytes);
  const known = keys.length > 0;
  const [whom, setWhom] = useState<'same' | 'next'>(known ? 'same' : 'next');
  const { kind } = visit.state;
  if (kind !== 'entrance' && kind !== 'intake' && kind !== 'ended') return null;
  // Whether somebody is there the screen below says; where nobody is, she cannot wait.
  const closed = kind === 'entrance' && visit.hours && !visit.hours.open;
  if (closed) return <p>{words.folder.is.closed}</p>;
  return (
    <>
      <h2>{talk}</h2>
      {known && (
        <Choice
          name="whom"
          question={withWhom}
          value={whom}
          options={[
            ['same', same],
            ['next', next],
          ]}
          onChange={setWhom}
        />
      )}
      <p class="soft">{hears}</p>
      <button
        type="button"
        class="main wide"
        onClick={() => dispatch({ kind: 'talk-again', asksFor: whom === 'same' ? keys : [] })}
      >
        {talk}
      </button>
    </>
  );
}

/** What is in it is changed, and how long it is kept. */
function Change({ visit, words, around, folder, dispatch, onBack }: Props & { onBack: () => void }) {
  const [wishes, setWishes] = useState<Wishes>(() => wishesAtFirst(visit));
  const [merged, setMerged] = useState(false);
  const { busy, trouble, run } = useBusy();
  const { containTitle, keep, keeping } = words.folder.five;
  const change = async () => {
    const contents = await contentsOf(visit, wishes, folder.contents);
    keepsWayBack(contents, dispatch);
    return keepAs(around, folder, contents, browserRandom);
  };
  return (
    <>
      <Heading key="change">{containTitle}</Heading>
      <Contain visit={visit} words={words} wishes={wishes} onChange={setWishes} />
      <button
        type="button"
        class="main wide"
        disabled={busy}
        onClick={() =>
          run(
            change,
            (kept, both) => {
              dispatch({ kind: 'folder', folder: kept, cards: visit.folderCards, open: folder });
              setMerged(both);
              if (!both) onBack();
            },
            folder,
          )
        }
      >
        {keep}
      </button>
      <p role="status" class={trouble ? 'notice' : undefined}>
        {busy ? keeping : trouble ? words.folder.trouble[trouble] : merged && words.folder.is.merged}
      </p>
      <button type="button" class="other wide" onClick={onBack}>
        {words.folder.back}
      </button>
    </>
  );
}

/** It is thrown away, at once and everywhere. */
function ThrowAway({ words, around, folder, dispatch }: Props) {
  const [asking, setAsking] = useState<HTMLElement>();
  const { busy, trouble, run } = useBusy();
  const { throwIt, throwSure, throwYes, throwNo } = words.folder.is;
  const { keeping } = words.folder.five;
  const closed = () => dispatch({ kind: 'folder', folder: undefined, cards: NO_CARDS, open: folder });
  const does = () => throwAll(around, folder);
  return (
    <>
      <button
        type="button"
        class="quiet"
        hidden={asking !== undefined}
        disabled={busy}
        onClick={({ currentTarget }) => setAsking(currentTarget)}
      >
        {throwIt}
      </button>
      {asking && (
        <Ask
          question={throwSure}
          no={throwNo}
          yes={throwYes}
          opener={asking}
          onNo={() => setAsking(undefined)}
          onYes={() => {
            setAsking(undefined);
            run(does, closed, folder);
          }}
        />
      )}
      <p role="status" class={trouble ? 'notice' : undefined}>
        {busy ? keeping : trouble && words.folder.trouble[trouble]}
      </p>
    </>
  );
}
