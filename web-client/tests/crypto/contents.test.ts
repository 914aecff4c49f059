import { describe, expect, test } from 'vitest';
import {
  type Contents,
  decodeContents,
  encodeContents,
  Joiner,
  LONGEST_TEXT,
  splitText,
} from '../../src/crypto/contents.ts';
import { Damaged } from '../../src/crypto/session.ts';
import { nothing, say, thrownBy } from './conversation.ts';

function part(index: number, more: boolean, body: Uint8Array): Contents {
  return { kind: 'text', typing: false, acknowledged: 0, part: index, more, body };
}

/** The kinds of a rejoin, a hand-over and a guest, with the lengths of section 7. */
const handshakes: Contents[] = [
  { ...nothing(1), kind: 'rejoin', body: new Uint8Array(1232).fill(0x61) },
  { ...nothing(2), kind: 'rejoin-answer', body: new Uint8Array(1678).fill(0x61) },
  { ...nothing(3), kind: 'rejoin-done' },
  { ...nothing(4), kind: 'hand-over-asked', body: new Uint8Array(526).fill(0x61) },
  { ...nothing(5), kind: 'hand-over-agreed', body: new Uint8Array(1232).fill(0x61) },
  { ...nothing(6), kind: 'hand-over-refused' },
  { ...nothing(7), kind: 'hand-over-withdrawn' },
  { ...nothing(8), kind: 'guest-asked', body: new Uint8Array(526).fill(0x61) },
  { ...nothing(9), kind: 'guest-answered', body: new Uint8Array(17).fill(1) },
  { ...nothing(10), kind: 'guest-over', body: new Uint8Array(16).fill(0x61) },
];

/** A brake with this body. */
function brake(...body: number[]): Contents {
  return { ...nothing(8), kind: 'brake', body: Uint8Array.from(body) };
}

function joined(text: string): string | undefined {
  const joiner = new Joiner();
  const bodies = splitText(text);
  const results = bodies.map((body, i) => joiner.add(part(i, i < bodies.length - 1, body)));
  return results.at(-1);
}

