import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CardStep,
  decodeCardStep,
  encodeCardStep,
  fitting,
  LONGEST_VALUE,
  MOST_CARDS,
  MOST_FIELDS,
} from '../../src/crypto/card.ts';
import { bytes, hex, load, type Vector } from './frozen.ts';

/** A step as its vector tells it. */
function stepOf({ bytes: _, ...fields }: Vector): CardStep {
  return fields.step === 'pen' ? { field: undefined, ...fields } : fields;
}

const number = fc.nat(MOST_CARDS - 1);
const field = fc.nat(MOST_FIELDS - 1);
const name = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const card = fc.record({
  name,
  version: fc.nat(0xffff),
  fingerprint: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(hex),
});
const step: fc.Arbitrary<CardStep> = fc.oneof(
  fc.record({ step: fc.constant('ask' as const), card }),
  fc.record({ step: fc.constant('open' as const), number, card }),
  fc.record({
    step: fc.constant('set' as const),
    number,
    field,
    seen: fc.nat(0xffff_ffff),
    value: fc.string({ unit: 'grapheme', maxLength: 4_000 }).map(fitting),
  }),
  fc.record({ step: fc.constant('pen' as const), number, field: fc.option(field, { nil: undefined }) }),
  fc.record({ step: fc.constant('close' as const), number }),
  fc.record({
    step: fc.constant('not-opened' as const),
    reason: fc.constantFrom('not-here' as const, 'too-many' as const, 'rather-not' as const),
    name,
  }),
  fc.record({ step: fc.constant('not-shown' as const), number }),
);

describe('steps with a card', () => {
  const { steps, passed_over } = load('cards');

  test('are the same bytes in every implementation', () => {
    expect(steps.length).toBeGreaterThanOrEqual(15);
    for (const vector of steps) {
      expect(hex(encodeCardStep(stepOf(vector)))).toBe(vector.bytes);
      expect(decodeCardStep(bytes(vector.bytes))).toEqual(stepOf(vector));
    }
  });

  test('that are none are passed over', () => {
    expect(passed_over.length).toBeGreaterThanOrEqual(25);
    for (const vector of passed_over)
      expect(decodeCardStep(bytes(vector.bytes)), vector.name).toBeUndefined();
  });

  test('are read as they were written', () => {
    fc.assert(
      fc.property(step, (said) => {
        expect(decodeCardStep(encodeCardStep(said))).toEqual(said);
      }),
    );
  });

  test('are one of those that we would write, or nothing, whatever the bytes', () => {
    const some = fc
      .tuple(fc.nat(8), fc.uint8Array({ maxLength: 80 }))
      .map(([first, rest]) => Uint8Array.of(first, ...rest));
    fc.assert(
      fc.property(some, (body) => {
        const read = decodeCardStep(body);
        if (read !== undefined) expect(encodeCardStep(read)).toEqual(body);
      }),
      { numRuns: 3_000 },
    );
  });

  test('that we would pass over are never written', () => {
    const wrong: CardStep[] = [
      { step: 'set', number: 16, field: 0, seen: 0, value: '' },
      { step: 'set', number: 0, field: 200, seen: 0, value: '' },
      { step: 'set', number: 0, field: 0, seen: -1, value: '' },
      { step: 'set', number: 0, field: 0, seen: 0, value: 'a'.repeat(LONGEST_VALUE + 1) },
      { step: 'pen', number: 0, field: 255 },
      { step: 'not-opened', reason: 'not-here', name: 'No name' },
      { step: 'ask', card: { name: 'a', version: 1, fingerprint: 'AB' } },
    ];
    for (const said of wrong) expect(() => encodeCardStep(said), JSON.stringify(said)).toThrow(RangeError);
  });

  test('carry as much of a long text as fits, and no half character', () => {
    expect(fitting('kort')).toBe('kort');
    expect(fitting('a'.repeat(100_000))).toBe('a'.repeat(LONGEST_VALUE));
    const waves = fitting('👋'.repeat(1_000));
    expect(waves).toBe('👋'.repeat(LONGEST_VALUE / 4));
  });
});
