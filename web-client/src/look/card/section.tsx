import type { ComponentChildren } from 'preact';
import { type Card, fieldOf } from '../../talk/cards/card.ts';
import type { Section, TemplateField } from '../../talk/cards/template.ts';
import { fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';
import { Entry, isFull } from './field.tsx';

type Props = {
  section: Section;
  /** The place of its first field in the card. */
  first: number;
  card: Card;
  /** The one at the other end, and whether that end is there: nobody writes who is away. */
  name: string;
  here: boolean;
  words: Words;
  onWrite: (field: number, value: string) => void;
  /** The pen is taken up in a field; a field is left. */
  onPen: (field: number) => void;
  onLeave: (field: number) => void;
  /** What stands below a field besides. */
  below?: (field: number) => ComponentChildren;
};

/** The fields of one part of a card. */
export function SectionFields({
  section,
  first,
  card,
  name,
  here,
  words,
  onWrite,
  onPen,
  onLeave,
  below,
}: Props) {
  return (
    <>
      {section.fields.map((field, n) => {
        const at = first + n;
        const theirs = here && card.theirPen === at && card.pen !== at;
        return (
          <OneField
            key={at}
            id={`card-${card.number}-${at}`}
            field={field}
            value={fieldOf(card, at).value}
            writes={theirs ? fill(words.cards.isWriting, { name }) : undefined}
            locked={theirs || card.state !== 'open'}
            words={words}
            onWrite={(value) => onWrite(at, value)}
            onPen={() => onPen(at)}
            onLeave={() => onLeave(at)}
          >
            {below?.(at)}
          </OneField>
        );
      })}
    </>
  );
}

type FieldProps = {
  id: string;
  field: TemplateField;
  value: string;
  /** That somebody else writes in it. */
  writes: string | undefined;
  locked: boolean;
  words: Words;
  onWrite: (value: string) => void;
  onPen: () => void;
  onLeave: () => void;
  children?: ComponentChildren;
};

function OneField({
  id,
  field,
  value,
  writes,
  locked,
  words,
  onWrite,
  onPen,
  onLeave,
  children,
}: FieldProps) {
  return (
    <fieldset
      class={`choice card-field${writes === undefined ? '' : ' theirs'}`}
      aria-describedby={`${id}-about`}
      onFocusIn={() => !locked && onPen()}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
        // Not at once: a field that goes while the cursor is in it is left in the midst of a drawing.
        queueMicrotask(onLeave);
      }}
    >
      <legend id={`${id}-label`}>{field.label}</legend>
      <p id={`${id}-about`} class="soft">
        {field.hint}
      </p>
      <Entry id={id} field={field} value={value} locked={locked} words={words} onWrite={onWrite} />
      {/* It is there before it says something, so that it is read aloud when it does. */}
      <p class="writes" role="status">
        {writes ?? (isFull(value) && !locked ? words.cards.full : '')}
      </p>
      {children}
    </fieldset>
  );
}
