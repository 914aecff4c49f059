import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { firstFields, type Template } from '../../talk/cards/template.ts';
import { fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';

type Props = {
  template: Template;
  /** Which part is open. */
  open: number;
  /** The field in which the other one writes. */
  writesAt: number | undefined;
  name: string;
  words: Words;
  onOpen: (part: number) => void;
  children: ComponentChildren;
};

/** The parts of a card: which there are, the one that is open, and the ways on and back. */
export function Parts({ template, open, writesAt, name, words, onOpen, children }: Props) {
  const { sections } = template;
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const first = firstFields(template);
  const writes =
    writesAt === undefined
      ? -1
      : sections.findIndex(({ fields }, n) => {
          const from = first[n] ?? 0;
          return writesAt >= from && writesAt < from + fields.length;
        });
  const go = (part: number) => {
    moved.current = true;
    onOpen(part);
  };
  useLayoutEffect(() => {
    if (!moved.current) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView?.({ block: 'start' });
  }, [open]);
  const section = sections[open];
  const next = sections[open + 1];
  const before = sections[open - 1];
  const step = (part: number, text: string, kind: string) => (
    <button type="button" class={kind} onClick={() => go(part)}>
      {text}
    </button>
  );
  if (!section) return null;
  return (
    <>
      {writes >= 0 && writes !== open && (
        <button type="button" class="other wide there" onClick={() => go(writes)}>
          {fill(words.cards.writesIn, { name, title: sections[writes]?.title ?? '' })}
        </button>
      )}
      <nav aria-label={words.cards.parts}>
        <ol class="parts">
          {sections.map(({ id, title }, n) => (
            <li key={id}>
              <button
                type="button"
                class="quiet"
                aria-current={n === open ? 'step' : undefined}
                aria-label={title}
                title={title}
                onClick={() => go(n)}
              >
                {n + 1}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section class="part">
        <h2 ref={heading} tabIndex={-1}>
          {section.title}
        </h2>
        {section.text !== undefined && <p>{section.text}</p>}
        {children}
      </section>
      <div class="steps">
        {next && step(open + 1, fill(words.cards.next, { title: next.title }), 'other wide')}
        {before && step(open - 1, fill(words.cards.before, { title: before.title }), 'quiet')}
      </div>
    </>
  );
}
