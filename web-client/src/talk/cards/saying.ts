import { encodeCardStep } from '../../crypto/card.ts';
import type { Session } from '../../crypto/session.ts';
import { type Delivery, type Sent, sealSaid } from '../delivery.ts';
import { acknowledged, type Cards } from './cards.ts';
import { nextStep } from './next.ts';

/** Seals what there is to say about the cards, as far as it may be on its way. */
export function sealSteps(before: Cards, delivery: Delivery, keys: Session): Sent & { cards: Cards } {
  let sent: Sent = { delivery, send: [] };
  let cards = before;
  for (let said = nextStep(cards, keys.sent); said; said = nextStep(cards, keys.sent)) {
    const sealed = sealSaid(sent.delivery, keys, { kind: 'card', body: encodeCardStep(said.step) });
    sent = { delivery: sealed.delivery, send: [...sent.send, ...sealed.send] };
    cards = said.cards;
  }
  return { ...sent, cards };
}

/** The cards after the other end has acknowledged what is no longer kept. */
export function cardsAcknowledged(cards: Cards, delivery: Delivery, keys: Session): Cards {
  return acknowledged(cards, delivery.kept[0]?.sequence ?? keys.sent);
}
