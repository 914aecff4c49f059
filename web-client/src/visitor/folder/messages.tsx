import { useEffect, useId, useState } from 'preact/hooks';
import { LONGEST_MAIL } from '../../crypto/mail.ts';
import { Heading } from '../../look/heading.tsx';
import type { LeftMail } from '../../talk/folder/contents.ts';
import type { OpenFolder } from '../../talk/folder/folder.ts';
import { count } from '../../words/fill.ts';
import { Choice } from '../choices.tsx';
import { useBusy } from './busy.ts';
import { answers, type Boxes, findBoxes, forget, leave } from './post.ts';
import type { FolderProps } from './screen.tsx';

type Props = FolderProps & { folder: OpenFolder };

/** What she has left, and what was answered. */
export function Messages({ visit, words, around, folder, dispatch }: Props) {
  const [found, setFound] = useState<Awaited<ReturnType<typeof answers>> | 'failed'>();
  const { busy, trouble, run } = useBusy();
  const { title, none, answer, looking, takeBack, read } = words.folder.messages;
  const key = folder.contents.mail.map(({ reply }) => reply).join();
  useEffect(() => {
    let wanted = true;
    setFound(undefined);
    answers(around, folder).then(
      (all) => wanted && setFound(all),
      () => wanted && setFound('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  if (key === '') return null;
  const gone = (left: LeftMail) =>
    run(
      () => forget(around, folder, left),
      (kept) => dispatch({ kind: 'folder', folder: kept, cards: visit.folderCards, open: folder }),
      folder,
    );
  return (
    <>
      <h2>{title}</h2>
      <p role="status" class={trouble ? 'notice' : undefined}>
        {!found || busy
          ? looking
          : found === 'failed'
            ? words.folder.trouble['no-line']
            : trouble && words.folder.trouble[trouble]}
      </p>
      {found !== 'failed' &&
        found?.map((each) => (
          <section key={each.left.reply} class="left">
            {each.answer === undefined ? (
              <p>{none}</p>
            ) : (
              <>
                <p class="soft">{answer}</p>
                <p class="own-words" dir="auto">
                  {each.answer}
                </p>
              </>
            )}
            <button type="button" class="quiet" disabled={busy} onClick={() => gone(each.left)}>
              {each.answer === undefined ? takeBack : read}
            </button>
          </section>
        ))}
    </>
  );
}

/** She leaves a message for who is not there now: the counsellor of before, or whoever is here next. */
export function LeaveMessage({
  visit,
  words,
  around,
  folder,
  dispatch,
  onBack,
}: Props & { onBack: () => void }) {
  const [boxes, setBoxes] = useState<Boxes | 'failed'>();
  const [whom, setWhom] = useState<'before' | 'any'>('before');
  const [text, setText] = useState('');
  const { busy, trouble, run } = useBusy();
  const id = useId();
  useEffect(() => {
    let wanted = true;
    findBoxes(around, folder).then(
      (found) => {
        if (!wanted) return;
        setBoxes(found);
        if (!found.before) setWhom('any');
      },
      () => wanted && setBoxes('failed'),
    );
    return () => {
      wanted = false;
    };
  }, []);
  const says = words.folder.messages;
  const length = new TextEncoder().encode(text.trim()).length;
  const over = length - LONGEST_MAIL;
  const there = typeof boxes === 'object' ? boxes : undefined;
  const to = there && (whom === 'before' && there.before ? [there.before] : there.any);
  const nobody = there && !there.before && there.any.length === 0;
  const when = whom === 'before' ? there?.before?.when : undefined;
  return (
    <>
      <Heading key="leave">{says.leave}</Heading>
      <p>{says.text}</p>
      {!there && <p role="status">{boxes === 'failed' ? words.folder.trouble['no-line'] : says.looking}</p>}
      {nobody && <p class="notice">{says.nobody}</p>}
      {there && !nobody && (
        <form
          class="draft"
          onSubmit={(event) => {
            event.preventDefault();
            if (busy || length === 0 || over > 0 || !to) return;
            run(
              () => leave(around, folder, to, text.trim()),
              (kept) => {
                dispatch({ kind: 'folder', folder: kept, cards: visit.folderCards, open: folder });
                onBack();
              },
              folder,
            );
          }}
        >
          {there.before && (
            <Choice
              name="for-whom"
              question={says.forWhom}
              value={whom}
              options={[
                ['before', says.before],
                ['any', says.any],
              ]}
              onChange={setWhom}
            />
          )}
          {when && (
            <p>
              {says.when} <bdi>{when}</bdi>
            </p>
          )}
          <label for={id}>{says.field}</label>
          <textarea
            id={id}
            rows={6}
            dir="auto"
            autocomplete="off"
            autoCorrect="off"
            spellcheck={false}
            data-gramm="false"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <p role="status" class={trouble ? 'notice' : undefined}>
            {busy
              ? words.folder.five.keeping
              : over > 0
                ? count(words, says.tooLong, over)
                : trouble && words.folder.trouble[trouble]}
          </p>
          <button type="submit" class="main wide" disabled={busy || length === 0 || over > 0}>
            {says.send}
          </button>
        </form>
      )}
      <button type="button" class="other wide" onClick={onBack}>
        {words.folder.back}
      </button>
      <p class="soft">{says.waits}</p>
    </>
  );
}
