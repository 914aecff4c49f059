import { describe, expect, test } from 'vitest';
import { Joiner } from '../../src/crypto/contents.ts';
import { Damaged } from '../../src/crypto/damaged.ts';
import {
  ACKNOWLEDGE_AFTER,
  lineUp,
  NOTHING_ON_ITS_WAY,
  onItsWay,
  receive,
  sealNext,
  sealNothing,
  sendAgain,
  WINDOW,
} from '../../src/talk/delivery.ts';
import { converse } from '../crypto/conversation.ts';

const ends = (seed: number) => {
  const { visitor, counsellor } = converse(seed);
  return { visitor, counsellor, atVisitor: new Joiner(), atCounsellor: new Joiner() };
};

describe('a text on its way', () => {
  test('is delivered when the other end has opened all of it, and not before', () => {
    const { visitor, counsellor, atVisitor, atCounsellor } = ends(1);
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor);
    expect(onItsWay(sent.delivery, 0)).toBe(true);
    const there = receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, sent.send[0] as Uint8Array, false);
    expect(there.text).toBe('hi');
    expect(there.send).toHaveLength(1);
    const back = receive(sent.delivery, visitor, atVisitor, there.send[0] as Uint8Array, false);
    expect(onItsWay(back.delivery, 0)).toBe(false);
    expect(back.send).toEqual([]);
  });

  test('is sent again as the same bytes, never sealed twice', () => {
    const { visitor } = ends(2);
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor);
    expect(sendAgain(sent.delivery)[0]).toBe(sent.send[0]);
    expect(sealNext(sent.delivery, visitor).send).toEqual([]);
    expect(visitor.sent).toBe(1);
  });

  test('waits in the page, not yet sealed, behind 32 others', () => {
    const { visitor, counsellor, atVisitor, atCounsellor } = ends(3);
    let delivery = NOTHING_ON_ITS_WAY;
    for (let i = 0; i < WINDOW + 8; i++) delivery = lineUp(delivery, i, `text ${i}`);
    const sent = sealNext(delivery, visitor);
    expect(sent.send).toHaveLength(WINDOW);
    expect(sent.delivery.unsealed).toHaveLength(8);
    const there = receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, sent.send[0] as Uint8Array, false);
    const back = receive(sent.delivery, visitor, atVisitor, there.send[0] as Uint8Array, false);
    expect(back.send).toHaveLength(1);
  });

  test('does not hold back an acknowledgement when the window is full', () => {
    const { visitor, counsellor, atCounsellor } = ends(4);
    let full = NOTHING_ON_ITS_WAY;
    for (let i = 0; i < WINDOW + 1; i++) full = lineUp(full, i, 'word');
    const counsellorFull = sealNext(full, counsellor).delivery;
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor);
    const there = receive(counsellorFull, counsellor, atCounsellor, sent.send[0] as Uint8Array, false);
    expect(there.send).toHaveLength(1);
    expect(visitor.open(sealNothing(there.delivery, counsellor, false).send[0] as Uint8Array).kind).toBe(
      'early',
    );
  });

  test('of many parts arrives whole or not at all', () => {
    const { visitor, counsellor, atCounsellor } = ends(5);
    const story = 'Ik weet niet waar ik moet beginnen. '.repeat(300);
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, story), visitor);
    expect(sent.send.length).toBeGreaterThan(1);
    let delivery = NOTHING_ON_ITS_WAY;
    const texts = sent.send.map((envelope) => {
      const there = receive(delivery, counsellor, atCounsellor, envelope, false);
      delivery = there.delivery;
      return there.text;
    });
    expect(texts.slice(0, -1).every((text) => text === undefined)).toBe(true);
    expect(texts[texts.length - 1]).toBe(story);
  });
});

describe('an acknowledgement', () => {
  test('goes out at once for a text that came before, so that its sender stops sending it', () => {
    const { visitor, counsellor, atCounsellor } = ends(6);
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor);
    const envelope = sent.send[0] as Uint8Array;
    const first = receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, envelope, false);
    const second = receive(first.delivery, counsellor, atCounsellor, envelope, false);
    expect(second.text).toBeUndefined();
    expect(second.send).toHaveLength(1);
  });

  test('of envelopes that say nothing goes out after sixteen, so that two ends never chatter', () => {
    const { visitor, counsellor, atCounsellor } = ends(7);
    let delivery = NOTHING_ON_ITS_WAY;
    const answers: number[] = [];
    for (let i = 0; i < ACKNOWLEDGE_AFTER; i++) {
      const [envelope] = sealNothing(NOTHING_ON_ITS_WAY, visitor, true).send;
      const there = receive(delivery, counsellor, atCounsellor, envelope as Uint8Array, false);
      delivery = there.delivery;
      answers.push(there.send.length);
    }
    expect(answers).toEqual([...Array(ACKNOWLEDGE_AFTER - 1).fill(0), 1]);
  });

  test('is not given to an envelope that came too early', () => {
    const { visitor, counsellor, atCounsellor } = ends(8);
    const sent = sealNext(lineUp(lineUp(NOTHING_ON_ITS_WAY, 0, 'one'), 1, 'two'), visitor);
    const there = receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, sent.send[1] as Uint8Array, false);
    expect(there).toMatchObject({ send: [], text: undefined, delivery: NOTHING_ON_ITS_WAY });
  });

  test('is what a damaged envelope never gets', () => {
    const { visitor, counsellor, atCounsellor } = ends(9);
    const envelope = new Uint8Array(
      sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor).send[0] as Uint8Array,
    );
    envelope[100] = (envelope[100] as number) ^ 1;
    expect(() => receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, envelope, false)).toThrow(Damaged);
  });
});
