import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

type Props = {
  question: string;
  no: string;
  yes: string;
  /** Small, for a bar of the console. */
  quiet?: boolean;
  /** What was pressed to come here. It is hidden meanwhile. */
  opener: HTMLElement;
  onNo: () => void;
  onYes: () => void;
};

/** So long neither answer is taken, in milliseconds: a double click is no answer. */
export const HASTE = 700;

/**
 * Asks whether something is meant. The focus goes to "no" and, after that, back to what was pressed: whoever uses the
 * keyboard would else have to begin at the top of the page. "No" comes last, nearest to where the pointer is.
 */
export function Ask({ question, no, yes, quiet = false, opener, onNo, onYes }: Props) {
  const refuse = useRef<HTMLButtonElement>(null);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setReady(true), HASTE);
    return () => clearTimeout(timer);
  }, []);

  useLayoutEffect(() => {
    refuse.current?.focus({ preventScroll: true });
    // With large letters the page is one that scrolls, and the question may lie below what is seen of it.
    refuse.current?.scrollIntoView?.({ block: 'nearest' });
    return () =>
      requestAnimationFrame(() => {
        // After "yes" another screen may have taken the focus already.
        if (document.activeElement === document.body) opener.focus({ preventScroll: true });
      });
  }, [opener]);

  return (
    <fieldset
      class="ask"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo();
      }}
    >
      <legend>{question}</legend>
      <button type="button" class={quiet ? 'quiet sure' : 'main'} disabled={!ready} onClick={onYes}>
        {yes}
      </button>
      <button ref={refuse} type="button" class={quiet ? 'quiet' : 'other'} onClick={() => ready && onNo()}>
        {no}
      </button>
    </fieldset>
  );
}
