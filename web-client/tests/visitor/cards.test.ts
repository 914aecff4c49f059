import { describe, expect, test } from 'vitest';
import { fieldOf } from '../../src/talk/cards/card.ts';
import {
  askFor,
  type Cards,
  keptForHer,
  noCards,
  openAnew,
  openCard,
  throwAway,
  writeIn,
} from '../../src/talk/cards/cards.ts';
import * as talk from '../../src/talk/conversation.ts';
import { HERE, noRejoin, Page } from './page.ts';
import { PLAN } from './template.ts';

/** What the other end says, changed on the way. */
function damaged(pair: Pair): Uint8Array {
  const envelope = talk.write(pair.there, 'hm', HERE).send[0]?.slice() as Uint8Array;
  envelope[50] = (envelope[50] as number) ^ 1;
  return envelope;
}

/** Her page in a conversation, and the counsellor's end of it. */
class Pair {
  readonly page;
  there;
  /** The cards whose texts her page has asked the server for. */
  readonly fetched: string[] = [];

  constructor(seed: number) {
    this.page = new Page(seed);
    const { session } = this.page.answeredBy();
    this.there = talk.beginConversation(session, noCards('counsellor'));
    this.page.presence('here');
    this.carries();
  }

  /** What her page says comes to the counsellor, and what is said to that comes back. */
  carries(): this {
    const { conversation } = this.page;
    for (const effect of this.page.effects) if (effect.kind === 'get-card') this.fetched.push(effect.name);
    for (const frame of this.page.frames) {
      if (frame.kind !== 'envelope') continue;
      const step = talk.envelopeCame(this.there, frame.envelope, HERE, noRejoin);
      this.there = step.conversation;
      this.brings(step.send, conversation);
    }
    return this;
  }

  private brings(send: readonly Uint8Array[], conversation: Uint8Array): void {
    for (const envelope of send) {
      this.page.hear({ kind: 'envelope', conversation, envelope });
      this.carries();
    }
  }

  /** The counsellor does something with the cards. */
  counsellor(does: (cards: Cards) => Cards): this {
    const step = talk.changeCards(this.there, does, HERE);
    this.there = step.conversation;
    for (const envelope of step.send) {
      this.page.hear({ kind: 'envelope', conversation: this.page.conversation, envelope });
      this.carries();
    }
    return this;
  }

  does(does: (cards: Cards) => Cards): this {
    this.page.do({ kind: 'cards', does });
    return this.carries();
  }

  get hers(): Cards {
    const { state } = this.page;
    if (state.kind !== 'talking' || !state.conversation.cards) throw new Error('she does not talk');
    return state.conversation.cards;
  }

  get theirs(): Cards {
    return this.there.cards as Cards;
  }
}

const { name, version, fingerprint } = PLAN;
const NAME = { name, version, fingerprint };

