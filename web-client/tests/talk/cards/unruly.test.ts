import { describe, expect, test } from 'vitest';
import type { CardStep } from '../../../src/crypto/card.ts';
import { type Card, fieldOf } from '../../../src/talk/cards/card.ts';
import {
  askFor,
  cardNumbered,
  closeCard,
  goOn,
  keptForHer,
  leavePen,
  MOST_ASKED_FOR,
  mayOpen,
  mayOpenForAsk,
  notShown,
  openAnew,
  openCard,
  penInTime,
  stepCame,
  THEIR_PEN_DOWN_AFTER,
  takePen,
  throwAway,
  writeIn,
} from '../../../src/talk/cards/cards.ts';
import { Desk, PLAN } from './desk.ts';

const FIELDS = 4;

/** A desk with one open card. */
function opened(): Desk {
  const desk = new Desk();
  desk.does('visitor', (cards) => openCard(cards, PLAN, FIELDS));
  desk.settles();
  return desk;
}

const hers = (desk: Desk, number = 0) => cardNumbered(desk.visitor.cards, number) as Card;
const theirs = (desk: Desk, number = 0) => cardNumbered(desk.counsellor.cards, number) as Card;
/** The counsellor's page says this, whatever it should. */
const says = (desk: Desk, step: CardStep) => {
  desk.does('visitor', (cards) => stepCame(cards, step));
  desk.settles();
};
const set = (field: number, seen: number, value: string): CardStep => ({
  step: 'set',
  number: 0,
  field,
  seen,
  value,
});

describe('a counsellor who wants the card closed', () => {
  test('takes no pen from her hand: it closes when she puts it down, with all that she wrote', () => {
    const desk = opened();
    desk.does('visitor', (cards) => writeIn(cards, 0, 1, 'ik wil', 0));
    desk.does('counsellor', (cards) => closeCard(cards, 0));
    desk.settles();
    expect(hers(desk).state).toBe('open');
    desk.does('visitor', (cards) => writeIn(cards, 0, 1, 'ik wil dat', 0));
    desk.does('visitor', (cards) => leavePen(cards, 0, 1));
    desk.settles();
    expect([hers(desk).state, theirs(desk).state]).toEqual(['closed', 'closed']);
    expect(fieldOf(theirs(desk), 1).value).toBe('ik wil dat');
  });

  test('leaves no pen behind in it', () => {
    const desk = opened();
    desk.does('counsellor', (cards) => takePen(cards, 0, 2, 0));
    desk.settles();
    expect(hers(desk).theirPen).toBe(2);
    desk.does('visitor', (cards) => closeCard(cards, 0));
    desk.settles();
    expect([hers(desk).theirPen, theirs(desk).theirPen]).toEqual([undefined, undefined]);
    says(desk, { step: 'pen', number: 0, field: 2 });
    expect(hers(desk).theirPen).toBeUndefined();
  });
});

describe('a page that does not keep to the rules', () => {
  test('locks a field for twenty seconds and no longer', () => {
    const desk = opened();
    says(desk, { step: 'pen', number: 0, field: 2 });
    desk.does('visitor', (cards) => penInTime(cards, 1_000));
    desk.does('visitor', (cards) => penInTime(cards, 1_000 + THEIR_PEN_DOWN_AFTER - 1));
    expect(hers(desk).theirPen).toBe(2);
    desk.does('visitor', (cards) => penInTime(cards, 1_000 + THEIR_PEN_DOWN_AFTER));
    expect(hers(desk).theirPen).toBeUndefined();
  });

  test('writes over nothing with having seen more than there was', () => {
    const desk = opened();
    desk.does('visitor', (cards) => writeIn(cards, 0, 1, 'mijn tante', 0));
    desk.settles();
    says(desk, set(1, 0xffff_ffff, ''));
    expect(fieldOf(hers(desk), 1).value).toBe('mijn tante');
  });

  test('hides nothing in a field that the card does not have, for whoever comes next', () => {
    const desk = opened();
    says(desk, set(FIELDS, 0, 'a note'));
    says(desk, { step: 'pen', number: 0, field: FIELDS });
    expect(hers(desk).fields.size).toBe(0);
    expect(hers(desk).theirPen).toBeUndefined();
  });

  test('hears nothing more of a card once it has said that it cannot show it', () => {
    const desk = opened();
    desk.does('counsellor', (cards) => notShown(cards, 0));
    desk.settles();
    desk.does('visitor', (cards) => writeIn(cards, 0, 1, 'geheim', 0));
    desk.settles();
    expect(fieldOf(theirs(desk), 1).value).toBe('');
    says(desk, set(2, 0, 'toch'));
    expect(fieldOf(hers(desk), 2).value).toBe('');
    desk.does('visitor', (cards) => throwAway(cards, 0));
    desk.settles();
    expect(theirs(desk).state).toBe('open');
    expect(hers(desk)).toBeUndefined();
  });

  test('uses up no more than half of the numbers by asking', () => {
    const desk = new Desk();
    for (let n = 0; mayOpenForAsk(desk.visitor.cards); n += 1) {
      const card = { ...PLAN, name: `card-${n}` };
      desk.does('counsellor', (cards) => askFor(cards, card));
      desk.settles();
      desk.does('visitor', (cards) => openCard(cards, card));
      desk.settles();
    }
    expect(desk.visitor.cards.cards).toHaveLength(MOST_ASKED_FOR);
    expect(mayOpen(desk.visitor.cards)).toBe(true);
  });
});

describe('a card that only she sees', () => {
  test('is closed and gone on with, and nobody else sees it by that', () => {
    const desk = opened();
    desk.does('visitor', keptForHer);
    desk.does('visitor', (cards) => closeCard(cards, -1));
    expect(hers(desk, -1).state).toBe('closed');
    desk.does('visitor', (cards) => goOn(cards, -1));
    expect(hers(desk, -1)).toMatchObject({ state: 'open', shared: false });
    expect(desk.counsellor.inbox).toEqual([]);
  });

  test('is one that the counsellor has not asked for twice', () => {
    const desk = opened();
    desk.does('counsellor', (cards) => askFor(cards, PLAN));
    expect(desk.counsellor.cards.asking).toEqual([]);
    desk.does('visitor', keptForHer);
    desk.does('visitor', (cards) => openAnew(cards, -1));
    expect(hers(desk, 0).shared).toBe(true);
  });
});
