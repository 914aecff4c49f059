import { describe, expect, test } from 'vitest';
import { Damaged } from '../../src/crypto/damaged.ts';
import * as talk from '../../src/talk/conversation.ts';
import { both, bring, envelopeCame, heard, presenceCame, states } from './ends.ts';

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
    const back = presenceCame(more.conversation, true, 2);
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
    const back = presenceCame(wrote.conversation, true, 10);
    expect(states(back.conversation)).toEqual(['sent']);
    expect(heard(bring(counsellor, back.send).conversation)).toEqual(['zonder verbinding']);
  });

  test('finds the server silent about her texts, and they go out again even while the counsellor is away', () => {
    const { visitor } = both(4);
    const wrote = talk.write(visitor, 'hoi', 0);
    const back = presenceCame(talk.lineLost(wrote.conversation, 0), false, 10);
    expect(back.send).toEqual(wrote.send);
    expect(presenceCame(back.conversation, false, 11).send).toEqual([]);
  });

  test('is told after half a minute that a text did not arrive, and can try again', () => {
    const { visitor } = both(5);
    const wrote = talk.write(visitor, 'hoi', 0);
    expect(states(talk.timeWentBy(wrote.conversation, talk.PATIENCE - 1).conversation)).toEqual(['sent']);
    const late = talk.timeWentBy(wrote.conversation, talk.PATIENCE).conversation;
    expect(states(late)).toEqual(['failed']);
    const again = talk.retry(late, talk.PATIENCE);
    expect(states(again.conversation)).toEqual(['sent']);
    expect(again.send).toEqual(wrote.send);
    const later = talk.timeWentBy(again.conversation, 2 * talk.PATIENCE - 1).conversation;
    expect(states(later)).toEqual(['sent']);
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
    expect(states(talk.timeWentBy(room, talk.PATIENCE).conversation)).toEqual([
      'delivered',
      'failed',
      'sent',
    ]);
    expect(states(talk.timeWentBy(room, 2 * talk.PATIENCE - 1).conversation)).toEqual([
      'delivered',
      'failed',
      'failed',
    ]);
  });

  test('is not told so while the counsellor is away or the line is down: it waits, it did not fail', () => {
    const { visitor } = both(6);
    const wrote = talk.write(presenceCame(visitor, false, 0).conversation, 'hoi', 0);
    expect(states(talk.timeWentBy(wrote.conversation, 10 * talk.PATIENCE).conversation)).toEqual(['sent']);
    const lost = talk.lineLost(wrote.conversation, 0);
    expect(states(talk.timeWentBy(lost, 10 * talk.PATIENCE).conversation)).toEqual(['sending']);
  });

  test('sees a text that counted as lost as delivered when it arrives after all', () => {
    const { visitor, counsellor } = both(7);
    const wrote = talk.write(visitor, 'hoi', 0);
    const late = talk.timeWentBy(wrote.conversation, talk.PATIENCE).conversation;
    const there = bring(counsellor, wrote.send);
    expect(states(bring(late, there.send).conversation)).toEqual(['delivered']);
  });

  test('is not heard to write more than once in three seconds, and not at all by somebody who is away', () => {
    const { visitor } = both(8);
    const one = talk.typed(visitor, 0);
    const two = talk.typed(one.conversation, 2_999);
    const three = talk.typed(two.conversation, 3_000);
    expect([one.send.length, two.send.length, three.send.length]).toEqual([1, 0, 1]);
    expect(talk.typed(presenceCame(visitor, false, 0).conversation, 0).send).toEqual([]);
    expect(talk.typed(talk.lineLost(visitor, 0), 0).send).toEqual([]);
  });

  test('sees the counsellor writing for six seconds, or until the text is there', () => {
    const { visitor, counsellor } = both(9);
    const writes = talk.typed(counsellor, 0);
    const seen = bring(visitor, writes.send, 0).conversation;
    expect(seen.typingUntil).toBe(6_000);
    expect(talk.timeWentBy(seen, 5_999).conversation).toBe(seen);
    expect(talk.timeWentBy(seen, 6_000).conversation.typingUntil).toBe(0);
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

  test('still sees below her texts what she was writing, and that it was not sent', () => {
    const { visitor } = both(14);
    const said = talk.write(visitor, 'hoi', 0).conversation;
    const lines = talk.linesAtTheEnd(said, 'en toen ');
    expect(lines.map(({ id, text, state }) => [id, text, state])).toEqual([
      [0, 'hoi', 'failed'],
      [1, 'en toen ', 'unsent'],
    ]);
    expect(talk.linesAtTheEnd(said, ' \n')).toHaveLength(1);
  });

  test('sees nothing of a damaged envelope', () => {
    const { visitor, counsellor } = both(12);
    const [envelope] = talk.write(counsellor, 'dag', 0).send;
    const damaged = new Uint8Array(envelope as Uint8Array);
    damaged[2029] = (damaged[2029] as number) ^ 1;
    expect(() => envelopeCame(visitor, damaged, 0)).toThrow(Damaged);
  });
});
