import type { ComponentChildren } from 'preact';

/** The foot of every screen. The exit lies at its beginning: it is in the HTML, so that it works before all this. */
export function Bar({ children }: { children?: ComponentChildren }) {
  return (
    <div class="bar">
      <div class="bar-inside">{children}</div>
    </div>
  );
}