describe('contents', () => {
  test('come back as they were', () => {
    const full = new Uint8Array(1992).fill(0x61);
    for (const contents of [
      nothing(),
      { ...nothing(7), typing: true },
      say('Dağları aşan bir söz 🌊', Number.MAX_SAFE_INTEGER),
      part(14, true, full),
      part(15, false, full),
      ...handshakes,
      brake(0, 0, 0, 0),
      brake(1, 1, 0, 30),
      brake(2, 4, 2, 88),
    ]) {
      const bytes = encodeContents(contents);
      expect(bytes.length).toBe(2006);
      expect(decodeContents(bytes)).toEqual(contents);
    }
  });

  test('have the layout of the protocol', () => {
    const bytes = encodeContents({
      ...part(2, false, Uint8Array.of(0x68, 0x69)),
      typing: true,
      acknowledged: 258,
    });
    expect(Buffer.from(bytes.subarray(0, 17)).toString('hex')).toBe('0101000000000000010200020002686900');
  });

  test('are damaged when a byte is not as in section 7', () => {
    const changes: [string, number, number][] = [
      ['kind', 0, 12],
      ['flags', 1, 4],
      ['flags', 1, 0x80],
      ['acknowledged', 2, 1],
      ['part', 11, 16],
      ['part', 10, 1],
      ['length', 12, 8],
      ['length', 13, 0],
      ['more after a part that is not full', 1, 2],
      ['padding', 16, 1],
      ['padding', 2005, 1],
    ];
    for (const [what, at, value] of changes) {
      const bytes = encodeContents(say('hi'));
      bytes[at] = value;
      expect(
        thrownBy(() => decodeContents(bytes)),
        what,
      ).toBeInstanceOf(Damaged);
    }
    for (const at of [11, 13, 14, 2005]) {
      const bytes = encodeContents(nothing());
      bytes[at] = 1;
      expect(
        thrownBy(() => decodeContents(bytes)),
        `nothing, byte ${at}`,
      ).toBeInstanceOf(Damaged);
    }
  });

  test('of a rejoin, a hand-over and a guest are numbered 2 to 11, and are damaged when their length or part is another', () => {
    for (const [i, contents] of handshakes.entries()) {
      expect(encodeContents(contents)[0]).toBe(i + 2);
      const { length } = contents.body;
      for (const [at, value] of [
        [1, 2],
        [11, 1],
        [13, (length & 0xff) + 1],
        [13, (length & 0xff) - 1],
        // A kind whose body has another length.
        [0, length === 0 ? 5 : 8],
      ] as const) {
        const bytes = encodeContents(contents);
        bytes[at] = value;
        expect(
          thrownBy(() => decodeContents(bytes)),
          `${contents.kind}, byte ${at}`,
        ).toBeInstanceOf(Damaged);
      }
    }
  });

  test('that answer about a guest say yes or no, and are damaged when they say neither', () => {
    for (const [last, fine] of [
      [0, false],
      [1, true],
      [2, true],
      [3, false],
      [255, false],
    ] as const) {
      const body = new Uint8Array(17);
      body[16] = last;
      const answer: Contents = { ...nothing(), kind: 'guest-answered', body };
      if (!fine) expect(() => encodeContents(answer), `${last}`).toThrow(RangeError);
      const bytes = encodeContents({ ...answer, body: new Uint8Array(17).fill(1) });
      bytes.set(body, 14);
      if (fine) expect(decodeContents(bytes)).toEqual(answer);
      else
        expect(
          thrownBy(() => decodeContents(bytes)),
          `${last}`,
        ).toBeInstanceOf(Damaged);
    }
  });

  test('of a brake have number 12, and are damaged when it is none that the protocol knows', () => {
    const right = encodeContents(brake(2, 3, 0, 60));
    expect(right[0]).toBe(12);
    const changes: [string, number, number][] = [
      ['another kind', 0, 9],
      ['another kind', 0, 14],
      ['more', 1, 2],
      ['a part', 11, 1],
      ['a byte less', 13, 3],
      ['a byte more', 13, 5],
      ['what is not known', 14, 3],
      ['lifted, with a reason', 14, 0],
      ['no reason', 15, 0],
      ['a reason that is not known', 15, 5],
      ['more than ten minutes', 16, 3],
      ['less than half a minute', 17, 29],
      ['a hidden text', 18, 0x61],
    ];
    for (const [what, at, value] of changes) {
      const bytes = new Uint8Array(right);
      bytes[at] = value;
      expect(
        thrownBy(() => decodeContents(bytes)),
        what,
      ).toBeInstanceOf(Damaged);
    }
  });

  test('of a card have number 13, and are of any length from two bytes on', () => {
    for (const length of [2, 3, 1992]) {
      const card: Contents = { ...nothing(), kind: 'card', body: new Uint8Array(length).fill(7) };
      const bytes = encodeContents(card);
      expect(bytes[0]).toBe(13);
      expect(decodeContents(bytes)).toEqual(card);
    }
    const bytes = encodeContents({ ...nothing(), kind: 'card', body: Uint8Array.of(4, 0) });
    for (const [at, value] of [
      [1, 2],
      [11, 1],
      [13, 1],
      [16, 0x61],
    ] as const) {
      const changed = new Uint8Array(bytes);
      changed[at] = value;
      expect(
        thrownBy(() => decodeContents(changed)),
        `${at}`,
      ).toBeInstanceOf(Damaged);
    }
  });

  test('that we would refuse are never encoded', () => {
    const wrong: Contents[] = [
      brake(0, 0, 0, 30),
      brake(0, 1, 0, 0),
      brake(2, 0, 0, 60),
      brake(1, 1, 0, 29),
      brake(1, 1, 2, 89),
      { ...nothing(), part: 1 },
      { ...nothing(), more: true },
      { ...nothing(), body: new Uint8Array(1) },
      { ...nothing(), kind: 'rejoin', body: new Uint8Array(1231) },
      { ...nothing(), kind: 'rejoin-answer', body: new Uint8Array(1232) },
      { ...nothing(), kind: 'rejoin-done', body: new Uint8Array(1) },
      { ...nothing(), kind: 'rejoin-done', part: 1 },
      { ...nothing(), kind: 'hand-over-asked', body: new Uint8Array(32) },
      { ...nothing(), kind: 'hand-over-refused', body: new Uint8Array(1) },
      { ...nothing(), kind: 'guest-asked', body: new Uint8Array(494) },
      { ...nothing(), kind: 'guest-answered', body: new Uint8Array(16).fill(1) },
      { ...nothing(), kind: 'guest-over', body: new Uint8Array(17).fill(1) },
      { ...nothing(), kind: 'card', body: new Uint8Array(1) },
      { ...nothing(), kind: 'card', body: new Uint8Array(1993) },
      { ...nothing(), kind: 'card', part: 1, body: new Uint8Array(2) },
      part(0, false, new Uint8Array(0)),
      part(0, false, new Uint8Array(1993)),
      part(0, true, new Uint8Array(1991)),
      part(15, true, new Uint8Array(1992)),
      part(16, false, new Uint8Array(1)),
      { ...say('a'), acknowledged: -1 },
      { ...say('a'), acknowledged: 0.5 },
      { ...say('a'), kind: 'file' as 'text' },
    ];
    for (const contents of wrong) expect(() => encodeContents(contents)).toThrow(RangeError);
    for (const body of ['text', [1, 2], undefined] as unknown as Uint8Array[]) {
      expect(() => encodeContents({ ...say('a'), body })).toThrow(TypeError);
    }
    expect(() => decodeContents(new Uint8Array(2005))).toThrow(TypeError);
    expect(() => decodeContents('x' as unknown as Uint8Array)).toThrow(TypeError);
  });
});

