import { describe, expect, test } from 'vitest';
import type { Brake } from '../../src/crypto/brake.ts';
import { shownLines, waitsUntil } from '../../src/talk/brake.ts';
import * as talk from '../../src/talk/conversation.ts';
import { both, bring, heard, presenceCame, rejoined, states } from './ends.ts';

const PAUSE: Brake = { what: 'pause', reason: 'moment', seconds: 60 };
const SLOW: Brake = { what: 'slow', reason: 'too-fast', seconds: 60 };
const LIFTED: Brake = { what: 'lifted', reason: 'none', seconds: 0 };

/** A conversation in which the counsellor has just braked, at time 0. */
function braked(seed: number, brake: Brake) {
  const { visitor, counsellor } = both(seed);
  const set = talk.brake(counsellor, brake, 0);
  const there = bring(visitor, set.send, 0);
  return { visitor: there.conversation, counsellor: bring(set.conversation, there.send, 0).conversation };
}

describe('a visitor who is asked for a pause', () => {
  test('can send nothing until it is over, and everything afterwards', () => {
    const { visitor } = braked(80, PAUSE);
    expect(waitsUntil(visitor, 0)).toBe(60_000);
    expect(waitsUntil(talk.timeWentBy(visitor, 59_999).conversation, 59_999)).toBe(60_000);
    const over = talk.timeWentBy(visitor, 60_000).conversation;
    expect(over.brake).toMatchObject({ what: 'lifted' });
    expect(waitsUntil(over, 60_000)).toBe(0);
  });

  test('is told that it is over until she writes, and then no more', () => {
    const over = talk.timeWentBy(braked(81, PAUSE).visitor, 60_000).conversation;
    expect(talk.timeWentBy(over, 90_000).conversation).toBe(over);
    expect(talk.write(over, 'hoi', 90_000).conversation.brake).toBeUndefined();
  });

  test('can write on at once when it is lifted', () => {
    const { visitor, counsellor } = braked(82, PAUSE);
    const lifted = talk.brake(counsellor, LIFTED, 5_000);
    const there = bring(visitor, lifted.send, 5_000).conversation;
    expect(waitsUntil(there, 5_000)).toBe(0);
    expect(there.brake).toMatchObject({ what: 'lifted' });
  });

  test('follows a new one in its place', () => {
    const { visitor, counsellor } = braked(83, PAUSE);
    const slower = talk.brake(counsellor, { ...SLOW, seconds: 300 }, 10_000);
    const there = bring(visitor, slower.send, 10_000).conversation;
    expect(waitsUntil(there, 10_000)).toBe(0);
    expect(there.brake).toMatchObject({ what: 'slow', until: 310_000 });
  });

  test('still sees what she had written before she heard of it go out', () => {
    const { visitor, counsellor } = both(84);
    const wrote = talk.write(talk.lineLost(visitor, 0), 'ik ben er nog', 0);
    const set = talk.brake(counsellor, PAUSE, 1);
    const back = presenceCame(wrote.conversation, true, 2);
    const there = bring(back.conversation, set.send, 3);
    const heardBy = bring(set.conversation, [...back.send, ...there.send], 4);
    expect(heard(heardBy.conversation)).toEqual(['ik ben er nog']);
    const end = bring(there.conversation, heardBy.send, 5).conversation;
    expect(states(end)).toEqual(['delivered']);
    expect(waitsUntil(end, 5)).toBe(60_003);
  });

  test('is asked it once, also when her line was lost meanwhile and she has fresh keys', () => {
    const { visitor, counsellor } = both(85);
    const away = talk.lineLost(visitor, 0);
    const set = talk.brake(presenceCame(counsellor, false, 0).conversation, PAUSE, 0);
    const hears = presenceCame(set.conversation, true, 20_000);
    const back = presenceCame(away, true, 20_000);
    const first = bring(back.conversation, hears.send, 20_000);
    const second = bring(hears.conversation, [...back.send, ...first.send], 20_000);
    const third = bring(first.conversation, [...second.send, ...hears.send], 20_000).conversation;
    expect(rejoined).toBe(1);
    expect(waitsUntil(third, 20_000)).toBe(80_000);
    expect(waitsUntil(talk.timeWentBy(third, 79_999).conversation, 79_999)).toBe(80_000);
  });

  test('does not wait longer than the counsellor, when she has heard of it late', () => {
    const { visitor, counsellor } = both(86);
    const set = talk.brake(counsellor, PAUSE, 0);
    const late = bring(visitor, set.send, 50_000).conversation;
    expect(waitsUntil(late, 50_000)).toBe(110_000);
    const over = talk.timeWentBy(set.conversation, 60_000);
    expect(over.conversation.brake).toBeUndefined();
    expect(waitsUntil(bring(late, over.send, 60_000).conversation, 60_000)).toBe(0);
  });

  test('is no longer asked for it when somebody else goes on with her', () => {
    const { visitor } = braked(87, PAUSE);
    const next = talk.goOnWith(visitor, both(88).visitor.keys, 1_000).conversation;
    expect(waitsUntil(next, 1_000)).toBe(0);
    expect(next.brake).toBeUndefined();
  });

  test('hears nothing of a brake that is lifted and was never there', () => {
    const { visitor, counsellor } = both(89);
    const there = bring(visitor, talk.brake(counsellor, LIFTED, 0).send, 0).conversation;
    expect(there.brake).toBeUndefined();
  });
});

