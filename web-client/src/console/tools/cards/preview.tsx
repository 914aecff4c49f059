import { useState } from 'preact/hooks';
import { Parts } from '../../../look/card/parts.tsx';
import { SectionFields } from '../../../look/card/section.tsx';
import { newCard } from '../../../talk/cards/card.ts';
import { askFor, type Cards } from '../../../talk/cards/cards.ts';
import { firstFields } from '../../../talk/cards/template.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import { Advice, FactsForHer } from './advice.tsx';
import type { Text } from './templates.ts';

type Props = {
  text: Text;
  /** Those of the conversation that is shown, if any can be opened in it. */
  cards: Cards | undefined;
  /** Who is at the other end. */
  name: string;
  /** The place of this card among those that are open; -1 if it is not. */
  opened: number;
  words: ConsoleWords;
  onAsk: (does: (cards: Cards) => Cards) => void;
  onOpen: () => void;
  onAgain: () => void;
  onBack: () => void;
};

/** A card to read before anybody opens it, and the question whether she opens it. */
export function Preview({ text, cards, name, opened, words, onAsk, onOpen, onAgain, onBack }: Props) {
  const [part, setPart] = useState(0);
  const own = words.tools.cards;
  const back = (
    <button type="button" class="quiet" data-first onClick={onBack}>
      {own.back}
    </button>
  );
  if (typeof text !== 'object') {
    return (
      <>
        {back}
        <p class={text === 'failed' ? 'notice' : 'soft'} role="status">
          {text === 'failed' ? words.tools.failed : words.tools.loading}
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
  const asking = cards?.asking.some((asked) => asked.name === text.name);
  const refused = cards?.notOpened?.name === text.name ? cards.notOpened.reason : undefined;
  const { name: file, version, fingerprint } = text;
  return (
    <div class="one-card">
      {back}
      <h3 dir="auto">{text.title}</h3>
      <div role="status">
        {asking && <p class="soft">{own.asked}</p>}
        {refused && <p class="notice">{own.refused[refused]}</p>}
      </div>
      {opened >= 0 && (
        <button type="button" class="other" onClick={onOpen}>
          {own.toOpen}
        </button>
      )}
      {cards && opened < 0 && !asking && (
        <button
          type="button"
          class="main"
          onClick={() => onAsk((cards) => askFor(cards, { name: file, version, fingerprint }))}
        >
          {own.ask}
        </button>
      )}
      <p dir="auto">{text.about}</p>
      <Parts
        template={text}
        open={part}
        writesAt={undefined}
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
              // Only to read: a card that nobody has.
              card={{ ...newCard(0, text), state: 'closed' }}
              name={name}
              here={false}
              words={words.shared}
              onWrite={() => undefined}
              onPen={() => undefined}
              onLeave={() => undefined}
            />
            <FactsForHer section={section} words={words.tools} />
          </>
        )}
      </Parts>
    </div>
  );
}
