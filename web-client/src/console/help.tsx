import type { ComponentChildren } from 'preact';
import type { ConsoleWords } from '../words/console-en.ts';

/** A quiet space at the side. For now it holds the keys. */
export function Help({ words, children }: { words: ConsoleWords; children: ComponentChildren }) {
  return (
    <aside class="column help" aria-labelledby="help-title">
      <h2 id="help-title">{words.helpTitle}</h2>
      {children}
      <h3>{words.shortcuts}</h3>
      <dl class="keys">
        {words.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
