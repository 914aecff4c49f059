import {
  type CardName,
  type CardStep,
  fitting,
  isTemplate,
  MOST_CARDS,
  type NotOpened,
} from '../../crypto/card.ts';
import {
  type Card,
  acknowledged as cardAcknowledged,
  closedByVisitor,
  closeWished,
  fieldOf,
  newCard,
  penCame,
  penDown,
  type Role,
  setCame,
  withField,
  written,
} from './card.ts';

/** The most sets and pens of ours on their way unacknowledged; what is written meanwhile is one set afterwards. */
export const MOST_ON_THEIR_WAY = 8;

/** Who has not written for this long, in milliseconds, has put the pen down. */
export const PEN_DOWN_AFTER = 15_000;

/** Who is not heard of for this long does not write: its own end puts the pen down before. */
export const THEIR_PEN_DOWN_AFTER = 20_000;

/** As many cards as the counsellor's asking may open in one session: some numbers are left for the visitor. */
export const MOST_ASKED_FOR = 8;

/** All cards of one conversation as one end holds them (docs/protocol.md, section 6.9). */
export type Cards = Readonly<{
  role: Role;
  cards: readonly Card[];
  /** The next number that the visitor's end gives. */
  next: number;
  /** Steps that wait to be said: to ask, to open, and the two answers that it cannot be. */
  toSay: readonly CardStep[];
  /** Our sets and pens without an acknowledgement, by the number of their record. */
  onTheirWay: readonly number[];
  /** At the visitor's end: what the counsellor asks to open and the page has not yet, and how many it has opened so. */
  asked: readonly CardName[];
  openedForAsk: number;
  /** At the counsellor's end: what she has asked for, and the answer that it is not opened. */
  asking: readonly CardName[];
  notOpened: Readonly<{ name: string; reason: NotOpened }> | undefined;
}>;

/** No card is open. */
export function noCards(role: Role): Cards {
  return {
    role,
    cards: [],
    next: 0,
    toSay: [],
    onTheirWay: [],
    asked: [],
    openedForAsk: 0,
    asking: [],
    notOpened: undefined,
  };
}

/** The card with this number, if there is one. */
export function cardNumbered(cards: Cards, number: number): Card | undefined {
  return cards.cards.find((card) => card.number === number);
}

/** The cards with one of them changed. */
export function change(cards: Cards, number: number, how: (card: Card) => Card): Cards {
  return { ...cards, cards: cards.cards.map((card) => (card.number === number ? how(card) : card)) };
}

/** What the counsellor has asked to open is answered for. */
function answered(cards: Cards, name: string): Cards {
  return { ...cards, asked: cards.asked.filter((asked) => asked.name !== name) };
}

/** The visitor's end opens a card. Nothing changes when it is open already, or when there are as many as there can be. */
export function openCard(before: Cards, template: CardName, size?: number): Cards {
  const asked = before.asked.some((asked) => isTemplate(asked, template));
  const cards = answered(before, template.name);
  const there = cards.cards.some((card) => isTemplate(card.template, template) && card.state === 'open');
  if (there || cards.next >= MOST_CARDS) return cards;
  const number = cards.next;
  return {
    ...cards,
    next: number + 1,
    openedForAsk: cards.openedForAsk + (asked ? 1 : 0),
    cards: [...cards.cards, newCard(number, template, size)],
    toSay: [...cards.toSay, { step: 'open', number, card: template }],
  };
}

/** Whether the visitor's end can open one more. */
export function mayOpen(cards: Cards): boolean {
  return cards.next < MOST_CARDS;
}

/** Whether it can open one more because the counsellor asks. */
export function mayOpenForAsk(cards: Cards): boolean {
  return mayOpen(cards) && cards.openedForAsk < MOST_ASKED_FOR;
}

/** The visitor's end does not open what the counsellor has asked for. */
export function notOpened(cards: Cards, name: string, reason: NotOpened): Cards {
  return { ...answered(cards, name), toSay: [...cards.toSay, { step: 'not-opened', reason, name }] };
}

