import type { TargetedInputEvent, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { tooMany } from '../talk/length.ts';
import { count } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Large, makeRoom } from './large.ts';

type Typed = TargetedInputEvent<HTMLTextAreaElement>;
type Pressed = TargetedKeyboardEvent<HTMLTextAreaElement>;

/** More than this many characters too many are easier to imagine in pages. */
const IN_PAGES = 3_000;
const PAGE = 2_000;

/** What somebody is told whose text is too long by so many characters. */
export function tooLong(words: Words, over: number): string {
  const { tooLong, tooLongPages } = words.talk;
  return over < IN_PAGES ? count(words, tooLong, over) : count(words, tooLongPages, Math.round(over / PAGE));
}

/** A field that holds a draft, also when it comes back: it begins with what was left in it. */
export function useDraft(begun: string, onTyped: (text: string) => void) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [large] = useState(() => new Large());
  const [over, setOver] = useState(() => tooMany(begun));
  /** Makes the field fit its text, and looks whether that can be sent. */
  const measure = () => {
    if (!field.current) return;
    const more = tooMany(field.current.value);
    if (more > 0) makeRoom(field.current, field.current.value);
    else grow(field.current);
    setOver(more);
  };
  // Only when the field comes: while it is here, what stands in it is ahead of everything.
  useLayoutEffect(() => {
    if (!field.current || begun === '') return;
    if (over > 0) makeRoom(field.current, begun);
    field.current.value = begun;
    measure();
  }, []);
  const attributes = {
    ref: field,
    dir: 'auto',
    autocomplete: 'off',
    autoCorrect: 'off',
    spellcheck: false,
    'data-gramm': 'false',
    onBeforeInput: (event: Typed) => large.insert(event.currentTarget, event),
    onKeyDownCapture: (event: Pressed) => large.key(event.currentTarget, event),
    onInput: ({ currentTarget }: Typed) => {
      measure();
      onTyped(currentTarget.value);
    },
  } as const;
  return { field, over, measure, attributes };
}

/** Makes a field as high as its text. */
export function grow(field: HTMLTextAreaElement): void {
  field.dir = 'auto';
  field.style.blockSize = 'auto';
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}

/** What is said of a text is in sight, wherever in a long page she writes it. */
function seen(notice: HTMLElement | null): void {
  notice?.scrollIntoView?.({ block: 'nearest' });
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
  const { over, attributes } = useDraft(begun, onTyped);
  const told = over > 0 ? `${id}-hint ${id}-long` : `${id}-hint`;
  return (
    <div class="draft">
      <label for={id}>{label}</label>
      <p class="soft" id={`${id}-hint`}>
        {hint}
      </p>
      {over > 0 && (
        <p ref={seen} class="notice" id={`${id}-long`} role="alert">
          {tooLong(words, over)}
        </p>
      )}
      <textarea {...attributes} id={id} rows={2} aria-describedby={told} />
    </div>
  );
}
