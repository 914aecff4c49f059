import { tooMany } from '../talk/length.ts';
import type { Words } from '../words/words.ts';
import { tooLong, useDraft } from './writing.tsx';

type Props = {
  /** Unique in the page: a label finds its field by it. */
  id: string;
  words: Words;
  /** What stood in the field when it was last here. */
  begun: string;
  /** What stands on the button as long as nothing can be sent. */
  waits?: string | undefined;
  /** What says why, by its id. */
  because?: string | undefined;
  onWrite: (text: string) => void;
  /** What stands in the field now. */
  onTyped: (text: string) => void;
};

/** Where a text is written. The field holds the draft, and says with every letter what it is. */
export function Composer({ id, words, begun, waits, because, onWrite, onTyped }: Props) {
  const { field, over, measure, attributes } = useDraft(begun, onTyped);

  const send = () => {
    const element = field.current;
    if (waits !== undefined || !element || element.value.trim() === '' || tooMany(element.value) > 0) return;
    onWrite(element.value.trim());
    element.value = '';
    measure();
    element.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While somebody composes a character, Enter chooses it. Safari tells so only by the code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {over > 0 && (
        <p class="notice" id={`${id}-long`} role="alert">
          {tooLong(words, over)}
        </p>
      )}
      <div class="row">
        <label class="unseen" for={id}>
          {words.talk.write}
        </label>
        <textarea
          {...attributes}
          id={id}
          rows={1}
          placeholder={words.talk.writeHere}
          enterkeyhint="send"
          aria-describedby={over > 0 ? `${id}-long` : undefined}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="main"
          disabled={over > 0}
          aria-disabled={waits !== undefined}
          aria-describedby={waits === undefined ? undefined : because}
          // Keeps the cursor, and with it a phone's keyboard, where it is.
          onMouseDown={(event) => event.preventDefault()}
        >
          {waits ?? words.talk.send}
        </button>
      </div>
    </form>
  );
}