/** The counsellor asks the visitor to open a card, unless she has asked already, or has it and it is not closed. */
export function askFor(cards: Cards, card: CardName): Cards {
  const has = cards.cards.some(({ template, state }) => isTemplate(template, card) && state !== 'closed');
  if (has || cards.asking.some((asking) => isTemplate(asking, card))) return cards;
  const toSay: CardStep[] = [...cards.toSay, { step: 'ask', card }];
  return { ...cards, asking: [...cards.asking, card], notOpened: undefined, toSay };
}

/** The console has no such card, or another version of it: the visitor hears that it is not seen. */
export function notShown(cards: Cards, number: number): Cards {
  const then = change(cards, number, (card) => ({ ...card, shown: false }));
  return { ...then, toSay: [...then.toSay, { step: 'not-shown', number }] };
}

/** This end writes in a field: what does not fit is left out. It has the pen there. */
export function writeIn(cards: Cards, number: number, field: number, value: string, now: number): Cards {
  return change(cards, number, (card) => {
    if (card.state !== 'open') return card;
    return { ...written(card, field, fitting(value)), pen: field, penAt: now };
  });
}

/** This end takes up the pen in a field. */
export function takePen(cards: Cards, number: number, field: number, now: number): Cards {
  return change(cards, number, (card) =>
    card.state === 'open' ? { ...card, pen: field, penAt: now } : card,
  );
}

/** This end leaves a field. If it is in another one already, the pen stays there. */
export function leavePen(cards: Cards, number: number, field: number): Cards {
  return change(cards, number, (card) => (card.pen === field ? penDown(card) : card));
}

/** This end wants the card closed. The visitor's end closes it when all that she wrote is said. */
export function closeCard(cards: Cards, number: number): Cards {
  return change(cards, number, (card) => {
    if (card.state !== 'open') return card;
    const closed = { ...card, pen: undefined, theirPen: undefined, closedBy: cards.role };
    return { ...closed, state: card.shared && card.shown ? 'closing' : 'closed' };
  });
}

/** The visitor throws a card away. At the other end it is closed: what was read there cannot be taken back. */
export function throwAway(before: Cards, number: number): Cards {
  const card = cardNumbered(before, number);
  if (!card) return before;
  // Who throws away what the counsellor has asked to see has answered that.
  const asked = before.asked.some((asked) => isTemplate(asked, card.template));
  const cards = asked ? notOpened(before, card.template.name, 'rather-not') : before;
  const close: CardStep = { step: 'close', number };
  const toSay = card.shared && card.shown && card.state !== 'closed' ? [...cards.toSay, close] : cards.toSay;
  return { ...cards, toSay, cards: cards.cards.filter((other) => other !== card) };
}

/** The counsellor has seen what was overruled, and has put it elsewhere or does not want it. */
export function forgetOverruled(cards: Cards, number: number, field: number): Cards {
  return change(cards, number, (card) =>
    withField(card, field, { ...fieldOf(card, field), overruled: undefined }),
  );
}

/** Another counsellor goes on: the cards stay with the visitor, and she says which of them are seen there. */
export function keptForHer(before: Cards): Cards {
  const cards = before.cards.map((card): Card => {
    const state = card.state === 'closing' ? 'closed' : card.state;
    return { ...card, state, wished: false, shared: false, shown: true, pen: undefined, theirPen: undefined };
  });
  return { ...noCards('visitor'), cards: cards.map((card, place) => ({ ...card, number: -1 - place })) };
}

/** Her page has lost what it had: what was read at the counsellor's end stays there, and nothing more is written in it. */
export function leftBehind(before: Cards): Cards {
  const cards = before.cards.map(
    (card, place): Card => ({
      ...card,
      number: -1 - place,
      state: 'closed',
      pen: undefined,
      theirPen: undefined,
    }),
  );
  return { ...noCards('counsellor'), cards };
}

/** She goes on with a closed card that only she sees. */
export function goOn(cards: Cards, number: number): Cards {
  return change(cards, number, (card) => (card.shared ? card : { ...card, state: 'open' }));
}

