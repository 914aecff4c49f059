import { Parts } from '../../../look/card/parts.tsx';
import { SectionFields } from '../../../look/card/section.tsx';
import type { Card } from '../../../talk/cards/card.ts';
import { type Cards, closeCard, leavePen, takePen, writeIn } from '../../../talk/cards/cards.ts';
import { firstFields, type Template } from '../../../talk/cards/template.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import { fill } from '../../../words/fill.ts';
import { Advice, Facts } from './advice.tsx';
import { Title } from './first.tsx';
import { Overruled } from './overruled.tsx';

type Props = {
  card: Card;
  template: Template;
  /** Which part of it is shown. */
  part: number;
  /** The visitor, and whether she is there. */
  name: string;
  here: boolean;
  words: ConsoleWords;
  onPart: (part: number) => void;
  onDoes: (does: (cards: Cards, now: number) => Cards) => void;
};

/** A card that is open with a visitor, one part at a time, with what helps to talk about that part. */
export function OneCard({ card, template, part, name, here, words, onPart, onDoes }: Props) {
  const { tools, shared } = words;
  const { number, state } = card;
  const { language, direction, sections } = template;
  const section = sections[part];
  const first = firstFields(template)[part] ?? 0;
  if (!section) return null;
  const writesAt = here ? card.theirPen : undefined;
  return (
    <div class="card">
      <div lang={language} dir={direction}>
        <Title>{template.title}</Title>
      </div>
      <div role="status">
        {state === 'closing' && <p class="notice">{tools.cards.closing}</p>}
        {state === 'closed' && <p class="notice">{shared.cards.closed}</p>}
        {state === 'open' && !here && <p class="notice">{fill(shared.cards.away, { name })}</p>}
      </div>
      <div class="card" lang={language} dir={direction}>
        {part === 0 && <p>{template.about}</p>}
        <Parts template={template} open={part} writesAt={writesAt} name={name} words={shared} onOpen={onPart}>
          <Advice section={section} words={tools} />
          <SectionFields
            section={section}
            first={first}
            card={card}
            name={name}
            here={here}
            words={shared}
            onWrite={(field, value) => onDoes((cards, now) => writeIn(cards, number, field, value, now))}
            onPen={(field) => onDoes((cards, now) => takePen(cards, number, field, now))}
            onLeave={(field) => onDoes((cards) => leavePen(cards, number, field))}
            below={(at) => {
              const field = section.fields[at - first];
              if (!field) return null;
              const open = state === 'open' && writesAt !== at;
              return (
                <Overruled card={card} field={field} at={at} open={open} words={tools} onDoes={onDoes} />
              );
            }}
          />
          <Facts facts={section.facts} words={tools} />
        </Parts>
      </div>
      {state === 'open' && (
        <button type="button" class="quiet" onClick={() => onDoes((cards) => closeCard(cards, number))}>
          {shared.cards.done}
        </button>
      )}
    </div>
  );
}