describe('a visitor who is asked to go slower', () => {
  test('can send one text in twenty seconds, and the first one at once', () => {
    const { visitor } = braked(90, SLOW);
    expect(waitsUntil(visitor, 0)).toBe(0);
    const wrote = talk.write(visitor, 'een', 1_000).conversation;
    expect(waitsUntil(wrote, 1_000)).toBe(21_000);
    expect(waitsUntil(wrote, 20_999)).toBe(21_000);
    expect(waitsUntil(wrote, 21_000)).toBe(0);
  });

  test('waits no longer than the brake lasts', () => {
    const { visitor } = braked(91, SLOW);
    const wrote = talk.write(visitor, 'een', 50_000).conversation;
    expect(waitsUntil(wrote, 50_000)).toBe(60_000);
  });
});

describe('a counsellor who has asked for a pause', () => {
  test('does not see what comes all the same until she wants to, or until it is over', () => {
    const { visitor, counsellor } = braked(92, PAUSE);
    // A page that does not heed it.
    const one = talk.write(visitor, 'een', 1_000);
    const first = bring(counsellor, one.send, 1_000).conversation;
    expect(shownLines(first)).toEqual({ shown: [], held: 1 });
    const mine = talk.write(first, 'tot zo', 2_000).conversation;
    expect(shownLines(mine).shown.map(({ text }) => text)).toEqual(['tot zo']);
    const looked = talk.showHeld(mine);
    expect(shownLines(looked).shown.map(({ text }) => text)).toEqual(['een', 'tot zo']);
    const two = talk.write(one.conversation, 'twee', 3_000);
    const second = bring(looked, two.send, 3_000).conversation;
    expect(shownLines(second).held).toBe(1);
    const over = talk.timeWentBy(second, 60_000).conversation;
    expect(shownLines(over).shown.map(({ text }) => text)).toEqual(['een', 'tot zo', 'twee']);
  });

  test('keeps it held back when she makes the pause longer, and sees it when she makes it a slower talk', () => {
    const { visitor, counsellor } = braked(93, PAUSE);
    const there = bring(counsellor, talk.write(visitor, 'een', 1_000).send, 1_000).conversation;
    const longer = talk.brake(there, { ...PAUSE, seconds: 300 }, 50_000).conversation;
    expect(shownLines(longer)).toEqual({ shown: [], held: 1 });
    expect(shownLines(talk.brake(longer, SLOW, 60_000).conversation).held).toBe(0);
  });

  test('says nothing on a line that is lost, and all of it when it is back', () => {
    const { visitor, counsellor } = both(94);
    const set = talk.brake(talk.lineLost(counsellor, 0), PAUSE, 0);
    expect(set.send).toEqual([]);
    const back = presenceCame(set.conversation, true, 5_000);
    expect(waitsUntil(bring(visitor, back.send, 5_000).conversation, 5_000)).toBe(65_000);
  });

  test('acknowledges what she does not see: to the visitor it has arrived', () => {
    const { visitor, counsellor } = braked(95, PAUSE);
    const wrote = talk.write(visitor, 'een', 1_000);
    const there = bring(counsellor, wrote.send, 1_000);
    expect(states(bring(wrote.conversation, there.send, 1_000).conversation)).toEqual(['delivered']);
  });
});
