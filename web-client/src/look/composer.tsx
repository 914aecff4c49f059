import { useRef, useState } from 'preact/hooks';
import { LONGEST_TEXT } from '../crypto/contents.ts';
import type { Words } from '../words/en.ts';

type Props = {
  /** Unique in the page: a label finds its field by it. */
  id: string;
  words: Words;
  onWrite: (text: string) => void;
  /** What stands in the field now. */
  onTyped: (text: string) => void;
};

/** How many characters too many a text has, in round hundreds. Most are far too short to need counting. */
export function tooMany(text: string): number {
  if (text.length * 3 <= LONGEST_TEXT) return 0;
  const { length } = new TextEncoder().encode(text);
  return Math.ceil((Math.max(0, 1 - LONGEST_TEXT / length) * text.length) / 100) * 100;
}

/** Where a text is written. The field holds the draft, and says with every letter what it is. */
export function Composer({ id, words, onWrite, onTyped }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [over, setOver] = useState(0);

  const grow = (element: HTMLTextAreaElement) => {
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight + 2}px`;
  };

  const send = () => {
    const element = field.current;
    if (!element || element.value.trim() === '' || tooMany(element.value) > 0) return;
    onWrite(element.value.trim());
    element.value = '';
    grow(element);
    element.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While somebody composes a character, Enter chooses it. Safari tells so only by the code 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  const onInput = (event: { currentTarget: HTMLTextAreaElement }) => {
    const element = event.currentTarget;
    grow(element);
    setOver(tooMany(element.value));
    onTyped(element.value);
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
          {words.tooLong(over)}
        </p>
      )}
      <div class="row">
        <label class="unseen" for={id}>
          {words.write}
        </label>
        <textarea
          ref={field}
          id={id}
          rows={1}
          dir="auto"
          placeholder={words.writeHere}
          autocomplete="off"
          autocorrect="off"
          spellcheck={false}
          data-gramm="false"
          enterkeyhint="send"
          aria-describedby={over > 0 ? `${id}-long` : undefined}
          onKeyDown={onKeyDown}
          onInput={onInput}
        />
        <button
          type="submit"
          class="main"
          disabled={over > 0}
          // Keeps the cursor, and with it a phone's keyboard, where it is.
          onMouseDown={(event) => event.preventDefault()}
        >
          {words.send}
        </button>
      </div>
    </form>
  );
}
