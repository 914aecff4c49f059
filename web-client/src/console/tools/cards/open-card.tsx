import { useState } from 'preact/hooks';
import { Parts } from '../../../look/card/parts.tsx';
import { SectionFields } from '../../../look/card/section.tsx';
import { type Card, fieldOf } from '../../../talk/cards/card.ts';
import {
  type Cards,
  closeCard,
  forgetOverruled,
  leavePen,
  takePen,
  writeIn,
} from '../../../talk/cards/cards.ts';
import { fieldsOf, firstFields, type Template } from '../../../talk/cards/template.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import type { Event } from '../../state.ts';
import type { Open } from '../../visitors.ts';
import { Advice, FactsForHer } from './advice.tsx';
import type { Text } from './templates.ts';

type Props = {
  visitor: Open;
  card: Card;
  text: Text;
  words: ConsoleWords;
  dispatch: (event: Event) => void;
  onAgain: () => void;
  onBack: () => void;
};

/** Kinds whose words can stand below others. */
const TEXTS: readonly string[] = ['text', 'list', 'people'];

/** A card that is open with a visitor: what she fills in, what may be asked, and what the counsellor fills in with her. */
export function OpenCard({ visitor, card, text, words, dispatch, onAgain, onBack }: Props) {
  const [part, setPart] = useState(0);
  const own = words.tools.cards;
  const { number } = card;
  const name = words.visitor(visitor.number);
  const does = (change: (cards: Cards, now: number) => Cards) =>
    dispatch({ kind: 'cards', key: visitor.key, does: change });
  const back = (
    <button type="button" class="quiet" data-first onClick={onBack}>
      {own.back}
    </button>
  );
  if (typeof text !== 'object') {
    const says = { coming: words.tools.loading, failed: words.tools.failed, another: own.another }[text];
    return (
      <>
        {back}
        <p class={text === 'coming' ? 'soft' : 'notice'} role="status">
          {says}
        </p>
        {text === 'failed' && (
          <button type="button" class="quiet" onClick={onAgain}>
            {words.tools.tryAgain}
          </button>
        )}
      </>
    );
  }
  const section = text.sections[part];
  return (
    <div class="one-card">
      {back}
      <h3 dir="auto">{text.title}</h3>
      <p class={card.state === 'open' ? 'soft' : 'notice'} role="status">
        {own.standing[card.state]}
      </p>
      <Parts
        template={text}
        open={part}
        writesAt={visitor.talk.here ? card.theirPen : undefined}
        name={name}
        words={words.shared}
        onOpen={setPart}
      >
        {section && (
          <>
            <Advice section={section} words={words.tools} />
            <SectionFields
              section={section}
              first={firstFields(text)[part] ?? 0}
              card={card}
              name={name}
              here={visitor.talk.here}
              words={words.shared}
              onWrite={(field, value) => does((cards, now) => writeIn(cards, number, field, value, now))}
              onPen={(field) => does((cards, now) => takePen(cards, number, field, now))}
              onLeave={(field) => does((cards) => leavePen(cards, number, field))}
              below={(field) => (
                <Overruled card={card} field={field} template={text} words={words} onDoes={does} />
              )}
            />
            <FactsForHer section={section} words={words.tools} />
          </>
        )}
      </Parts>
      {card.state === 'open' && (
        <button type="button" class="quiet" onClick={() => does((cards) => closeCard(cards, number))}>
          {words.shared.cards.done}
        </button>
      )}
    </div>
  );
}

type OverruledProps = {
  card: Card;
  field: number;
  template: Template;
  words: ConsoleWords;
  onDoes: (does: (cards: Cards, now: number) => Cards) => void;
};

/** Words of the counsellor's that the visitor's took the place of, as long as she has not decided what becomes of them. */
function Overruled({ card, field, template, words, onDoes }: OverruledProps) {
  const { overruled, value } = fieldOf(card, field);
  if (overruled === undefined) return null;
  const { bothWrote, putBelow, throwAway } = words.tools.cards;
  const { number, state } = card;
  const kind = fieldsOf(template)[field]?.kind ?? '';
  const forget = (cards: Cards) => forgetOverruled(cards, number, field);
  return (
    <div class="notice overruled" role="status">
      <p>{bothWrote}</p>
      {/* A choice is an id on the wire, which says nothing here: she chooses anew. */}
      {TEXTS.includes(kind) && (
        <p class="own-words" dir="auto">
          {overruled}
        </p>
      )}
      {TEXTS.includes(kind) && state === 'open' && (
        <button
          type="button"
          class="quiet"
          onClick={() =>
            onDoes((cards, now) =>
              forget(writeIn(cards, number, field, value === '' ? overruled : `${value}\n${overruled}`, now)),
            )
          }
        >
          {putBelow}
        </button>
      )}
      <button type="button" class="quiet" onClick={() => onDoes(forget)}>
        {throwAway}
      </button>
    </div>
  );
}
