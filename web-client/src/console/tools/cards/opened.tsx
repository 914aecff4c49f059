import type { CardName } from '../../../crypto/card.ts';
import type { Card } from '../../../talk/cards/card.ts';
import type { Cards } from '../../../talk/cards/cards.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import { fill } from '../../../words/fill.ts';

/** A template by its name, and by its fingerprint where that is known. */
export type Named = Pick<CardName, 'name'> & Partial<CardName>;

type Props = {
  cards: Cards;
  /** The number of the card that is shown. */
  shown: number | undefined;
  /** The visitor, and whether she is there: nobody writes who is away. */
  name: string;
  here: boolean;
  titleOf: (template: Named) => string;
  words: ConsoleWords;
  onChoose: (number: number) => void;
};

/** The cards that the visitor has opened, what she was asked to open, and what she did not. */
export function Opened({ cards, shown, name, here, titleOf, words, onChoose }: Props) {
  const { tools, shared } = words;
  const { cards: opened, asking, notOpened } = cards;
  const standing = ({ state, theirPen }: Card) => {
    if (state !== 'open') return state === 'closed' ? tools.cards.done : tools.cards.closing;
    return here && theirPen !== undefined ? fill(shared.cards.isWriting, { name }) : '';
  };
  return (
    <>
      {opened.length > 0 && (
        <ul class="opened" aria-label={tools.cards.opened}>
          {opened.map((card) => (
            <li key={card.number}>
              <button
                type="button"
                class="other wide"
                aria-current={card.number === shown ? 'true' : undefined}
                onClick={() => onChoose(card.number)}
              >
                <strong dir="auto">{titleOf(card.template)}</strong>{' '}
                <span class="soft">{standing(card)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div role="status">
        {asking.map((asked) => (
          <p key={asked.name} class="soft">
            {tools.cards.asked(titleOf(asked))}
          </p>
        ))}
        {notOpened && <p class="notice">{tools.cards.notOpened[notOpened.reason](titleOf(notOpened))}</p>}
      </div>
    </>
  );
}
