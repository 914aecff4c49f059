import { describe, expect, test } from 'vitest';
import { NO_FILTER, ordered } from '../../src/console/queue-order.ts';
import { WRAP_UP } from '../../src/console/status.ts';
import { keyOf } from '../../src/console/visitors.ts';
import { EMPTY_FORM, type Form } from '../../src/crypto/form.ts';
import { Console, HERE } from './console.ts';

const ticket = (n: number) => new Uint8Array(16).fill(n);
const entry = (n: number, presence: 'here' | 'away' = 'here') => ({
  ticket: ticket(n),
  waited: 100 - n,
  presence,
});
const said = (n: number, form: Partial<Form>): [string, Form] => [
  keyOf(ticket(n)),
  { ...EMPTY_FORM, ...form },
];

function order(entries: ReturnType<typeof entry>[], forms: [string, Form][], filter = NO_FILTER) {
  return ordered(entries, new Map(forms), ['nl', 'en'], filter).map(({ ticket }) => ticket[0]);
}

describe('the line', () => {
  test('is that of arrival when nobody says anything', () => {
    expect(order([entry(1), entry(2), entry(3)], [])).toEqual([1, 2, 3]);
  });

  test('begins with who is in danger, then with who cannot go on', () => {
    const forms = [
      said(2, { topics: ['not-wanting-to-live'] }),
      said(3, { danger: 'yes' }),
      said(4, { safe: 'no' }),
    ];
    expect(order([entry(1), entry(2), entry(3), entry(4)], forms)).toEqual([3, 2, 4, 1]);
  });

  test('has those whose language the counsellor writes before the others, and danger before both', () => {
    const forms = [
      said(1, { language: 'ar' }),
      said(2, { language: 'nl' }),
      said(3, { language: 'ar', danger: 'yes' }),
    ];
    expect(order([entry(1), entry(2), entry(3), entry(4)], forms)).toEqual([3, 2, 4, 1]);
  });

  test('has who is here before who is away, as long as neither is more urgent', () => {
    const forms = [said(3, { danger: 'yes' })];
    expect(order([entry(1, 'away'), entry(2), entry(3, 'away')], forms)).toEqual([3, 2, 1]);
  });

  test('shows only whom the counsellor wants to see', () => {
    const forms = [said(1, { language: 'ar' }), said(2, { who: 'parent' }), said(3, { danger: 'yes' })];
    const all = [entry(1), entry(2), entry(3), entry(4)];
    expect(order(all, forms, { ...NO_FILTER, urgentOnly: true })).toEqual([3]);
    expect(order(all, forms, { ...NO_FILTER, language: 'ar' })).toEqual([1]);
    expect(order(all, forms, { ...NO_FILTER, who: 'parent' })).toEqual([2]);
  });
});

/** A console that sees these wait. */
function sees(console: Console, ...numbers: number[]): Console {
  const entries = numbers.map((n) => entry(n));
  return console.hear({ kind: 'queue', waiting: numbers.length, onDuty: 1, entries });
}

describe('a counsellor', () => {
  test('says to the desk what she does whenever it takes her in', () => {
    const console = new Console(60).do({ kind: 'line', event: { kind: 'opened' } }).hear({ kind: 'on-duty' });
    const status = { doing: 'ready', reason: 0, limit: 1 };
    expect(console.frames).toEqual([{ kind: 'status', status }]);
  });

  test('takes whom she chooses', () => {
    const console = sees(new Console(61).begin(), 1, 2);
    console.do({ kind: 'take', key: keyOf(ticket(2)) });
    expect(console.frames).toEqual([{ kind: 'take', ticket: ticket(2) }]);
  });

  test('takes the first of her own order with “Take next”, and the one after if a colleague was quicker', () => {
    const console = sees(new Console(62).begin(), 1, 2);
    console.do({ kind: 'take-next' });
    expect(console.frames).toEqual([{ kind: 'take', ticket: ticket(1) }]);
    console.hear({ kind: 'not-taken', why: 'taken-already' });
    expect(console.frames).toEqual([{ kind: 'take-next' }]);
    console.hear({ kind: 'not-taken', why: 'nobody-waits' });
    expect(console.frames).toEqual([]);
    expect(console.duty).toMatchObject({ taking: undefined, notice: 'nobody-waits' });
  });

  test('is told when the one she chose is gone', () => {
    const console = sees(new Console(63).begin(), 1);
    console.do({ kind: 'take', key: keyOf(ticket(1)) }).hear({ kind: 'not-taken', why: 'taken-already' });
    expect(console.duty).toMatchObject({ taking: undefined, notice: 'taken-already' });
  });

  test('has room for one, makes more by taking more, and never more than her shift allows', () => {
    const console = sees(new Console(64, 2).begin(), 1, 2, 3);
    console.take();
    console.do({ kind: 'take-next' });
    expect(console.frames.map(({ kind }) => kind)).toEqual(['status', 'take']);
    expect(console.duty.status.limit).toBe(2);
    console.take();
    console.do({ kind: 'take-next' });
    expect(console.frames).toEqual([]);
  });

  test('wraps up after her last conversation, and is ready again by herself or when time has passed', () => {
    const console = new Console(65).begin();
    const { conversation } = console.take();
    console.ended(conversation, 'said-goodbye');
    expect(console.duty.status.doing).toBe('wrap-up');
    expect(console.frames).toEqual([{ kind: 'status', status: { doing: 'wrap-up', reason: 0, limit: 1 } }]);
    expect(console.duty.wrapsUpUntil).toBe(HERE + WRAP_UP);
    console.do({ kind: 'status', doing: 'ready', reason: 0 });
    expect(console.frames).toEqual([{ kind: 'status', status: { doing: 'ready', reason: 0, limit: 1 } }]);
  });

  test('gives a visitor back to the front of the line, and keeps no keys of hers', () => {
    const console = new Console(66).begin();
    const { conversation } = console.take();
    console.do({ kind: 'pass-back', key: keyOf(conversation) });
    expect(console.frames[0]).toEqual({ kind: 'leave', conversation, reason: 'passed-back' });
    expect(console.visitor(1)).toMatchObject({ kind: 'over', why: 'passed-back' });
  });
});
