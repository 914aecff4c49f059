import { useRef, useState } from 'preact/hooks';
import { LONGEST_TEXT } from '../crypto/contents.ts';
import type { Words } from '../words/en.ts';

type Props = {
  /** Unique in the page: a label finds its field by it. */
  id: string;
  words: Words;
  onWrite: (text: string) => void;
  onTyped: () => void;
};

/** Whether a text fits. Most are far too short to need counting. */
function fits(text: string): boolean {
  return text.length * 3 <= LONGEST_TEXT || new TextEncoder().encode(text).length <= LONGEST_TEXT;
}

/** Where a text is written. The draft lives in the field alone, and goes with it. */
export function Composer({ id, words, onWrite, onTyped }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [tooLong, setTooLong] = useState(false);

  const grow = (element: HTMLTextAreaElement) => {
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight + 2}px`;
  };

  const send = () => {
    const element = field.current;
    if (!element || element.value.trim() === '' || !fits(element.value)) return;
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
    setTooLong(!fits(element.value));
    if (element.value !== '') onTyped();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {tooLong && (
        <p class="notice" id={`${id}-long`} role="alert">
          {words.tooLong}
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
          aria-describedby={tooLong ? `${id}-long` : undefined}
          onKeyDown={onKeyDown}
          onInput={onInput}
        />
        <button
          type="submit"
          class="main"
          disabled={tooLong}
          // Keeps the cursor, and with it a phone's keyboard, where it is.
          onMouseDown={(event) => event.preventDefault()}
        >
          {words.send}
        </button>
      </div>
    </form>
  );
}
