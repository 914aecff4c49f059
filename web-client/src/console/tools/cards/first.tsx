import { useLayoutEffect, useRef } from 'preact/hooks';
import { isLost } from '../../focus.ts';

/** What comes first takes the cursor when what had it has made place for it: who uses keys goes on from here. */
function useFirst<Kind extends HTMLElement>() {
  const first = useRef<Kind>(null);
  useLayoutEffect(() => {
    if (isLost()) first.current?.focus();
  }, []);
  return first;
}

/** The title of a card. */
export function Title({ children }: { children: string }) {
  return (
    <h2 ref={useFirst<HTMLHeadingElement>()} tabIndex={-1} data-first>
      {children}
    </h2>
  );
}

/** What is said in the place of a card. The key of the tab leads here: what is typed next must not go into a message. */
export function Instead({ children }: { children: string }) {
  return (
    <p ref={useFirst<HTMLParagraphElement>()} class="notice" tabIndex={-1} data-first>
      {children}
    </p>
  );
}
