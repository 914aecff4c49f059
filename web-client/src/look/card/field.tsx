import { useLayoutEffect, useRef } from 'preact/hooks';
import { LONGEST_VALUE } from '../../crypto/card.ts';
import type { TemplateField } from '../../talk/cards/template.ts';
import { ticked as withTick } from '../../talk/cards/value.ts';
import type { Words } from '../../words/words.ts';
import { ticked } from '../ticked.ts';
import { grow } from '../writing.tsx';
import { Lines, People } from './rows.tsx';

export type FieldProps = {
  /** Unique in the page. */
  id: string;
  field: TemplateField;
  value: string;
  /** Nothing can be written in it now. */
  locked: boolean;
  words: Words;
  onWrite: (value: string) => void;
};

/** Room that is left when a field counts as full, in bytes: a character takes up to four. */
const NEARLY = 4;

/** Whether no more fits in a field. */
export function isFull(value: string): boolean {
  return value.length > LONGEST_VALUE / 4 && new TextEncoder().encode(value).length > LONGEST_VALUE - NEARLY;
}

/** What is written or chosen in a field, as its kind wants it. */
export function Entry(props: FieldProps) {
  switch (props.field.kind) {
    case 'text':
      return <Text {...props} />;
    case 'list':
      return <Lines {...props} />;
    case 'people':
      return <People {...props} />;
    case 'choice':
      return <OneOf {...props} />;
    case 'checklist':
      return <AnyOf {...props} />;
    case 'scale':
      return <Scale {...props} />;
  }
}

function Text({ id, value, locked, onWrite }: FieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current) grow(area.current);
  }, [value]);
  return (
    <textarea
      ref={area}
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-about`}
      dir="auto"
      rows={2}
      autocomplete="off"
      autoCorrect="off"
      spellcheck={false}
      data-gramm="false"
      maxLength={LONGEST_VALUE}
      value={value}
      readOnly={locked}
      onInput={({ currentTarget }) => onWrite(currentTarget.value)}
    />
  );
}

function OneOf({ id, field, value, locked, words, onWrite }: FieldProps) {
  const choices = [...(field.choices ?? []), { id: '', label: words.cards.skip }];
  const chosen = choices.some((choice) => choice.id === value) ? value : '';
  return (
    <>
      {choices.map((choice) => (
        <label key={choice.id} class={choice.id === '' ? 'soft' : undefined}>
          <input
            type="radio"
            name={id}
            {...ticked(choice.id === chosen)}
            autocomplete="off"
            disabled={locked}
            onChange={() => onWrite(choice.id)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </>
  );
}

function AnyOf({ field, value, locked, onWrite }: FieldProps) {
  const choices = field.choices ?? [];
  const now = value.split('\n');
  return (
    <>
      {choices.map((choice) => (
        <label key={choice.id}>
          <input
            type="checkbox"
            {...ticked(now.includes(choice.id))}
            autocomplete="off"
            disabled={locked}
            onChange={() => onWrite(withTick(value, choice.id, choices))}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </>
  );
}

const STEPS = Array.from({ length: 11 }, (_, step) => String(step));

function Scale({ field, value, locked, onWrite }: FieldProps) {
  return (
    <>
      <div class="scale">
        {STEPS.map((step) => (
          <button
            key={step}
            type="button"
            class="other"
            aria-pressed={step === value}
            disabled={locked}
            // What is pressed twice is chosen no longer.
            onClick={() => onWrite(step === value ? '' : step)}
          >
            {step}
          </button>
        ))}
      </div>
      <p class="soft ends">
        <span>0: {field.low}</span>
        <span>10: {field.high}</span>
      </p>
    </>
  );
}