/** She lets the other end see a card that is only hers, or goes on with a closed one: it is opened anew. */
export function openAnew(before: Cards, number: number): Cards {
  const old = cardNumbered(before, number);
  if (!old || !mayOpen(before) || (old.shared && old.state !== 'closed')) return before;
  const cards = answered(before, old.template.name);
  const fresh = newCard(cards.next, old.template, old.size);
  const fields = new Map(
    [...old.fields]
      .filter(([field, { value }]) => value !== '' && field < old.size)
      .map(([field, { value }]) => [field, { ...fieldOf(fresh, field), value, begun: 0 }] as const),
  );
  return {
    ...cards,
    next: cards.next + 1,
    cards: cards.cards.map((card) => (card === old ? { ...fresh, fields } : card)),
    toSay: [...cards.toSay, { step: 'open', number: fresh.number, card: old.template }],
  };
}

/** Time went by: a pen that nobody moves is put down. Returns the same cards when nothing came of it. */
export function penInTime(cards: Cards, now: number): Cards {
  const inTime = (card: Card): Card => {
    const idle = card.pen !== undefined && now - card.penAt >= PEN_DOWN_AFTER;
    const next = idle ? penDown(card) : card;
    if (next.theirPen === undefined) return next;
    const { theirPenAt = now } = next;
    if (now - theirPenAt >= THEIR_PEN_DOWN_AFTER)
      return { ...next, theirPen: undefined, theirPenAt: undefined };
    return next.theirPenAt === undefined ? { ...next, theirPenAt } : next;
  };
  const next = cards.cards.map(inTime);
  return next.every((card, at) => card === cards.cards[at]) ? cards : { ...cards, cards: next };
}

/** The other end has opened all of our records before this one. Returns the same cards when nothing came of it. */
export function acknowledged(cards: Cards, sequence: number): Cards {
  if (!cards.onTheirWay.some((set) => set < sequence)) return cards;
  return {
    ...cards,
    onTheirWay: cards.onTheirWay.filter((set) => set >= sequence),
    cards: cards.cards.map((card) => cardAcknowledged(card, sequence)),
  };
}

/** A step of the other end comes. One that is not the other end's to say, or names no card of ours, changes nothing. */
export function stepCame(cards: Cards, step: CardStep): Cards {
  return cards.role === 'visitor' ? cameToVisitor(cards, step) : cameToCounsellor(cards, step);
}

function cameToVisitor(cards: Cards, step: CardStep): Cards {
  switch (step.step) {
    case 'ask':
      // Bounded: the page answers each before long, and an honest console asks for one at a time.
      if (cards.asked.length >= MOST_CARDS || cards.asked.some((asked) => isTemplate(asked, step.card)))
        return cards;
      return { ...cards, asked: [...cards.asked, step.card] };
    case 'set':
      return change(cards, step.number, (card) =>
        setCame(card, step.field, step.value, step.seen, 'visitor'),
      );
    case 'pen':
      return change(cards, step.number, (card) => penCame(card, step.field));
    case 'close':
      return change(cards, step.number, closeWished);
    case 'not-shown':
      return change(cards, step.number, (card) => ({ ...card, shown: false, theirPen: undefined }));
    default:
      return cards;
  }
}

function cameToCounsellor(cards: Cards, step: CardStep): Cards {
  switch (step.step) {
    case 'open': {
      // Each number is given once: who has one already keeps it as it is.
      if (step.number < cards.next) return cards;
      const asking = cards.asking.filter(({ name }) => name !== step.card.name);
      const opened = newCard(step.number, step.card);
      return { ...cards, asking, next: step.number + 1, cards: [...cards.cards, opened] };
    }
    case 'set':
      return change(cards, step.number, (card) =>
        card.state === 'closed' ? card : setCame(card, step.field, step.value, step.seen, 'counsellor'),
      );
    case 'pen':
      return change(cards, step.number, (card) => {
        // Where both took it up at once, hers stands.
        const pen = card.pen === step.field ? undefined : card.pen;
        return {
          ...card,
          theirPen: card.state === 'closed' ? undefined : step.field,
          theirPenAt: undefined,
          pen,
        };
      });
    case 'close':
      return change(cards, step.number, (card) => (card.state === 'closed' ? card : closedByVisitor(card)));
    case 'not-opened': {
      const asking = cards.asking.filter(({ name }) => name !== step.name);
      return { ...cards, asking, notOpened: { name: step.name, reason: step.reason } };
    }
    default:
      return cards;
  }
}
