import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** Something to choose in a list. */
export type Option = {
  id: string;
  title: string;
  text: string;
  /** For the counsellor alone, below it. */
  aside?: string | undefined;
};

type Props = {
  /** Unique in the page. */
  id: string;
  label: string;
  /** Where what is chosen goes. */
  hint: string;
  query: string;
  onQuery: (query: string) => void;
  options: readonly Option[];
  onChoose: (option: Option) => void;
  /** What is said when there is nothing to choose. */
  none: string;
  /** What stands between the field and the list. */
  children?: ComponentChildren;
};

/** A field and what it finds. Arrows choose and Enter takes, while the cursor stays in the field. */
export function Picker({ id, label, hint, query, onQuery, options, onChoose, none, children }: Props) {
  // Nothing is chosen until somebody writes or presses an arrow: Enter alone does nothing.
  const [chosen, setChosen] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(chosen, options.length - 1);
  const choose = useRef(onChoose);
  choose.current = onChoose;

  // Another list begins at its beginning.
  useLayoutEffect(() => {
    setChosen(query.trim() === '' ? -1 : 0);
    list.current?.scrollTo?.(0, 0);
  }, [query, options]);

  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) {
      setChosen(at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length);
    } else if (event.key === 'Enter') {
      const option = options[at];
      if (option) onChoose(option);
    } else return;
    event.preventDefault();
  };

  // The same while somebody writes beside it: a letter in a message draws no list.
  const rows = useMemo(
    () => (
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} class="options">
        {options.map((option, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field.
          <div
            key={option.id}
            id={`${id}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === at}
            // The rest of a text that is shown only in part.
            title={option.text || undefined}
            onClick={() => choose.current(option)}
          >
            <strong dir="auto">{option.title}</strong>
            {option.text !== '' && (
              <span class="words" dir="auto">
                {option.text}
              </span>
            )}
            {option.aside && <span class="soft lines">{option.aside}</span>}
          </div>
        ))}
      </div>
    ),
    [options, at, id, label],
  );

  return (
    <div class="picker">
      <p class="soft" id={`${id}-hint`}>
        {hint}
      </p>
      <label class="unseen" for={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        list={undefined}
        // biome-ignore lint/a11y/noRedundantRoles: a field is a combobox by itself only with a <datalist>.
        role="combobox"
        placeholder={label}
        value={query}
        autocomplete="off"
        spellcheck={false}
        aria-expanded={options.length > 0}
        aria-describedby={`${id}-hint`}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        data-first
        onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => onQuery(currentTarget.value)}
      />
      {children}
      <div role="status">{options.length === 0 && <p class="soft">{none}</p>}</div>
      {rows}
    </div>
  );
}
