import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Seat } from '../../../src/console/sitting-in.ts';
import type { Visitor } from '../../../src/console/state.ts';
import { CardsTool } from '../../../src/console/tools/cards/cards.tsx';
import type { Templates } from '../../../src/console/tools/cards/templates.ts';
import type { Open } from '../../../src/console/visitors.ts';
import { fieldOf } from '../../../src/talk/cards/card.ts';
import { closeCard, leavePen, notOpened, writeIn } from '../../../src/talk/cards/cards.ts';
import { Screen } from '../../look/screen.ts';
import { HERE } from '../console.ts';
import { HER_PLAN, LIST, Meeting } from './meeting.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The card is open at both ends, and on the screen. */
async function inTheCard(seed: number, files = {}): Promise<Meeting> {
  const meeting = new Meeting(seed, files);
  await meeting.opens();
  return meeting.press('Look at it');
}

const value = (meeting: Meeting, field: number) => {
  const [card] = meeting.herCards.cards;
  return card && fieldOf(card, field).value;
};

describe('a counsellor who looks for a card', () => {
  test('reads it before she asks to open it, and nobody is asked by reading', async () => {
    const meeting = new Meeting(500);
    await meeting.press('Cards');
    await meeting.chooses();
    expect(meeting.reads).toContain('Which word means: it is not safe?');
    expect(meeting.reads).toMatch(/Ask\nWhich word would fit\?\nAvoid\nAsking for names\./);
    expect(meeting.herCards.asked).toEqual([]);
    await meeting.press('Ask to open it together');
    expect(meeting.herCards.asked.map(({ name }) => name)).toEqual(['safety-plan']);
    expect(meeting.reads).toContain('You have asked for “My safety plan”. It waits for her page.');
    expect(meeting.screen.lines).not.toContain('Ask to open it together');
  });

  test.each([
    ['not-here', 'Her page cannot open “My safety plan”.'],
    ['too-many', '“My safety plan” is not open: she has as many cards as there can be.'],
    ['rather-not', '“My safety plan” is not open: she would rather not now.'],
  ] as const)('hears why it is not opened: %s', async (reason, says) => {
    const meeting = new Meeting(501);
    await meeting.press('Cards');
    await meeting.chooses();
    await meeting.press('Ask to open it together');
    await meeting.visitor((cards) => notOpened(cards, 'safety-plan', reason));
    expect(meeting.reads).toContain(says);
    expect(meeting.reads).not.toContain('It waits for her page.');
    // She may ask again later.
    expect(meeting.screen.lines).toContain('Ask to open it together');
  });

  test('can type what is searched before the list has come, and reads the file as it is each time', async () => {
    let comes = (_: unknown): void => undefined;
    const list = new Promise((resolve) => {
      comes = resolve;
    });
    const meeting = new Meeting(506, { '../cards/en.json': list });
    await meeting.press('Cards');
    expect(meeting.screen.part('input', { id: 'search-cards' })).toBeDefined();
    comes(LIST);
    await meeting.settles();
    await meeting.chooses();
    meeting.files['cards/en/safety-plan.json'] = { ...HER_PLAN, title: 'A newer plan' };
    await meeting.press('All cards');
    await meeting.chooses();
    expect(meeting.reads).toContain('A newer plan');
  });

  test('finds it by its words', async () => {
    const meeting = new Meeting(502);
    await meeting.press('Cards');
    const field = meeting.screen.part('input', { id: 'search-cards' });
    Object.assign(field, { value: 'nowhere' }).fire('input');
    await meeting.settles();
    expect(meeting.reads).toContain('Nothing has all these words.');
    Object.assign(field, { value: 'SAFE not' }).fire('input');
    await meeting.settles();
    expect(meeting.screen.words).toContain('For when it is not safe.');
  });

  test('when the conversation is over, reads it and can ask for nothing', async () => {
    const meeting = new Meeting(503);
    await meeting.press('Cards');
    meeting.console.ended(meeting.conversation, 'said-goodbye');
    await meeting.settles();
    expect(meeting.reads).toContain('This conversation is over.');
    await meeting.chooses();
    expect(meeting.reads).toContain('Which word means: it is not safe?');
    expect(meeting.screen.lines).not.toContain('Ask to open it together');
  });

  test('whose list did not come asks for it again', async () => {
    const meeting = new Meeting(504, { '../cards/en.json': 503 });
    await meeting.press('Cards');
    expect(meeting.reads).toContain('This did not come.');
    meeting.files['../cards/en.json'] = { cards: [] };
    await meeting.press('Try again');
    expect(meeting.reads).not.toContain('This did not come.');
  });
});

