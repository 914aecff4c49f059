import { useLayoutEffect, useRef } from 'preact/hooks';

/** The heading of a screen. It takes the focus when the screen comes, so that a screen reader says where one is. */
export function Heading({ children, quiet = false }: { children: string; quiet?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (!quiet) heading.current?.focus({ preventScroll: true });
  }, [quiet]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
