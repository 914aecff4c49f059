import type { TargetedMouseEvent } from 'preact';
import { fitting } from '../../../crypto/card.ts';
import { type Card, fieldOf } from '../../../talk/cards/card.ts';
import { type Cards, forgetOverruled, writeIn } from '../../../talk/cards/cards.ts';
import { readable } from '../../../talk/cards/readable.ts';
import type { TemplateField } from '../../../talk/cards/template.ts';
import type { ToolsWords } from '../../../words/tools-en.ts';

type Props = {
  card: Card;
  /** The field, and its place in the card. */
  field: TemplateField;
  at: number;
  /** Whether it can be written in now. */
  open: boolean;
  words: ToolsWords;
  onDoes: (does: (cards: Cards, now: number) => Cards) => void;
};

/** In these one text can stand below another. */
const WRITTEN: readonly TemplateField['kind'][] = ['text', 'list', 'people'];

/** With the keyboard one goes on in the field: what was pressed is gone. */
function goOn({ currentTarget, detail }: TargetedMouseEvent<HTMLButtonElement>): void {
  if (detail !== 0) return;
  const entries = currentTarget.closest('fieldset')?.querySelectorAll<HTMLElement>('textarea, input, button');
  entries?.item(0)?.focus();
}

/** Words of the counsellor's that the visitor's took the place of. They are here until she has done something with them. */
export function Overruled({ card, field, at, open, words: { cards: words }, onDoes }: Props) {
  const { value, overruled } = fieldOf(card, at);
  if (overruled === undefined) return null;
  const lines = field.kind === 'text' ? [overruled] : overruled.split('\n');
  const together = value === '' ? overruled : `${value}\n${overruled}`;
  const below = open && WRITTEN.includes(field.kind);
  // What does not fit would be cut off, and be nowhere any more.
  const fits = fitting(together) === together;
  return (
    <div class="notice overruled">
      <p>{words.overruled}</p>
      <p class="own-words" dir="auto">
        {lines.flatMap((line) => readable(field, line)).join('\n')}
      </p>
      {below && !fits && <p class="soft">{words.noRoom}</p>}
      {below && fits && (
        <button
          type="button"
          class="quiet"
          onClick={(event) => {
            goOn(event);
            onDoes((cards, now) =>
              forgetOverruled(writeIn(cards, card.number, at, together, now), card.number, at),
            );
          }}
        >
          {words.putBelow}
        </button>
      )}
      <button
        type="button"
        class="quiet"
        onClick={(event) => {
          goOn(event);
          onDoes((cards) => forgetOverruled(cards, card.number, at));
        }}
      >
        {words.throwAway}
      </button>
    </div>
  );
}