test('a guest reads cards, and asks for none', async () => {
  const meeting = new Meeting(505);
  const { talk, ...visitor } = meeting.console.visitor(1) as Open;
  const seat = { with: 'visitor', counsellor: 'Noor' } as Seat;
  const guest: Visitor = { ...visitor, seat, talk: { ...talk, cards: undefined } };
  const places = { of: () => ({ shown: 'before', name: 'safety-plan' }) as const, go: () => undefined };
  const templates: Templates = {
    of: () => ({ kind: 'loading' }),
    keep: () => undefined,
    again: () => undefined,
  };
  const screen = new Screen(
    <CardsTool
      visitor={guest}
      templates={templates}
      places={places}
      words={meeting.words}
      dispatch={() => undefined}
    />,
  );
  await vi.advanceTimersByTimeAsync(300);
  expect(screen.lines).toContain('Which word means: it is not safe?');
  expect(screen.words).toContain('You are a guest here.');
  expect(screen.lines).not.toContain('Ask to open it together');
});

describe('a card that the visitor opens', () => {
  test('is there with what to ask and what to avoid, and counts as new until it was looked at', async () => {
    const meeting = new Meeting(510);
    await meeting.opens();
    expect(meeting.reads).toContain('Card: My safety plan');
    expect(meeting.screen.lines).toContain('Cards (1)');
    await meeting.press('Look at it');
    expect(meeting.screen.lines).toContain('Cards');
    expect(meeting.reads).toMatch(/Ask\nWhich word would fit\?\nAvoid\nAsking for names\./);
    expect(meeting.screen.words).toContain('For you alone. She does not see this.');
    expect(meeting.reads).toContain('The emergency number. Confirm before use. Checked on 2026-11-24.');
  });

  test('is fetched once, and goes on as it was when the file changes', async () => {
    const meeting = await inTheCard(511);
    const fetched = () => meeting.asked.filter((path) => path === 'cards/en/safety-plan.json').length;
    expect(fetched()).toBe(1);
    meeting.files['cards/en/safety-plan.json'] = {
      ...HER_PLAN,
      title: 'Other',
      fingerprint: 'cd'.repeat(16),
    };
    await meeting.visitor((cards) => closeCard(cards, 0));
    await meeting.opens();
    expect(fetched()).toBe(1);
    expect(meeting.reads).toContain('Card: My safety plan');
  });

  test('is read in the other language too, and stays as it is where the file has changed since', async () => {
    const meeting = await inTheCard(516, {
      'cards/nl/safety-plan.json': { ...HER_PLAN, title: 'Mijn plan' },
    });
    await meeting.speaksDutch();
    expect(meeting.screen.words).toContain('Kaart: Mijn plan');
    const changed = await inTheCard(517, {
      'cards/nl/safety-plan.json': { ...HER_PLAN, title: 'Anders', fingerprint: 'cd'.repeat(16) },
    });
    await changed.speaksDutch();
    expect(changed.screen.words).toContain('Kaart: My safety plan');
    expect(changed.herCards.cards[0]?.shown).toBe(true);
  });

  test('that she was asked for is the one that the counsellor has read', async () => {
    const meeting = new Meeting(512);
    await meeting.press('Cards');
    await meeting.chooses();
    await meeting.press('Ask to open it together');
    meeting.files['cards/en/safety-plan.json'] = 404;
    await meeting.opens();
    expect(meeting.reads).toContain('Card: My safety plan');
    expect(meeting.herCards.cards[0]?.shown).toBe(true);
  });

  test('is written in by both, and each sees what the other wrote', async () => {
    const meeting = await inTheCard(513);
    await meeting.visitor((cards) => writeIn(cards, 0, 0, 'lemonade', HERE));
    const field = meeting.screen.part('textarea');
    expect(field.value).toBe('lemonade');
    expect(meeting.reads).toContain('Visitor 1 is writing here');
    Object.assign(field, { value: 'lemonade, cold' }).fire('input');
    expect(value(meeting, 0)).toBe('lemonade, cold');
  });

  test('is closed by her page when the counsellor wants that, and can still be read', async () => {
    const meeting = await inTheCard(514);
    await meeting.presence('away');
    expect(meeting.reads).toContain('Visitor 1 is not there for a moment. What you fill in waits here.');
    await meeting.press('This card is done');
    expect(meeting.reads).toContain('Waiting until her page closes it');
    await meeting.presence('here');
    expect(meeting.reads).toContain('This card is done. You can still read it here.');
    expect(meeting.herCards.cards[0]?.closedBy).toBe('counsellor');
  });

  test('and closes stays to be read, and nothing can be written in it', async () => {
    const meeting = await inTheCard(515);
    await meeting.visitor((cards) => writeIn(cards, 0, 0, 'lemonade', HERE));
    await meeting.visitor((cards) => closeCard(cards, 0));
    expect(meeting.reads).toContain('This card is done. You can still read it here.');
    expect(meeting.screen.lines).not.toContain('This card is done');
    expect(meeting.screen.part('textarea').value).toBe('lemonade');
  });
});

