import { describe, expect, test } from 'vitest';
import { Damaged } from '../../src/crypto/damaged.ts';
import * as talk from '../../src/talk/conversation.ts';
import { converse } from '../crypto/conversation.ts';
import { Seeded } from '../crypto/seeded.ts';

const both = (seed: number) => {
  const { visitor, counsellor } = converse(seed);
  return { visitor: talk.beginConversation(visitor), counsellor: talk.beginConversation(counsellor) };
};

const states = (conversation: talk.Conversation) => conversation.lines.map((line) => line.state);
const heard = (conversation: talk.Conversation) =>
  conversation.lines.filter((line) => !line.mine).map((line) => line.text);

/** Brings envelopes to an end, and what it says to them back. */
function bring(to: talk.Conversation, envelopes: readonly Uint8Array[], now = 0): talk.Step {
  const send: Uint8Array[] = [];
  let conversation = to;
  for (const envelope of envelopes) {
    const step = talk.envelopeCame(conversation, envelope, now);
    conversation = step.conversation;
    send.push(...step.send);
  }
  return { conversation, send };
}

describe('a visitor in a conversation', () => {
  test('sees her text sent, and delivered when it was decrypted on the other screen', () => {
    const { visitor, counsellor } = both(1);
    const wrote = talk.write(visitor, 'hoi', 0);
    expect(states(wrote.conversation)).toEqual(['sent']);
    const there = bring(counsellor, wrote.send);
    expect(heard(there.conversation)).toEqual(['hoi']);
    expect(states(bring(wrote.conversation, there.send).conversation)).toEqual(['delivered']);
  });

  test('keeps her text when the line is full', () => {
    const { visitor } = both(2);
    const wrote = talk.write(visitor, 'kept', 0);
    const full = talk.mailboxFull(wrote.conversation, 0);
    expect(states(full)).toEqual(['sending']);
    const more = talk.write(full, 'also kept', 1);
    expect(more.send).toEqual([]);
    const back = talk.presenceCame(more.conversation, true, 2);
    expect(back.send).toHaveLength(2);
    expect(back.send[0]).toBe(wrote.send[0]);
    expect(states(back.conversation)).toEqual(['sent', 'sent']);
  });

  test('keeps her text when the connection is lost, and it leaves when the connection is back', () => {
    const { visitor, counsellor } = both(3);
    const lost = talk.lineLost(visitor, 0);
    const wrote = talk.write(lost, 'zonder verbinding', 0);
    expect(wrote.send).toEqual([]);
    expect(states(wrote.conversation)).toEqual(['sending']);
    const back = talk.presenceCame(wrote.conversation, true, 10);
    expect(states(back.conversation)).toEqual(['sent']);
    expect(heard(bring(counsellor, back.send).conversation)).toEqual(['zonder verbinding']);
  });

  test('finds the server silent about her texts, and they go out again even while the counsellor is away', () => {
    const { visitor } = both(4);
    const wrote = talk.write(visitor, 'hoi', 0);
    const back = talk.presenceCame(talk.lineLost(wrote.conversation, 0), false, 10);
    expect(back.send).toEqual(wrote.send);
    expect(talk.presenceCame(back.conversation, false, 11).send).toEqual([]);
  });

  test('is told after half a minute that a text did not arrive, and can try again', () => {
    const { visitor } = both(5);
    const wrote = talk.write(visitor, 'hoi', 0);
    expect(talk.timeWentBy(wrote.conversation, talk.PATIENCE - 1)).toBe(wrote.conversation);
    const late = talk.timeWentBy(wrote.conversation, talk.PATIENCE);
    expect(states(late)).toEqual(['failed']);
    const again = talk.retry(late, talk.PATIENCE);
    expect(states(again.conversation)).toEqual(['sent']);
    expect(again.send).toEqual(wrote.send);
    expect(talk.timeWentBy(again.conversation, 2 * talk.PATIENCE - 1)).toBe(again.conversation);
  });

  test('is not told so of a text that waited for room, before it had half a minute of its own', () => {
    const { visitor, counsellor } = both(13);
    const first = talk.write(visitor, 'a'.repeat(31_872), 0);
    const second = talk.write(first.conversation, 'b'.repeat(31_872), 0);
    const third = talk.write(second.conversation, 'kort', 0);
    expect(states(third.conversation)).toEqual(['sent', 'sent', 'sending']);
    const there = bring(counsellor, first.send);
    const room = bring(third.conversation, there.send, talk.PATIENCE - 1).conversation;
    expect(states(room)).toEqual(['delivered', 'sent', 'sent']);
    expect(states(talk.timeWentBy(room, talk.PATIENCE))).toEqual(['delivered', 'failed', 'sent']);
    expect(states(talk.timeWentBy(room, 2 * talk.PATIENCE - 1))).toEqual(['delivered', 'failed', 'failed']);
  });

  test('is not told so while the counsellor is away or the line is down: it waits, it did not fail', () => {
    const { visitor } = both(6);
    const wrote = talk.write(talk.presenceCame(visitor, false, 0).conversation, 'hoi', 0);
    expect(states(talk.timeWentBy(wrote.conversation, 10 * talk.PATIENCE))).toEqual(['sent']);
    const lost = talk.lineLost(wrote.conversation, 0);
    expect(states(talk.timeWentBy(lost, 10 * talk.PATIENCE))).toEqual(['sending']);
  });

  test('sees a text that counted as lost as delivered when it arrives after all', () => {
    const { visitor, counsellor } = both(7);
    const wrote = talk.write(visitor, 'hoi', 0);
    const late = talk.timeWentBy(wrote.conversation, talk.PATIENCE);
    const there = bring(counsellor, wrote.send);
    expect(states(bring(late, there.send).conversation)).toEqual(['delivered']);
  });

  test('is not heard to write more than once in three seconds, and not at all by somebody who is away', () => {
    const { visitor } = both(8);
    const one = talk.typed(visitor, 0);
    const two = talk.typed(one.conversation, 2_999);
    const three = talk.typed(two.conversation, 3_000);
    expect([one.send.length, two.send.length, three.send.length]).toEqual([1, 0, 1]);
    expect(talk.typed(talk.presenceCame(visitor, false, 0).conversation, 0).send).toEqual([]);
    expect(talk.typed(talk.lineLost(visitor, 0), 0).send).toEqual([]);
  });

  test('sees the counsellor writing for six seconds, or until the text is there', () => {
    const { visitor, counsellor } = both(9);
    const writes = talk.typed(counsellor, 0);
    const seen = bring(visitor, writes.send, 0).conversation;
    expect(seen.typingUntil).toBe(6_000);
    expect(talk.timeWentBy(seen, 5_999)).toBe(seen);
    expect(talk.timeWentBy(seen, 6_000).typingUntil).toBe(0);
    const text = talk.write(writes.conversation, 'dag', 1_000);
    expect(bring(seen, text.send, 1_000).conversation.typingUntil).toBe(0);
  });

  test('cannot send a text that is too long, and nothing of it leaves', () => {
    const { visitor } = both(10);
    expect(() => talk.write(visitor, 'é'.repeat(20_000), 0)).toThrow(RangeError);
  });

  test('sees at the end which texts did not arrive', () => {
    const { visitor } = both(11);
    const [line] = talk.linesAtTheEnd(talk.write(visitor, 'hoi', 0).conversation);
    expect(line?.state).toBe('failed');
  });

  test('sees nothing of a damaged envelope', () => {
    const { visitor, counsellor } = both(12);
    const [envelope] = talk.write(counsellor, 'dag', 0).send;
    const damaged = new Uint8Array(envelope as Uint8Array);
    damaged[2029] = (damaged[2029] as number) ^ 1;
    expect(() => talk.envelopeCame(visitor, damaged, 0)).toThrow(Damaged);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'two people understand each other over a line that loses much (%i)',
  (seed) => {
    const chance = new Seeded(seed);
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
      if (envelope) take(who, talk.envelopeCame(ends[who] as talk.Conversation, envelope, now));
    };
    for (let i = 0; i < 400; i++) {
      now += 100;
      const who = chance.below(2);
      const me = ends[who] as talk.Conversation;
      const what = chance.below(20);
      if (what < 4 && me.up) {
        const text = `${who}:${i} ${'a'.repeat(chance.below(3) === 0 ? 5_000 : 5)}`;
        said[who]?.push(text);
        take(who, talk.write(me, text, now));
      } else if (what === 4) take(who, talk.typed(me, now));
      else if (what === 5) {
        // The line of one end breaks: all that was under way to and from it is gone.
        under[0] = [];
        under[1] = [];
        ends[who] = talk.lineLost(me, now);
      } else if (what === 6 && !me.up) {
        take(who, talk.presenceCame(me, true, now));
        take(1 - who, talk.presenceCame(ends[1 - who] as talk.Conversation, true, now));
      } else if (what > 6 && me.up) deliver(who);
    }
    for (const who of [0, 1]) take(who, talk.presenceCame(ends[who] as talk.Conversation, true, now));
    for (let i = 0; i < 3_000; i++) deliver(i % 2);
    expect(heard(ends[1] as talk.Conversation)).toEqual(said[0]);
    expect(heard(ends[0] as talk.Conversation)).toEqual(said[1]);
    for (const end of ends) {
      expect(end.lines.filter((line) => line.mine).every((line) => line.state === 'delivered')).toBe(true);
    }
    expect(under).toEqual([[], []]);
  },
);
