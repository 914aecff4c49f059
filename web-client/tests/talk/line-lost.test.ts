import { describe, expect, test } from 'vitest';
import * as talk from '../../src/talk/conversation.ts';
import { Seeded } from '../crypto/seeded.ts';
import { both, bring, envelopeCame, heard, presenceCame, rejoined, states } from './ends.ts';

describe('a visitor whose text gets lost although both are here', () => {
  const AGAIN = talk.SEND_AGAIN_AFTER;

  test('needs to do nothing: after ten seconds all goes out again by itself, as the same bytes', () => {
    const { visitor, counsellor } = both(50);
    const one = talk.write(visitor, 'een', 0);
    const two = talk.write(one.conversation, 'twee', 4_000);
    const early = talk.timeWentBy(two.conversation, AGAIN - 1);
    expect(early).toEqual({ conversation: two.conversation, send: [] });
    const again = talk.timeWentBy(early.conversation, AGAIN);
    expect(again.send).toEqual([...one.send, ...two.send]);
    expect(again.send[0]).toBe(one.send[0]);
    const there = bring(counsellor, again.send);
    expect(heard(there.conversation)).toEqual(['een', 'twee']);
    const back = bring(again.conversation, there.send).conversation;
    expect(states(back)).toEqual(['delivered', 'delivered']);
    expect(talk.timeWentBy(back, 3 * AGAIN)).toEqual({ conversation: back, send: [] });
  });

  test('has it sent every ten seconds, and not more often', () => {
    const wrote = talk.write(both(51).visitor, 'hoi', 0);
    let conversation = wrote.conversation;
    const sent: number[] = [];
    for (let now = 0; now <= 2.5 * AGAIN; now += 1_000) {
      const step = talk.timeWentBy(conversation, now);
      conversation = step.conversation;
      if (step.send.length > 0) sent.push(now);
    }
    expect(sent).toEqual([AGAIN, 2 * AGAIN]);
  });

  test('is told after half a minute all the same', () => {
    const wrote = talk.write(both(52).visitor, 'hoi', 0);
    const [once, twice] = [talk.timeWentBy(wrote.conversation, AGAIN), 2 * AGAIN];
    const still = talk.timeWentBy(once.conversation, twice).conversation;
    expect(states(talk.timeWentBy(still, talk.PATIENCE - 1).conversation)).toEqual(['sent']);
    expect(states(talk.timeWentBy(still, talk.PATIENCE).conversation)).toEqual(['failed']);
  });

  test('has ten seconds more for the next text when one has arrived', () => {
    const { visitor, counsellor } = both(53);
    const one = talk.write(visitor, 'een', 0);
    const two = talk.write(one.conversation, 'twee', 0);
    const there = bring(counsellor, one.send);
    const back = bring(two.conversation, there.send, AGAIN - 1).conversation;
    expect(talk.timeWentBy(back, 2 * AGAIN - 2).send).toEqual([]);
    expect(talk.timeWentBy(back, 2 * AGAIN - 1).send).toEqual(two.send);
  });

  test.each([
    ['the counsellor is away', (it: talk.Conversation) => presenceCame(it, false, 1).conversation],
    ['her own line is down', (it: talk.Conversation) => talk.lineLost(it, 1)],
    ['nothing more is kept for the counsellor', (it: talk.Conversation) => talk.mailboxFull(it, 1)],
  ])('waits as long as %s', (_, become) => {
    const waiting = become(talk.write(both(54).visitor, 'hoi', 0).conversation);
    expect(talk.timeWentBy(waiting, 10 * AGAIN)).toEqual({ conversation: waiting, send: [] });
  });

  test('does not wait for anything that says nothing', () => {
    const wrote = talk.typed(both(55).visitor, 0);
    expect(wrote.send).toHaveLength(1);
    const later = talk.timeWentBy(wrote.conversation, 10 * AGAIN);
    expect(later).toEqual({ conversation: wrote.conversation, send: [] });
  });

  test('sees it delivered although the counsellor’s “is writing” was lost before it', () => {
    const { visitor, counsellor } = both(57);
    const writes = talk.typed(counsellor, 0);
    let hers = talk.write(visitor, 'hoi', 0);
    // What acknowledges it comes too early: one before it is missing.
    let ours = bring(writes.conversation, hers.send);
    hers = { ...hers, conversation: bring(hers.conversation, ours.send).conversation };
    expect(states(hers.conversation)).toEqual(['sent']);
    for (let now = 0; now <= 2 * AGAIN; now += 1_000) {
      hers = talk.timeWentBy(hers.conversation, now);
      ours = talk.timeWentBy(ours.conversation, now);
      const there = bring(ours.conversation, hers.send, now);
      const here = bring(hers.conversation, [...ours.send, ...there.send], now);
      ours = bring(there.conversation, here.send, now);
      hers = here;
    }
    expect(states(hers.conversation)).toEqual(['delivered']);
  });

  test('gets her new keys although the question for them was lost', () => {
    const { visitor, counsellor } = both(56);
    const asked = presenceCame(talk.lineLost(visitor, 0), true, 0);
    const again = talk.timeWentBy(asked.conversation, AGAIN);
    expect(again.send).toEqual(asked.send);
    const there = bring(counsellor, again.send);
    const done = bring(again.conversation, there.send, AGAIN);
    bring(there.conversation, done.send);
    expect(rejoined).toBe(1);
  });
});

