import { describe, expect, test } from 'vitest';
import { Joiner } from '../../src/crypto/contents.ts';
import { Damaged } from '../../src/crypto/damaged.ts';
import {
  ACKNOWLEDGE_AFTER,
  type Delivery,
  lineUp,
  MOST_ON_THEIR_WAY,
  NOTHING_ON_ITS_WAY,
  onItsWay,
  type Rejoin,
  receive,
  type Sent,
  sealNext,
  sealNothing,
  sealSaid,
  sendAgain,
  WINDOW,
} from '../../src/talk/delivery.ts';
import { converse, rejoins, said } from '../crypto/conversation.ts';
import { Seeded } from '../crypto/seeded.ts';

const noRejoin = () => {
  throw new Error('nobody rejoins here');
};

const ends = (seed: number) => {
  const { visitor, counsellor } = converse(seed);
  return { visitor, counsellor, atVisitor: new Joiner(), atCounsellor: new Joiner() };
};

describe('a text on its way', () => {
  test('is delivered when the other end has opened all of it, and not before', () => {
    const { visitor, counsellor, atVisitor, atCounsellor } = ends(1);
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor);
    expect(onItsWay(sent.delivery, 0)).toBe(true);
    const there = receive(
      NOTHING_ON_ITS_WAY,
      counsellor,
      atCounsellor,
      sent.send[0] as Uint8Array,
      false,
      noRejoin,
    );
    expect(there.text).toBe('hi');
    expect(there.send).toHaveLength(1);
    const back = receive(sent.delivery, visitor, atVisitor, there.send[0] as Uint8Array, false, noRejoin);
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
    const there = receive(
      NOTHING_ON_ITS_WAY,
      counsellor,
      atCounsellor,
      sent.send[0] as Uint8Array,
      false,
      noRejoin,
    );
    const back = receive(sent.delivery, visitor, atVisitor, there.send[0] as Uint8Array, false, noRejoin);
    expect(back.send).toHaveLength(1);
  });

  test('does not hold back an acknowledgement when the window is full', () => {
    const { visitor, counsellor, atCounsellor } = ends(4);
    let full = NOTHING_ON_ITS_WAY;
    for (let i = 0; i < WINDOW + 1; i++) full = lineUp(full, i, 'word');
    const counsellorFull = sealNext(full, counsellor).delivery;
    const sent = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor);
    const there = receive(
      counsellorFull,
      counsellor,
      atCounsellor,
      sent.send[0] as Uint8Array,
      false,
      noRejoin,
    );
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
      const there = receive(delivery, counsellor, atCounsellor, envelope, false, noRejoin);
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
    const first = receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, envelope, false, noRejoin);
    const second = receive(first.delivery, counsellor, atCounsellor, envelope, false, noRejoin);
    expect(second.text).toBeUndefined();
    expect(second.send).toHaveLength(1);
  });

  test('goes out once for all that came before: what is sent again is sent in order', () => {
    const { visitor, counsellor, atCounsellor } = ends(10);
    const three = [0, 1, 2].reduce((lined, i) => lineUp(lined, i, `text ${i}`), NOTHING_ON_ITS_WAY);
    const { send } = sealNext(three, visitor);
    let delivery = NOTHING_ON_ITS_WAY;
    const answers = [...send, ...send].map((envelope) => {
      const there = receive(delivery, counsellor, atCounsellor, envelope, false, noRejoin);
      delivery = there.delivery;
      return there.send.length;
    });
    expect(answers).toEqual([1, 1, 1, 0, 0, 1]);
    expect(counsellor.sent).toBe(4);
  });

  test.each([1, 2, 5])('ends it when both have sent everything again, %i times over', (times) => {
    const { visitor, counsellor, atVisitor, atCounsellor } = ends(11);
    const words = [0, 1, 2].reduce((lined, i) => lineUp(lined, i, `text ${i}`), NOTHING_ON_ITS_WAY);
    let [hers, ours] = [sealNext(words, visitor).delivery, sealNext(words, counsellor).delivery];
    const all = (delivery: Delivery) => Array.from({ length: times }, () => sendAgain(delivery)).flat();
    let [toCounsellor, toVisitor] = [all(hers), all(ours)];
    let rounds = 0;
    while (toCounsellor.length + toVisitor.length > 0) {
      expect(++rounds).toBeLessThan(10);
      const [there, here] = [toCounsellor, toVisitor];
      [toCounsellor, toVisitor] = [[], []];
      for (const envelope of there) {
        const came = receive(ours, counsellor, atCounsellor, envelope, false, noRejoin);
        ours = came.delivery;
        toVisitor.push(...came.send);
      }
      for (const envelope of here) {
        const came = receive(hers, visitor, atVisitor, envelope, false, noRejoin);
        hers = came.delivery;
        toCounsellor.push(...came.send);
      }
    }
    expect([0, 1, 2].some((text) => onItsWay(hers, text) || onItsWay(ours, text))).toBe(false);
  });

  test('of envelopes that say nothing goes out after sixteen, so that two ends never chatter', () => {
    const { visitor, counsellor, atCounsellor } = ends(7);
    let delivery = NOTHING_ON_ITS_WAY;
    const answers: number[] = [];
    for (let i = 0; i < ACKNOWLEDGE_AFTER; i++) {
      const [envelope] = sealNothing(NOTHING_ON_ITS_WAY, visitor, true).send;
      const there = receive(delivery, counsellor, atCounsellor, envelope as Uint8Array, false, noRejoin);
      delivery = there.delivery;
      answers.push(there.send.length);
    }
    expect(answers).toEqual([...Array(ACKNOWLEDGE_AFTER - 1).fill(0), 1]);
  });

  test('is not given to an envelope that came too early', () => {
    const { visitor, counsellor, atCounsellor } = ends(8);
    const sent = sealNext(lineUp(lineUp(NOTHING_ON_ITS_WAY, 0, 'one'), 1, 'two'), visitor);
    const there = receive(
      NOTHING_ON_ITS_WAY,
      counsellor,
      atCounsellor,
      sent.send[1] as Uint8Array,
      false,
      noRejoin,
    );
    expect(there).toMatchObject({ send: [], text: undefined, delivery: NOTHING_ON_ITS_WAY });
  });

  test('is what a damaged envelope never gets', () => {
    const { visitor, counsellor, atCounsellor } = ends(9);
    const envelope = new Uint8Array(
      sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'hi'), visitor).send[0] as Uint8Array,
    );
    envelope[100] = (envelope[100] as number) ^ 1;
    expect(() => receive(NOTHING_ON_ITS_WAY, counsellor, atCounsellor, envelope, false, noRejoin)).toThrow(
      Damaged,
    );
  });
});

