import { describe, expect, test } from 'vitest';
import { encodeCardStep } from '../../../src/crypto/card.ts';
import { fieldOf } from '../../../src/talk/cards/card.ts';
import {
  type Cards,
  cardNumbered,
  MOST_ON_THEIR_WAY,
  openAnew,
  openCard,
  PEN_DOWN_AFTER,
  writeIn,
} from '../../../src/talk/cards/cards.ts';
import * as talk from '../../../src/talk/conversation.ts';
import { both, bring, presenceCame } from '../ends.ts';
import { PLAN } from './desk.ts';

type Ends = { visitor: talk.Conversation; counsellor: talk.Conversation };

const value = ({ cards }: talk.Conversation, number: number, field: number) => {
  const card = cards && cardNumbered(cards, number);
  return card && fieldOf(card, field).value;
};

const write = (conversation: talk.Conversation, field: number, text: string, now = 0, number = 0) =>
  talk.changeCards(conversation, (cards) => writeIn(cards, number, field, text, now), now);

/** Brings what one end sends to the other, and back, until nobody says anything more. */
function settle({ visitor, counsellor }: Ends, from: keyof Ends, send: readonly Uint8Array[]): Ends {
  if (send.length === 0) return { visitor, counsellor };
  const to = from === 'visitor' ? 'counsellor' : 'visitor';
  const step = bring(to === 'visitor' ? visitor : counsellor, send);
  return settle({ visitor, counsellor, [to]: step.conversation }, to, step.send);
}

/** Both in one card, in which nothing stands. */
function opened(seed: number): Ends {
  const { visitor, counsellor } = both(seed);
  const step = talk.changeCards(visitor, (cards) => openCard(cards, PLAN), 0);
  return settle({ visitor: step.conversation, counsellor }, 'visitor', step.send);
}

describe('a card in a conversation', () => {
  test('what she writes stands on the other screen', () => {
    const ends = opened(200);
    const said = write(ends.visitor, 3, 'mijn tante');
    const there = settle({ ...ends, visitor: said.conversation }, 'visitor', said.send);
    expect(value(there.counsellor, 0, 3)).toBe('mijn tante');
  });

  test('what she writes while the other is away waits with her, and comes as one when the other is back', () => {
    const ends = opened(201);
    let visitor = presenceCame(ends.visitor, false, 1_000).conversation;
    for (const text of ['m', 'mi', 'mij', 'mijn tante']) {
      const said = write(visitor, 3, text, 2_000);
      expect(said.send).toEqual([]);
      visitor = said.conversation;
    }
    const back = presenceCame(visitor, true, 3_000);
    const counsellor = presenceCame(ends.counsellor, true, 3_000).conversation;
    const there = settle({ visitor: back.conversation, counsellor }, 'visitor', back.send);
    expect(value(there.counsellor, 0, 3)).toBe('mijn tante');
  });

  test('what was lost with her line is said again with the next one', () => {
    const ends = opened(202);
    const lost = talk.lineLost(write(ends.visitor, 3, 'mijn tante').conversation, 1_000);
    const counsellor = presenceCame(ends.counsellor, false, 1_000).conversation;
    const back = presenceCame(lost, true, 2_000);
    const there = settle(
      { visitor: back.conversation, counsellor: presenceCame(counsellor, true, 2_000).conversation },
      'visitor',
      back.send,
    );
    expect(value(there.counsellor, 0, 3)).toBe('mijn tante');
  });

  test('somebody who types fast sends a few envelopes, and the end of what she typed arrives', () => {
    const ends = opened(203);
    let { visitor } = ends;
    const sent: Uint8Array[] = [];
    for (let letters = 1; letters <= 200; letters += 1) {
      const said = write(visitor, 3, 'x'.repeat(letters));
      visitor = said.conversation;
      sent.push(...said.send);
    }
    expect(sent.length).toBe(MOST_ON_THEIR_WAY);
    const there = settle({ ...ends, visitor }, 'visitor', sent);
    expect(value(there.counsellor, 0, 3)).toBe('x'.repeat(200));
  });

  test('whoever stops writing puts the pen down, and the other end sees it', () => {
    const ends = opened(204);
    const said = write(ends.visitor, 3, 'hm');
    const there = settle({ ...ends, visitor: said.conversation }, 'visitor', said.send);
    const theirPen = ({ cards }: talk.Conversation) => cards && cardNumbered(cards, 0)?.theirPen;
    expect(theirPen(there.counsellor)).toBe(3);
    expect(talk.timeWentBy(there.visitor, PEN_DOWN_AFTER - 1).send).toEqual([]);
    const idle = talk.timeWentBy(there.visitor, PEN_DOWN_AFTER);
    const then = settle({ ...there, visitor: idle.conversation }, 'visitor', idle.send);
    expect(theirPen(then.counsellor)).toBeUndefined();
  });

  test('bytes that are no step end nothing', () => {
    const ends = opened(205);
    const bodies = [
      new Uint8Array([99, 1]),
      new Uint8Array(1_900).fill(0xff),
      encodeCardStep({ step: 'close', number: 15 }),
    ];
    let { counsellor } = ends;
    let { visitor } = ends;
    for (const body of bodies) {
      const said = talk.say(visitor, { kind: 'card', body }, 0);
      visitor = said.conversation;
      counsellor = bring(counsellor, said.send).conversation;
    }
    const said = write(visitor, 1, 'verder');
    expect(
      value(settle({ visitor: said.conversation, counsellor }, 'visitor', said.send).counsellor, 0, 1),
    ).toBe('verder');
  });

  test('after a hand-over it is hers alone, until she lets the new one see it', () => {
    const ends = opened(206);
    const said = write(ends.visitor, 3, 'mijn tante');
    const told = settle({ ...ends, visitor: said.conversation }, 'visitor', said.send);
    const next = both(207);
    const moved = talk.goOnWith(told.visitor, next.visitor.keys, 0);
    const alone = settle({ visitor: moved.conversation, counsellor: next.counsellor }, 'visitor', moved.send);
    expect(alone.counsellor.cards?.cards).toEqual([]);
    const [card] = (alone.visitor.cards as Cards).cards;
    expect(card?.shared).toBe(false);
    // She may go on with it by herself meanwhile.
    const more = write(alone.visitor, 4, 'zondag', 0, card?.number);
    expect(more.send).toEqual([]);
    const shown = talk.changeCards(more.conversation, (cards) => openAnew(cards, card?.number as number), 0);
    const seen = settle({ ...alone, visitor: shown.conversation }, 'visitor', shown.send);
    expect([value(seen.counsellor, 0, 3), value(seen.counsellor, 0, 4)]).toEqual(['mijn tante', 'zondag']);
  });
});
