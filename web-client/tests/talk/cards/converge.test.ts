import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Card, fieldOf } from '../../../src/talk/cards/card.ts';
import {
  type Cards,
  cardNumbered,
  closeCard,
  MOST_ON_THEIR_WAY,
  openCard,
  penInTime,
  takePen,
  writeIn,
} from '../../../src/talk/cards/cards.ts';
import { Desk, PLAN } from './desk.ts';

const FIELDS = 3;

type Move =
  | { kind: 'write'; who: 'visitor' | 'counsellor'; field: number }
  | { kind: 'pen'; who: 'visitor' | 'counsellor'; field: number }
  | { kind: 'close'; who: 'visitor' | 'counsellor' }
  | { kind: 'time' }
  | { kind: 'comes'; who: 'visitor' | 'counsellor'; count: number };

const who = fc.constantFrom('visitor' as const, 'counsellor' as const);
const field = fc.nat(FIELDS - 1);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ kind: fc.constant('write' as const), who, field }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('pen' as const), who, field }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('time' as const) }) },
  {
    weight: 24,
    arbitrary: fc.record({ kind: fc.constant('comes' as const), who, count: fc.integer({ min: 1, max: 6 }) }),
  },
);

const card = (cards: Cards) => cardNumbered(cards, 0) as Card;
const values = (cards: Cards) => Array.from({ length: FIELDS }, (_, at) => fieldOf(card(cards), at).value);

/** Plays moves at a desk with one open card. Notes what each field held at the visitor's end, and what was last written. */
function play(moves: readonly Move[]) {
  const desk = new Desk();
  desk.does('visitor', (cards) => openCard(cards, PLAN));
  desk.settles();
  const shownToHer = Array.from({ length: FIELDS }, () => new Set<string>());
  const lastByCounsellor = Array.from({ length: FIELDS }, () => '');
  let words = 0;
  let most = 0;
  const look = () => {
    values(desk.visitor.cards).forEach((value, at) => {
      shownToHer[at]?.add(value);
    });
    most = Math.max(most, desk.visitor.cards.onTheirWay.length, desk.counsellor.cards.onTheirWay.length);
  };
  for (const step of moves) {
    if (step.kind === 'comes') for (let n = 0; n < step.count && desk.comes(step.who); n += 1) look();
    if (step.kind === 'time')
      for (const end of ['visitor', 'counsellor'] as const)
        desk.does(end, (cards) => penInTime(cards, 60_000));
    if (step.kind === 'pen') desk.does(step.who, (cards) => takePen(cards, 0, step.field, 0));
    if (step.kind === 'close') desk.does(step.who, (cards) => closeCard(cards, 0));
    if (step.kind === 'write') {
      words += 1;
      const value = `${step.who} ${words}`;
      const open = card(desk.end(step.who).cards).state === 'open';
      desk.does(step.who, (cards) => writeIn(cards, 0, step.field, value, 0));
      if (open && step.who === 'counsellor') lastByCounsellor[step.field] = value;
    }
    look();
  }
  // In the end nobody writes any more.
  while (desk.comes('counsellor') || desk.comes('visitor')) look();
  for (const end of ['visitor', 'counsellor'] as const) desk.does(end, (cards) => penInTime(cards, 60_000));
  while (desk.comes('counsellor') || desk.comes('visitor')) look();
  return { desk, shownToHer, lastByCounsellor, most };
}

const moves = fc.array(move, { maxLength: 120, size: 'max' });
const RUNS = { numRuns: 3_000 };

describe('two people who fill in a card, whatever comes when', () => {
  test('see the same in the end', () => {
    fc.assert(
      fc.property(moves, (played) => {
        const { desk } = play(played);
        expect(values(desk.counsellor.cards)).toEqual(values(desk.visitor.cards));
        expect(card(desk.counsellor.cards).state).toBe(card(desk.visitor.cards).state);
        expect(card(desk.visitor.cards).state).not.toBe('closing');
      }),
      RUNS,
    );
  });

  test('lose no words: what the visitor wrote over unseen stands beside the field', () => {
    fc.assert(
      fc.property(moves, (played) => {
        const { desk, shownToHer, lastByCounsellor } = play(played);
        lastByCounsellor.forEach((value, at) => {
          const beside = fieldOf(card(desk.counsellor.cards), at).overruled?.split('\n') ?? [];
          expect(value === '' || shownToHer[at]?.has(value) || beside.includes(value)).toBe(true);
        });
      }),
      RUNS,
    );
  });

  test('the visitor keeps what she wrote last, unless somebody changed it who had it in view', () => {
    fc.assert(
      fc.property(moves, (played) => {
        // Nothing of the counsellor's comes after she has begun to write: hers stands.
        const { desk } = play([
          ...played.filter((step) => step.kind !== 'close'),
          { kind: 'write', who: 'visitor', field: 0 },
        ]);
        expect(values(desk.visitor.cards)[0]).toMatch(/^visitor /);
      }),
      RUNS,
    );
  });

  test('never have more on its way than the protocol allows', () => {
    fc.assert(
      fc.property(moves, (played) => {
        expect(play(played).most).toBeLessThanOrEqual(MOST_ON_THEIR_WAY);
      }),
      RUNS,
    );
  });
});
