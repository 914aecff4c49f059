import type { ToolsWords } from '../../words/tools-en.ts';

/** Every key of the console. */
export function Keys({ words }: { words: ToolsWords }) {
  return (
    <dl class="keys" tabIndex={0} data-first aria-label={words.names.keys}>
      {words.keys.map(([key, does]) => (
        <div key={does}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
