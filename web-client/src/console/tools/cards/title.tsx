import { useLayoutEffect, useRef } from 'preact/hooks';
import { isLost } from '../../focus.ts';

/** The title of a card. It takes the cursor when what had it has made place for it: who uses keys goes on from here. */
export function Title({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (isLost()) heading.current?.focus();
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1} data-first>
      {children}
    </h2>
  );
}