describe('a visitor with cards', () => {
  test('opens one, sees it at once, and the counsellor has it too', () => {
    const pair = new Pair(500);
    pair.page.do({ kind: 'beside', beside: 'cards' }).do({ kind: 'open-card', template: PLAN });
    pair.carries();
    expect(pair.page.visit.card).toBe(0);
    expect(pair.theirs.cards.map(({ template }) => template.name)).toEqual(['safety-plan']);
    pair.does((cards) => writeIn(cards, 0, 0, 'paraplu', 0));
    const [card] = pair.theirs.cards;
    expect(card && fieldOf(card, 0).value).toBe('paraplu');
  });

  test('gets the one that the counsellor asks for, and is told so until she looks', () => {
    const pair = new Pair(501).counsellor((cards) => askFor(cards, NAME));
    expect(pair.fetched).toEqual([name]);
    pair.page.do({ kind: 'asked-card', name, template: PLAN });
    pair.carries();
    expect(pair.page.state).toMatchObject({ ready: 'My safety plan' });
    expect(pair.page.visit.beside).toBeUndefined();
    expect(pair.theirs.cards).toHaveLength(1);
    expect(pair.theirs.asking).toEqual([]);
    pair.page.do({ kind: 'beside', beside: 'cards', card: 0 });
    expect(pair.page.state).toMatchObject({ ready: undefined });
  });

  test.each([
    ['is another one here', { ...PLAN, fingerprint: 'cd'.repeat(16) }],
    ['does not come', undefined],
  ])('has no card whose text %s, and the counsellor hears it', (_, template) => {
    const pair = new Pair(502).counsellor((cards) => askFor(cards, NAME));
    pair.page.do({ kind: 'asked-card', name, template });
    pair.carries();
    expect(pair.hers.cards).toEqual([]);
    expect(pair.theirs.notOpened).toEqual({ name, reason: 'not-here' });
  });

  test('has as many as there can be, and no more: the counsellor hears it', () => {
    const pair = new Pair(503);
    pair.does((before) => {
      let cards = before;
      for (let n = 0; n < 20; n += 1) cards = openCard(cards, { ...NAME, name: `card-${n}` });
      return cards;
    });
    expect(pair.hers.cards).toHaveLength(16);
    pair.counsellor((cards) => askFor(cards, NAME));
    pair.page.do({ kind: 'asked-card', name, template: PLAN });
    pair.carries();
    expect(pair.theirs.notOpened).toEqual({ name, reason: 'too-many' });
  });

  test('throws one away: it is gone here, and closed there', () => {
    const pair = new Pair(504);
    pair.page.do({ kind: 'open-card', template: PLAN });
    pair.carries().does((cards) => throwAway(cards, 0));
    expect(pair.hers.cards).toEqual([]);
    expect(pair.theirs.cards).toMatchObject([{ state: 'closed', closedBy: 'visitor' }]);
  });

  test('goes on with a closed one under a new number, and what stood in it is there', () => {
    const pair = new Pair(505);
    pair.page.do({ kind: 'open-card', template: PLAN });
    pair
      .carries()
      .does((cards) => writeIn(cards, 0, 0, 'paraplu', 0))
      .does((cards) => ({
        ...cards,
        cards: cards.cards.map((card) => ({ ...card, state: 'closing' as const })),
      }))
      .does((cards) => openAnew(cards, 0));
    expect(pair.theirs.cards).toMatchObject([{ state: 'closed' }, { state: 'open', number: 1 }]);
    const [, card] = pair.theirs.cards;
    expect(card && fieldOf(card, 0).value).toBe('paraplu');
  });

  test('keeps her cards to read when it was not she who ended it, and none after a goodbye', () => {
    const open = (seed: number) => {
      const pair = new Pair(seed);
      pair.page.do({ kind: 'open-card', template: PLAN });
      return pair.carries().page;
    };
    expect(open(506).ended('said-goodbye').state).toMatchObject({
      kind: 'ended',
      cards: { templates: [PLAN] },
    });
    expect(open(507).do({ kind: 'leave' }).state).toMatchObject({ cards: { cards: [], templates: [] } });
    expect(open(508).ended('gone').do({ kind: 'clear' }).state).toMatchObject({ kind: 'entrance' });
  });

  test('keeps her words when something else came in damaged, and when she waits for another counsellor', () => {
    const pair = new Pair(511);
    pair.page.do({ kind: 'open-card', template: PLAN });
    pair.carries().does((cards) => writeIn(cards, 0, 0, 'paraplu', 0));
    pair.page.hear({ kind: 'envelope', conversation: pair.page.conversation, envelope: damaged(pair) });
    expect(pair.page.state).toMatchObject({ kind: 'ended', why: 'damaged', cards: { templates: [PLAN] } });
    pair.page.do({ kind: 'start' });
    expect(pair.page.state).toMatchObject({ kind: 'waiting', cards: { templates: [PLAN] } });
    pair.page.line('opened').hear({ kind: 'ticket', token: pair.page.token.slice() });
    pair.page.hear(pair.page.answered(pair.page.answer().answer));
    const [card] = pair.hers.cards;
    expect(card).toMatchObject({ shared: false });
    expect(card && fieldOf(card, 0).value).toBe('paraplu');
  });

  test('is asked about each card that only she sees, and the others open meanwhile', () => {
    const pair = new Pair(512);
    pair.page.do({ kind: 'open-card', template: PLAN });
    pair.carries().does(keptForHer);
    pair.counsellor((cards) => ({ ...askFor({ ...cards, cards: [] }, NAME) }));
    pair.counsellor((cards) => askFor(cards, { ...NAME, name: 'future-plan' }));
    expect(pair.fetched).toEqual(['future-plan']);
    expect(pair.hers.asked).toHaveLength(2);
    const [card] = pair.hers.cards;
    pair.does((cards) => throwAway(cards, card?.number as number));
    expect(pair.theirs.notOpened).toEqual({ name, reason: 'rather-not' });
  });

  test('loses all of it with the exit', () => {
    const pair = new Pair(509);
    pair.page.do({ kind: 'beside', beside: 'cards' }).do({ kind: 'open-card', template: PLAN });
    pair.carries().page.do({ kind: 'wipe' });
    expect(pair.page.visit).toMatchObject({ state: { kind: 'safety' }, beside: undefined, card: undefined });
  });

  test('may be flooded with asks: one is looked at, and few are kept', () => {
    const pair = new Pair(510);
    for (let n = 0; n < 40; n += 1) {
      pair.counsellor((cards) => ({ ...askFor(cards, { ...NAME, name: `card-${n}` }), asking: [] }));
      pair.carries();
    }
    expect(pair.hers.asked.length).toBeLessThanOrEqual(16);
  });
});
