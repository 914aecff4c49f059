import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ToolsWords } from '../../words/tools-en.ts';
import { isWriting } from '../focus.ts';
import { changeReplies, type OwnReplies, type OwnReply, removeDamaged } from './own-replies.ts';

type Props = {
  /** While it is not shown it keeps what is being written. */
  shown: boolean;
  own: OwnReplies;
  storage: () => Storage;
  words: ToolsWords['replies'];
  onChange: (own: OwnReplies) => void;
  onBack: () => void;
};

/** Where the counsellor writes replies of her own, changes and removes them. */
export function OwnRepliesEditor({ shown, own, storage, words, onChange, onBack }: Props) {
  // The one that is being written: its number, or -1 for a new one.
  const [editing, setEditing] = useState<number>();
  const [removed, setRemoved] = useState<OwnReply>();
  const [said, setSaid] = useState<'saved' | 'removed'>();
  const back = useRef<HTMLButtonElement>(null);

  // What was pressed is gone, and the cursor with it; but not that of somebody who used the mouse while writing.
  const goBack = () => {
    if (!isWriting()) back.current?.focus();
  };
  useLayoutEffect(() => {
    if (shown) goBack();
  }, [shown]);

  const change = (act: (replies: readonly OwnReply[]) => readonly OwnReply[]) => {
    const after = changeReplies(storage, own, act);
    onChange(after);
    setEditing(undefined);
    setSaid(after.kind === 'kept' ? 'saved' : undefined);
    goBack();
  };
  const replies = own.kind === 'damaged' ? [] : own.replies;
  const isThe = (one: OwnReply) => (other: OwnReply) => other.title === one.title && other.text === one.text;
  const put = (before: OwnReply | undefined, after: OwnReply) =>
    change((all) => {
      const at = before ? all.findIndex(isThe(before)) : -1;
      return at < 0 ? [...all, after] : all.map((reply, n) => (n === at ? after : reply));
    });
  const remove = (one: OwnReply) => {
    change((all) => {
      const at = all.findIndex(isThe(one));
      return all.filter((_, n) => n !== at);
    });
    setRemoved(one);
    setSaid('removed');
  };

  return (
    <div class="own">
      <button ref={back} type="button" class="quiet" onClick={onBack}>
        {words.back}
      </button>
      <p class="soft">{words.about}</p>
      {own.kind === 'closed' && <p class="notice">{words.closed}</p>}
      {own.kind === 'damaged' && (
        <>
          <p class="notice">{words.damaged}</p>
          <textarea readOnly={true} rows={6} aria-label={words.stored} value={own.stored} />
          <button type="button" class="other" onClick={() => onChange(removeDamaged(storage))}>
            {words.removeDamaged}
          </button>
        </>
      )}
      <div role="status" class="said">
        <span class="soft">{said && words[said]}</span>{' '}
        {removed && said === 'removed' && (
          <button type="button" class="quiet" onClick={() => put(undefined, removed)}>
            {words.undo}
          </button>
        )}
      </div>
      {own.kind !== 'damaged' &&
        (editing === undefined ? (
          <button type="button" class="other" onClick={() => setEditing(-1)}>
            {words.add}
          </button>
        ) : (
          <ReplyForm
            key={editing}
            begun={replies[editing]}
            words={words}
            onSave={(after) => put(replies[editing], after)}
            onCancel={() => setEditing(undefined)}
          />
        ))}
      {own.kind !== 'damaged' && replies.length === 0 && <p class="soft">{words.none}</p>}
      <ul hidden={editing !== undefined}>
        {replies.map((reply, n) => (
          <li key={n}>
            <strong dir="auto">{reply.title}</strong>
            <span class="words" dir="auto">
              {reply.text}
            </span>
            <span>
              <button type="button" class="quiet" onClick={() => setEditing(n)}>
                {words.edit} <span class="unseen">{reply.title}</span>
              </button>
              <button type="button" class="quiet" onClick={() => remove(reply)}>
                {words.remove} <span class="unseen">{reply.title}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type FormProps = {
  begun: OwnReply | undefined;
  words: ToolsWords['replies'];
  onSave: (reply: OwnReply) => void;
  onCancel: () => void;
};

function ReplyForm({ begun, words, onSave, onCancel }: FormProps) {
  const title = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);

  useLayoutEffect(() => title.current?.focus(), []);

  const save = () => {
    const written = { title: title.current?.value.trim() ?? '', text: text.current?.value.trim() ?? '' };
    setMissing(written.title === '' || written.text === '');
    if (written.title === '') title.current?.focus();
    else if (written.text === '') text.current?.focus();
    else onSave(written);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label class="field">
        <span>{words.title}</span>
        <input ref={title} maxLength={80} autocomplete="off" defaultValue={begun?.title ?? ''} />
      </label>
      <label class="field">
        <span>{words.text}</span>
        <textarea ref={text} rows={5} autocomplete="off" dir="auto" defaultValue={begun?.text ?? ''} />
      </label>
      <p role="alert" class={missing ? 'notice' : undefined}>
        {missing && words.bothNeeded}
      </p>
      <div class="choices">
        <button type="submit" class="main">
          {words.save}
        </button>
        <button type="button" class="quiet" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