describe('a rejoin', () => {
  /** The visitor has begun, with a text before it and one after it. */
  const begun = (seed: number) => {
    const both = converse(seed);
    const random = new Seeded(seed).bytes;
    const first = sealNext(lineUp(NOTHING_ON_ITS_WAY, 0, 'before'), both.visitor);
    const asked = sealSaid(first.delivery, both.visitor, said(both.visitor.beginRejoin(random)));
    const then = sealNext(lineUp(asked.delivery, 1, 'after'), both.visitor);
    return { ...both, random, rejoins: rejoins(both.shift, random), delivery: then.delivery };
  };

  test('is kept like a text, sent again as the same bytes, and acknowledged at once by what follows it', () => {
    const { visitor, counsellor, rejoins, delivery } = begun(20);
    const [before, asked, after] = sendAgain(delivery) as [Uint8Array, Uint8Array, Uint8Array];
    const [atCounsellor, atVisitor] = [new Joiner(), new Joiner()];
    const hear = (delivery: Delivery, envelope: Uint8Array) =>
      receive(delivery, counsellor, atCounsellor, envelope, false, rejoins.counsellor);
    const one = hear(NOTHING_ON_ITS_WAY, before);
    const two = hear(one.delivery, asked);
    expect([one.send.length, two.send.length]).toEqual([1, 1]);
    // Asked again, because the answer was lost: the answer is not made again, and goes out again as it was.
    const again = hear(two.delivery, asked);
    expect(sendAgain(again.delivery)[1]).toBe(two.send[0]);
    const three = hear(again.delivery, after);
    expect(three.text).toBe('after');

    let came = { delivery, send: [] } as Sent;
    const back: Uint8Array[] = [];
    for (const envelope of sendAgain(three.delivery)) {
      came = receive(came.delivery, visitor, atVisitor, envelope, false, rejoins.visitor);
      back.push(...came.send);
    }
    // All of hers has arrived; what is left is the end of the rejoin.
    expect(back).toHaveLength(1);
    expect(sendAgain(came.delivery)).toEqual(back);
    const four = hear(three.delivery, back[0] as Uint8Array);
    expect(four.send).toHaveLength(1);
    const last = receive(
      came.delivery,
      visitor,
      atVisitor,
      four.send[0] as Uint8Array,
      false,
      rejoins.visitor,
    );
    expect([sendAgain(last.delivery), last.send]).toEqual([[], []]);
  });

  test('waits behind no full window', () => {
    const { visitor } = converse(21);
    let full = NOTHING_ON_ITS_WAY;
    for (let i = 0; i < WINDOW + 1; i++) full = lineUp(full, i, 'word');
    full = sealNext(full, visitor).delivery;
    const asked = sealSaid(full, visitor, said(visitor.beginRejoin(new Seeded(21).bytes)));
    expect(asked.send).toHaveLength(1);
    expect(asked.delivery.unsealed).toHaveLength(1);
  });

  test('is damage when its message is refused', () => {
    const { counsellor, delivery, rejoins } = begun(22);
    const [before, asked] = sendAgain(delivery) as [Uint8Array, Uint8Array];
    counsellor.open(before);
    const refuse: Rejoin = (keys, contents) =>
      rejoins.counsellor(keys, { ...contents, body: contents.body.slice().fill(1, 0, 40) });
    expect(() => receive(NOTHING_ON_ITS_WAY, counsellor, new Joiner(), asked, false, refuse)).toThrow(
      Damaged,
    );
  });
});

test('somebody who acknowledges nothing for ever is stopped before it becomes a flood', () => {
  const { visitor, counsellor, atCounsellor } = ends(90);
  let delivery = NOTHING_ON_ITS_WAY;
  const body = new TextEncoder().encode('x');
  const say = () => {
    const contents = { kind: 'text', typing: false, acknowledged: 0, part: 0, more: false, body } as const;
    const envelope = visitor.seal(contents);
    delivery = receive(delivery, counsellor, atCounsellor, envelope, false, noRejoin).delivery;
  };
  for (let n = 0; n <= MOST_ON_THEIR_WAY; n++) say();
  expect(delivery.kept).toHaveLength(MOST_ON_THEIR_WAY + 1);
  expect(say).toThrow(Damaged);
});
