import { useLayoutEffect, useRef } from 'preact/hooks';

let first = true;

/**
 * The heading of a screen. It takes the focus when the screen comes, so that a screen reader says where one is. Not
 * the first one of a page: there the exit comes first.
 */
export function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (!first) {
      heading.current?.focus({ preventScroll: true });
      // A new screen begins at its beginning, however far down the one before was.
      if (typeof scrollTo === 'function') scrollTo(0, 0);
    }
    first = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