describe('a text', () => {
  test('comes back whole, wherever it was cut', () => {
    for (const text of [
      'a',
      '🌊'.repeat(7968),
      'ä'.repeat(15_936),
      '\u{feff}mark',
      'x'.repeat(1992),
      'x'.repeat(1993),
    ]) {
      expect(joined(text) === text).toBe(true);
    }
    expect(splitText('x'.repeat(1992)).length).toBe(1);
    expect(splitText('x'.repeat(1993)).map((body) => body.length)).toEqual([1992, 1]);
  });

  test('is refused when it is empty, too long or no string', () => {
    expect(LONGEST_TEXT).toBe(16 * 1992);
    expect(() => splitText('')).toThrow(RangeError);
    expect(() => splitText('x'.repeat(31_873))).toThrow(RangeError);
    expect(() => splitText(`${'x'.repeat(31_871)}ä`)).toThrow(RangeError);
    expect(() => splitText(new Uint8Array(4) as unknown as string)).toThrow(TypeError);
  });

  test('may have nothing between its parts', () => {
    const joiner = new Joiner();
    const [first, second] = splitText('b'.repeat(2000)) as [Uint8Array, Uint8Array];
    expect(joiner.add(part(0, true, first))).toBeUndefined();
    expect(joiner.add(nothing())).toBeUndefined();
    expect(joiner.add(part(1, false, second))).toBe('b'.repeat(2000));
    expect(joiner.add(say('next'))).toBe('next');
  });

  test('is damaged when its parts are out of order or it is not UTF-8', () => {
    const full = new Uint8Array(1992).fill(0x61);
    const skipped = new Joiner();
    skipped.add(part(0, true, full));
    expect(thrownBy(() => skipped.add(part(2, false, full)))).toBeInstanceOf(Damaged);
    const restarted = new Joiner();
    restarted.add(part(0, true, full));
    expect(thrownBy(() => restarted.add(part(0, false, full)))).toBeInstanceOf(Damaged);
    expect(thrownBy(() => new Joiner().add(part(1, false, full)))).toBeInstanceOf(Damaged);
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
      expect(thrownBy(() => new Joiner().add(part(0, false, Uint8Array.from(bytes))))).toBeInstanceOf(
        Damaged,
      );
    }
  });
});
