import { bytesToHex } from '@noble/hashes/utils.js';
import { useState } from 'preact/hooks';
import { Heading } from '../../look/heading.tsx';
import { browserRandom } from '../../talk/browser-random.ts';
import { NOTHING_KEPT } from '../../talk/folder/contents.ts';
import { drawWords } from '../../talk/folder/draw.ts';
import { makeUnder } from '../../talk/folder/folder.ts';
import type { WordLists } from '../../talk/folder/typed.ts';
import { useBusy } from './busy.ts';
import { Contain, cardsOf, contentsOf, type Wishes, wishesAtFirst } from './contain.tsx';
import { WithLists } from './loaded.tsx';
import type { FolderProps } from './screen.tsx';
import { TypeWords } from './type-words.tsx';
import { counsellorOf, keepsWayBack, rightOf } from './way-back.ts';

type Props = FolderProps & {
  /** A second folder, for somebody who makes her type words: nothing is in it. */
  toShow?: boolean;
  onDone: () => void;
};

/** Five words are made: is it safe, the words, does she know them, what goes into the folder. */
export function Make(props: Props) {
  const [sure, setSure] = useState(false);
  const { words, toShow, onDone } = props;
  const { title, text, points, goOn } = toShow ? words.folder.second : words.folder.before;
  if (sure) return <WithLists words={words}>{(lists) => <Steps {...props} lists={lists} />}</WithLists>;
  return (
    <>
      <Heading key="before">{title}</Heading>
      <p>{text}</p>
      <ul class="points">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <button type="button" class="main wide" onClick={() => setSure(true)}>
        {goOn}
      </button>
      <button type="button" class="other wide" onClick={onDone}>
        {words.folder.rather}
      </button>
    </>
  );
}

function Steps(props: Props & { lists: WordLists }) {
  const { visit, words, around, lists, toShow, dispatch, onDone } = props;
  const list = lists[words.tag] ?? lists['en'] ?? [];
  const [five, setFive] = useState(() => drawWords(list, browserRandom));
  const [step, setStep] = useState<'show' | 'type' | 'contain'>('show');
  const [wrong, setWrong] = useState(false);
  const [wishes, setWishes] = useState<Wishes>(() => wishesAtFirst(visit));
  const { busy, trouble, run } = useBusy();
  const { title, hint, others, know, typeTitle, look, notThese, goOn, containTitle, keep, keeping } =
    words.folder.five;
  const make = async () => {
    const right = rightOf(visit.state);
    if (!right) return { trouble: 'refused' as const };
    if (toShow) {
      const days = visit.folder?.contents.days ?? NOTHING_KEPT.days;
      // A folder of somebody who talked here knows with whom: one without would look like none.
      const counsellor = counsellorOf(visit.state);
      const talkedWith = counsellor ? [bytesToHex(counsellor)] : [];
      const decoy = { ...NOTHING_KEPT, days, talkedWith };
      return makeUnder(around, five.join(' '), decoy, right, browserRandom);
    }
    const contents = await contentsOf(visit, wishes, NOTHING_KEPT);
    keepsWayBack(contents, dispatch);
    return makeUnder(around, five.join(' '), contents, right, browserRandom);
  };
  const go = () =>
    run(make, (folder) => {
      if (!toShow) {
        dispatch({ kind: 'folder', folder, cards: cardsOf(visit.state), made: true });
      }
      onDone();
    });
  const status = busy ? keeping : trouble && words.folder.trouble[trouble];
  if (step === 'show') {
    return (
      <>
        <Heading key="show">{title}</Heading>
        <ol class="five">
          {five.map((word, n) => (
            <li key={n} dir="ltr">
              {word}
            </li>
          ))}
        </ol>
        <p>{hint}</p>
        <button type="button" class="main wide" onClick={() => setStep('type')}>
          {know}
        </button>
        <button type="button" class="other wide" onClick={() => setFive(drawWords(list, browserRandom))}>
          {others}
        </button>
      </>
    );
  }
  if (step === 'type') {
    return (
      <>
        <Heading key="type">{typeTitle}</Heading>
        <TypeWords
          lists={lists}
          words={words}
          label={toShow ? keep : goOn}
          busy={busy}
          onWords={(typed) => {
            const right = typed === five.join(' ');
            setWrong(!right);
            if (!right) return;
            if (toShow) go();
            else setStep('contain');
          }}
        />
        <p role="status" class={trouble ? 'notice' : undefined}>
          {wrong ? notThese : status}
        </p>
        <button type="button" class="other wide" onClick={() => setStep('show')}>
          {look}
        </button>
      </>
    );
  }
  return (
    <>
      <Heading key="contain">{containTitle}</Heading>
      <Contain visit={visit} words={words} wishes={wishes} onChange={setWishes} />
      <button type="button" class="main wide" disabled={busy} onClick={go}>
        {keep}
      </button>
      <p role="status" class={trouble ? 'notice' : undefined}>
        {status}
      </p>
    </>
  );
}
