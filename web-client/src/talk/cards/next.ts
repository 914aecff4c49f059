import type { CardStep } from '../../crypto/card.ts';
import { type Card, fieldOf, setSaid, unsaid } from './card.ts';
import { type Cards, change, MOST_ON_THEIR_WAY } from './cards.ts';

/** One step to say, and the cards after it. */
type Said = { cards: Cards; step: CardStep };

/**
 * What this end says next, in the record with this number of the session, and its cards after that; nothing when all is
 * said, or when enough is on its way.
 */
export function nextStep(cards: Cards, sequence: number): Said | undefined {
  const [first, ...toSay] = cards.toSay;
  if (first) return { cards: { ...cards, toSay }, step: first };
  for (const card of cards.cards) {
    const said = card.shared && card.shown ? stepOf(cards, card, sequence) : undefined;
    if (said) return said;
  }
  return undefined;
}

function stepOf(cards: Cards, card: Card, sequence: number): Said | undefined {
  if (card.state === 'closed') return undefined;
  const { number } = card;
  const full = cards.onTheirWay.length >= MOST_ON_THEIR_WAY;
  const say = (step: CardStep, then: Card, counts: boolean): Said => {
    const onTheirWay = counts ? [...cards.onTheirWay, sequence] : cards.onTheirWay;
    return { step, cards: { ...change(cards, number, () => then), onTheirWay } };
  };
  // Before what is written there: the other end should not begin in the same field.
  if (card.pen !== undefined && card.pen !== card.penSaid)
    return full
      ? undefined
      : say({ step: 'pen', number, field: card.pen }, { ...card, penSaid: card.pen }, true);
  const field = unsaid(card);
  if (field !== undefined) {
    if (full) return undefined;
    const { value, begun = 0 } = fieldOf(card, field);
    const set: CardStep = { step: 'set', number, field, seen: begun, value };
    return say(set, setSaid(card, field, sequence, cards.role), true);
  }
  if (card.state === 'closing') {
    if (card.closeSaid) return undefined;
    // Hers counts at once; the counsellor's is a wish until hers comes.
    const state = cards.role === 'visitor' ? 'closed' : 'closing';
    return say({ step: 'close', number }, { ...card, state, closeSaid: true }, false);
  }
  if (card.penSaid === card.pen || full) return undefined;
  return say({ step: 'pen', number, field: undefined }, { ...card, penSaid: undefined }, true);
}