describe('a card that the console cannot show', () => {
  test.each([
    ['is of another version', { ...HER_PLAN, fingerprint: 'cd'.repeat(16) }],
    ['is not there any more', 404],
  ])('because it %s is not shown, and she is told once', async (_, file) => {
    const meeting = await inTheCard(520, { 'cards/en/safety-plan.json': file });
    expect(meeting.reads).toContain('You cannot see this card: the organisation’s files have changed since.');
    expect(meeting.herCards.cards[0]?.shown).toBe(false);
    const { length } = meeting.asked;
    await meeting.settles();
    expect(meeting.asked.length).toBe(length);
    // The same card opened once more cannot be shown either.
    await meeting.visitor((cards) => closeCard(cards, 0));
    await meeting.opens();
    expect(meeting.herCards.cards[1]?.shown).toBe(false);
  });

  test('because it did not come is asked for again, and she is told nothing', async () => {
    const meeting = new Meeting(521, { 'cards/en/safety-plan.json': 503 });
    await meeting.opens();
    await meeting.press('Look at it');
    expect(meeting.reads).toContain('This did not come.');
    expect(meeting.herCards.cards[0]?.shown).toBe(true);
    meeting.files['cards/en/safety-plan.json'] = HER_PLAN;
    await meeting.press('Try again');
    expect(meeting.reads).toContain('Which word means: it is not safe?');
  });
});

describe('words that hers took the place of', () => {
  /** Both write in the first field at once. */
  async function atOnce(seed: number): Promise<Meeting> {
    const meeting = await inTheCard(seed);
    return meeting.atOnce(
      (cards) => writeIn(cards, 0, 0, 'lemonade', HERE),
      (cards) => writeIn(cards, 0, 0, 'tea', HERE),
    );
  }

  const PUT = 'Put them below hers';

  test('are kept, and can be put below hers', async () => {
    const meeting = await atOnce(530);
    expect(meeting.reads).toMatch(/hers stands\. Your words:\ntea/);
    // Not while she writes there.
    expect(meeting.screen.lines).not.toContain(PUT);
    await meeting.visitor((cards) => leavePen(cards, 0, 0));
    await meeting.press(PUT);
    expect(meeting.reads).not.toContain('Your words:');
    expect(meeting.screen.part('textarea').value).toBe('lemonade\ntea');
    expect(value(meeting, 0)).toBe('lemonade\ntea');
  });

  test('can be thrown away', async () => {
    const meeting = await atOnce(531);
    await meeting.press('Throw away');
    expect(meeting.reads).not.toContain('Your words:');
    expect(value(meeting, 0)).toBe('lemonade');
  });

  test('are not put where they would be cut off', async () => {
    const meeting = await inTheCard(532);
    await meeting.atOnce(
      (cards) => writeIn(cards, 0, 0, 'h'.repeat(1500), HERE),
      (cards) => writeIn(cards, 0, 0, 't'.repeat(1500), HERE),
    );
    await meeting.visitor((cards) => leavePen(cards, 0, 0));
    expect(meeting.screen.lines).not.toContain(PUT);
    expect(meeting.reads).toContain('t'.repeat(1500));
    expect(meeting.reads).toContain('They do not fit below hers.');
  });
});
