import { describe, expect, test } from 'vitest';
import { nothing, say, thrownBy } from '../../tests/crypto/conversation.ts';
import { Meeting } from '../../tests/crypto/meeting.ts';
import { NOW } from '../../tests/crypto/organisation.ts';
import { Seeded } from '../../tests/crypto/seeded.ts';
import type { Contents } from './contents.ts';
import { answerRejoin } from './counsellor-handshake.ts';
import { Damaged } from './session.ts';

/*
 * Here the other end is dishonest: it seals the records of a rejoin as it likes, with the right keys. Our own `seal`
 * would refuse to.
 */

describe('damage to a visitor is', () => {
  test.each([
    ['rejoin', 1232],
    ['rejoin-answer', 1678],
    ['rejoin-done', 0],
  ] as const)('a %s that she did not wait for', (kind, length) => {
    const meeting = new Meeting('visitor');
    expect(thrownBy(() => meeting.hear(kind, length))).toBeInstanceOf(Damaged);
    expect(meeting.session.received).toBe(0);
  });

  test.each([
    ['rejoin', 1232],
    ['rejoin-done', 0],
  ] as const)('a %s from the counsellor, when she waits for the answer', (kind, length) => {
    const meeting = new Meeting('visitor');
    meeting.ask();
    expect(thrownBy(() => meeting.hear(kind, length))).toBeInstanceOf(Damaged);
  });

  test('an answer that is not one, whatever has its length', () => {
    const meeting = new Meeting('visitor');
    meeting.ask();
    meeting.hear('rejoin-answer', 1678);
    expect(thrownBy(() => meeting.session.finishRejoin(new Uint8Array(1678), NOW))).toBeInstanceOf(Damaged);
  });

  test('a second answer', () => {
    const meeting = new Meeting('visitor');
    meeting.ask();
    meeting.hear('rejoin-answer', 1678);
    expect(thrownBy(() => meeting.hear('rejoin-answer', 1678))).toBeInstanceOf(Damaged);
  });
});

describe('damage to a counsellor is', () => {
  test.each([
    ['rejoin-answer', 1678],
    ['rejoin-done', 0],
  ] as const)('a %s before anything was asked', (kind, length) => {
    const meeting = new Meeting('counsellor');
    expect(thrownBy(() => meeting.hear(kind, length))).toBeInstanceOf(Damaged);
  });

  test.each([
    ['rejoin', 1232],
    ['rejoin-answer', 1678],
    ['rejoin-done', 0],
  ] as const)('a %s before the answer was sealed', (kind, length) => {
    const meeting = new Meeting('counsellor');
    meeting.hear('rejoin', 1232);
    expect(thrownBy(() => meeting.hear(kind, length))).toBeInstanceOf(Damaged);
  });

  test('a message one that is not one, whatever has its length', () => {
    const meeting = new Meeting('counsellor');
    meeting.hear('rejoin', 1232);
    const { session, shift, seeded } = meeting;
    const call = () => answerRejoin(session, shift, seeded.bytes(1232), seeded.bytes);
    expect(thrownBy(call)).toBeInstanceOf(Damaged);
  });

  test('a second rejoin before the first is done', () => {
    const meeting = new Meeting('counsellor');
    const { session, shift, seeded } = meeting;
    const again = new Meeting('visitor').session.beginRejoin(new Seeded(91).bytes);
    meeting.hear('rejoin', 1232);
    session.seal({ ...nothing(), ...answerRejoin(session, shift, again?.body as Uint8Array, seeded.bytes) });
    expect(thrownBy(() => meeting.hear('rejoin', 1232))).toBeInstanceOf(Damaged);
  });
});

describe('we ourselves never seal', () => {
  test('a record of a rejoin that has not its turn or was not made here', () => {
    const visitor = new Meeting('visitor');
    const counsellor = new Meeting('counsellor');
    const records: Contents[] = [
      { ...nothing(), kind: 'rejoin', body: new Uint8Array(1232) },
      { ...nothing(), kind: 'rejoin-answer', body: new Uint8Array(1678) },
      { ...nothing(), kind: 'rejoin-done' },
    ];
    for (const { session } of [visitor, counsellor]) {
      for (const record of records) expect(() => session.seal(record)).toThrow(RangeError);
      expect(session.sent).toBe(0);
    }
    visitor.ask();
    counsellor.hear('rejoin', 1232);
    for (const record of records) {
      expect(() => visitor.session.seal(record)).toThrow(RangeError);
      expect(() => counsellor.session.seal(record)).toThrow(RangeError);
    }
    visitor.session.seal(say('a text may go at any moment'));
  });
});
