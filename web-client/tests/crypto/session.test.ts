import { describe, expect, test } from 'vitest';
import { Joiner, splitText } from '../../src/crypto/contents.ts';
import { Damaged } from '../../src/crypto/session.ts';
import { converse, flip, nothing, rejoin, say, thrownBy } from './conversation.ts';
import { Seeded } from './seeded.ts';

describe('a session', () => {
  test('carries texts both ways at once', () => {
    const { visitor, counsellor } = converse(1);
    const first = visitor.seal(say('hello'));
    const second = counsellor.seal(say('welcome'));
    expect(first.length).toBe(2030);
    expect(counsellor.open(first)).toEqual({ kind: 'opened', contents: say('hello') });
    expect(visitor.open(second)).toEqual({ kind: 'opened', contents: say('welcome') });
    expect([visitor.sent, visitor.received, counsellor.sent, counsellor.received]).toEqual([1, 1, 1, 1]);
  });

  test('tells duplicates and gaps from damage, and goes on', () => {
    const { visitor, counsellor } = converse(2);
    const [one, two] = [visitor.seal(say('one')), visitor.seal(say('two'))];
    expect(counsellor.open(two)).toEqual({ kind: 'early' });
    expect(counsellor.open(one).kind).toBe('opened');
    expect(counsellor.open(one)).toEqual({ kind: 'replayed', newest: true });
    expect(counsellor.open(two).kind).toBe('opened');
    const far = new Uint8Array(2030).fill(0xff);
    expect(counsellor.open(far)).toEqual({ kind: 'early' });
  });

  test('refuses a turned bit anywhere in the ciphertext and changes nothing', () => {
    const { visitor, counsellor } = converse(3);
    const envelope = visitor.seal(say('words'));
    const seeded = new Seeded(3);
    for (let i = 0; i < 40; i++) {
      const bit = 64 + seeded.below(8 * 2022);
      expect(thrownBy(() => counsellor.open(flip(envelope, bit)))).toBeInstanceOf(Damaged);
    }
    expect(counsellor.received).toBe(0);
    expect(counsellor.open(envelope).kind).toBe('opened');
  });

  test('refuses an envelope with the number of another', () => {
    const { visitor, counsellor } = converse(4);
    visitor.seal(say('lost'));
    const second = visitor.seal(say('second'));
    second[7] = 0;
    expect(thrownBy(() => counsellor.open(second))).toBeInstanceOf(Damaged);
  });

  test('refuses the envelopes of its own direction', () => {
    const { visitor } = converse(5);
    const own = visitor.seal(say('mirror'));
    expect(thrownBy(() => visitor.open(own))).toBeInstanceOf(Damaged);
  });

  test('refuses an acknowledgement of what was never sent', () => {
    const { visitor, counsellor } = converse(6);
    // The same keys in another world, where the visitor has said something.
    const other = converse(6);
    other.counsellor.open(other.visitor.seal(say('one')));
    expect(thrownBy(() => visitor.open(other.counsellor.seal(nothing(1))))).toBeInstanceOf(Damaged);
    expect(visitor.received).toBe(0);
    expect(visitor.open(counsellor.seal(nothing())).kind).toBe('opened');
  });

  test('lets the counsellor brake and not the visitor, before and after fresh keys', () => {
    const ends = converse(13);
    const { visitor, counsellor } = ends;
    const brake = { ...nothing(), kind: 'brake' as const, body: Uint8Array.of(2, 2, 0, 60) };
    expect(visitor.open(counsellor.seal(brake))).toEqual({ kind: 'opened', contents: brake });
    expect(() => visitor.seal(brake)).toThrow(RangeError);
    expect(visitor.sent).toBe(0);
    rejoin(ends, new Seeded(13).bytes);
    expect(visitor.open(counsellor.seal(brake)).kind).toBe('opened');
    expect(() => visitor.seal(brake)).toThrow(RangeError);
  });

  test('lets both fill in a card, before and after fresh keys', () => {
    const ends = converse(14);
    const { visitor, counsellor } = ends;
    const card = { ...nothing(), kind: 'card' as const, body: Uint8Array.of(4, 0) };
    expect(visitor.open(counsellor.seal(card))).toEqual({ kind: 'opened', contents: card });
    expect(counsellor.open(visitor.seal(card))).toEqual({ kind: 'opened', contents: card });
    rejoin(ends, new Seeded(14).bytes);
    expect(visitor.open(counsellor.seal(card)).kind).toBe('opened');
    expect(counsellor.open(visitor.seal(card)).kind).toBe('opened');
  });

  test('does not acknowledge more than it has opened', () => {
    const { visitor, counsellor } = converse(12);
    expect(() => counsellor.seal(nothing(1))).toThrow(RangeError);
    expect(counsellor.sent).toBe(0);
    counsellor.open(visitor.seal(say('one')));
    expect(visitor.open(counsellor.seal(nothing(1))).kind).toBe('opened');
  });

  test('never makes the same envelope twice', () => {
    const { visitor } = converse(7);
    const envelopes = new Set<string>();
    for (let i = 0; i < 200; i++)
      envelopes.add(Buffer.from(visitor.seal(nothing()).subarray(8)).toString('hex'));
    expect(envelopes.size).toBe(200);
  });

  test('seals nothing when the contents are wrong', () => {
    const { visitor } = converse(8);
    expect(() => visitor.seal({ ...say('a'), part: 16 })).toThrow(RangeError);
    expect(visitor.sent).toBe(0);
  });

  test('can do nothing after it was wiped', () => {
    const { visitor, counsellor } = converse(9);
    const envelope = visitor.seal(say('hello'));
    counsellor.wipe();
    visitor.wipe();
    expect(() => counsellor.open(envelope)).toThrow('wiped');
    expect(() => visitor.seal(say('hello'))).toThrow('wiped');
  });

  test('refuses envelopes of another type or length', () => {
    const { visitor } = converse(10);
    for (const wrong of ['x', new Uint8Array(2029), Array.from({ length: 2030 }, () => 0), undefined]) {
      expect(() => visitor.open(wrong as Uint8Array)).toThrow(TypeError);
    }
  });

  test('carries the longest text in sixteen parts', () => {
    const { visitor, counsellor } = converse(11);
    const text = 'a'.repeat(31_872);
    const joiner = new Joiner();
    let whole: string | undefined;
    const bodies = splitText(text);
    for (const [part, body] of bodies.entries()) {
      expect(whole).toBeUndefined();
      const contents = { ...nothing(), kind: 'text' as const, part, more: part < bodies.length - 1, body };
      const opened = counsellor.open(visitor.seal(contents));
      if (opened.kind === 'opened') whole = joiner.add(opened.contents);
    }
    expect(bodies.length).toBe(16);
    expect(whole).toBe(text);
  });
});
