import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { tooMany } from '../talk/length.ts';
import { count } from '../words/fill.ts';
import type { Words } from '../words/words.ts';

/** More than this many characters too many are easier to imagine in pages. */
const IN_PAGES = 3_000;
const PAGE = 2_000;

/** What somebody is told whose text is too long by so many characters. */
export function tooLong(words: Words, over: number): string {
  const { tooLong, tooLongPages } = words.talk;
  return over < IN_PAGES ? count(words, tooLong, over) : count(words, tooLongPages, Math.round(over / PAGE));
}

/** Makes a field as high as its text. */
export function grow(element: HTMLTextAreaElement): void {
  element.style.blockSize = 'auto';
  element.style.blockSize = `${element.scrollHeight + 2}px`;
}

/** A field that holds a draft, also when it comes back: it begins with what was left in it. */
export function useDraft(begun: string): {
  field: RefObject<HTMLTextAreaElement | null>;
  over: number;
  measure: () => void;
} {
  const field = useRef<HTMLTextAreaElement>(null);
  const [over, setOver] = useState(() => tooMany(begun));
  const measure = () => {
    if (!field.current) return;
    grow(field.current);
    setOver(tooMany(field.current.value));
  };
  // Only when the field comes: while it is here, what stands in it is ahead of everything.
  useLayoutEffect(() => {
    if (!field.current || begun === '') return;
    field.current.value = begun;
    grow(field.current);
  }, []);
  return { field, over, measure };
}

type Props = {
  id: string;
  label: string;
  hint: string;
  words: Words;
  begun: string;
  onTyped: (text: string) => void;
};

/** A field for a text that is not sent from here. */
export function Draft({ id, label, hint, words, begun, onTyped }: Props) {
  const { field, over, measure } = useDraft(begun);
  return (
    <div class="draft">
      <label for={id}>{label}</label>
      <p class="soft" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea
        ref={field}
        id={id}
        rows={2}
        dir="auto"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        data-gramm="false"
        aria-describedby={`${id}-hint`}
        onInput={({ currentTarget }) => {
          measure();
          onTyped(currentTarget.value);
        }}
      />
      {over > 0 && (
        <p class="notice" role="alert">
          {tooLong(words, over)}
        </p>
      )}
    </div>
  );
}