describe('a visitor whose line was lost', () => {
  /** Everything that is under way arrives, in turn. */
  function talkOn(visitor: talk.Step, counsellor: talk.Step) {
    let [hers, ours] = [visitor, counsellor];
    while (hers.send.length + ours.send.length > 0) {
      const there = bring(ours.conversation, hers.send);
      const here = bring(hers.conversation, ours.send);
      [hers, ours] = [here, there];
    }
    return { visitor: hers.conversation, counsellor: ours.conversation };
  }

  const still = (conversation: talk.Conversation): talk.Step => ({ conversation, send: [] });

  test('has new keys as soon as both are here, and all that was said before and meanwhile arrives', () => {
    const { visitor, counsellor } = both(40);
    const lost = talk.lineLost(talk.write(visitor, 'one', 0).conversation, 0);
    const back = presenceCame(talk.write(lost, 'two', 1).conversation, true, 2);
    expect(back.send).toHaveLength(3);
    const after = talkOn(back, talk.write(counsellor, 'ben je daar', 2));
    expect(rejoined).toBe(1);
    expect(heard(after.counsellor)).toEqual(['one', 'two']);
    expect(heard(after.visitor)).toEqual(['ben je daar']);
    expect(states(after.visitor)).toEqual(['delivered', 'delivered', 'delivered']);
    const more = talkOn(talk.write(after.visitor, 'three', 3), talk.write(after.counsellor, 'ja', 3));
    expect([heard(more.counsellor), heard(more.visitor)]).toEqual([
      ['one', 'two', 'three'],
      ['ben je daar', 'ja'],
    ]);
    expect(rejoined).toBe(1);
  });

  test('waits with them until the counsellor is here too', () => {
    const { visitor, counsellor } = both(41);
    const alone = presenceCame(talk.lineLost(visitor, 0), false, 1);
    expect(alone.send).toEqual([]);
    const here = presenceCame(alone.conversation, true, 2);
    expect(here.send).toHaveLength(1);
    talkOn(here, still(counsellor));
    expect(rejoined).toBe(1);
  });

  test('has them too when it was the counsellor’s line that was lost', () => {
    const { visitor, counsellor } = both(42);
    const away = presenceCame(visitor, false, 0);
    talkOn(presenceCame(away.conversation, true, 1), still(counsellor));
    expect(rejoined).toBe(1);
  });

  test('does not ask twice, and not without a reason', () => {
    const { visitor } = both(43);
    expect(presenceCame(visitor, true, 0).send).toEqual([]);
    const asked = presenceCame(talk.lineLost(visitor, 0), true, 1);
    // It is lost again before the answer came: the same bytes go out, and nothing new.
    const again = presenceCame(talk.lineLost(asked.conversation, 2), true, 3);
    expect(again.send).toEqual(asked.send);
    expect(presenceCame(again.conversation, true, 4).send).toEqual(asked.send);
  });

  test('leaves it to her page: the counsellor’s begins nothing', () => {
    const { counsellor } = both(44);
    expect(presenceCame(talk.lineLost(counsellor, 0), true, 1).send).toEqual([]);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'two people understand each other over a line that loses much (%i)',
  (seed) => {
    const dice = new Seeded(seed);
    const start = both(20 + seed);
    const ends = [start.visitor, start.counsellor];
    const under: Uint8Array[][] = [[], []];
    const said: string[][] = [[], []];
    let now = 0;
    const take = (who: number, step: talk.Step) => {
      ends[who] = step.conversation;
      under[1 - who]?.push(...step.send);
    };
    const deliver = (who: number) => {
      const envelope = under[who]?.shift();
      if (envelope) take(who, envelopeCame(ends[who] as talk.Conversation, envelope, now));
    };
    for (let i = 0; i < 400; i++) {
      now += 100;
      const who = dice.below(2);
      take(who, talk.timeWentBy(ends[who] as talk.Conversation, now));
      const me = ends[who] as talk.Conversation;
      const what = dice.below(20);
      if (what < 4 && me.up) {
        const text = `${who}:${i} ${'a'.repeat(dice.below(3) === 0 ? 5_000 : 5)}`;
        said[who]?.push(text);
        take(who, talk.write(me, text, now));
      } else if (what === 4) take(who, talk.typed(me, now));
      else if (what === 5) {
        // The line of one end breaks: all that was under way to and from it is gone.
        under[0] = [];
        under[1] = [];
        ends[who] = talk.lineLost(me, now);
      } else if (what === 6 && !me.up) {
        take(who, presenceCame(me, true, now));
        take(1 - who, presenceCame(ends[1 - who] as talk.Conversation, true, now));
      } else if (what === 7 && me.up) {
        // Nothing that is on its way to the other end is lost by it.
        take(who, presenceCame(me, false, now));
        take(who, presenceCame(ends[who] as talk.Conversation, true, now));
      } else if (what > 7 && me.up) deliver(who);
    }
    for (const who of [0, 1]) take(who, presenceCame(ends[who] as talk.Conversation, true, now));
    for (let i = 0; i < 3_000; i++) deliver(i % 2);
    expect(heard(ends[1] as talk.Conversation)).toEqual(said[0]);
    expect(heard(ends[0] as talk.Conversation)).toEqual(said[1]);
    for (const end of ends) {
      expect(end.lines.filter((line) => line.mine).every((line) => line.state === 'delivered')).toBe(true);
    }
    expect(under).toEqual([[], []]);
    expect(rejoined).toBeGreaterThan(0);
    // Nobody says anything any more: after a while nothing goes over the line for that, however long they sit there.
    let sent = 0;
    for (const until = now + 120_000; now < until; now += 1_000) {
      for (const who of [0, 1]) take(who, talk.timeWentBy(ends[who] as talk.Conversation, now));
      if (until - now <= 60_000) sent += under.flat().length;
      for (let i = 0; under.flat().length > 0; i++) deliver(i % 2);
    }
    expect(sent).toBe(0);
  },
);
