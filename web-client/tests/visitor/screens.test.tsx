import { describe, expect, test, vi } from 'vitest';
import * as talk from '../../src/talk/conversation.ts';
import type { Visit } from '../../src/visitor/state.ts';
import type { EndReason } from '../../src/wire/frames.ts';
import type { Words } from '../../src/words/words.ts';
import { ar, en, nl } from '../words/texts.ts';
import { HERE, Page } from './page.ts';
import { reads, screenOf } from './reads.tsx';

const OPEN = { open: true, opens: 0, onDuty: 1, because: null };

/** Her page while she talks. */
function talks(seed: number): Page {
  const page = new Page(seed);
  page.talk();
  return page;
}

describe('a visitor who is asked to write less reads', () => {
  /** Her page after a brake, at a moment of it. */
  const braked = (brake: Parameters<typeof talk.brake>[1], after = 0) => {
    const page = new Page(48);
    const [envelope] = talk.brake(page.talk(), brake, HERE).send;
    page.hear({ kind: 'envelope', conversation: page.conversation, envelope: envelope as Uint8Array });
    return page.do({ kind: 'tick' }, HERE + after).visit;
  };
  const pause = (seconds: number, after = 0) => braked({ what: 'pause', reason: 'moment', seconds }, after);

  test('how long it still takes, in minutes and at last in words', () => {
    expect(reads(pause(300))).toMatch(/This takes 5 more minutes at most\.[\s\S]*Send in 5 min/);
    expect(reads(pause(300, 239_000))).toMatch(/This takes 2 more minutes at most\.[\s\S]*Send in 2 min/);
    expect(reads(pause(300, 240_000))).toMatch(/This takes one more minute at most\.[\s\S]*Send in 1 min/);
    expect(reads(pause(300, 270_000))).toMatch(/This takes less than half a minute\.[\s\S]*Send in a moment/);
    const over = reads(pause(300, 300_000));
    expect(over).toContain('You can send messages as before.');
    expect(over).not.toMatch(/This takes|Send in/);
  });

  test.each([
    ['too-fast', 'It goes too fast for Counsellor Noor to read well what you write.'],
    ['moment', 'Counsellor Noor needs a moment. That is not because of you.'],
    ['words', 'There were words that hurt.'],
    ['not-serious', 'Counsellor Noor does not know if you mean this. If you do, you are welcome here.'],
  ] as const)('why, when the reason is %s', (reason, says) => {
    const told = reads(braked({ what: 'slow', reason, seconds: 60 }));
    expect(told).toContain('Counsellor Noor would like to go a little slower.');
    expect(told).toContain(says);
    expect(told).toContain('You can send one message every 20 seconds.');
  });

  test('it in her own language', () => {
    expect(reads(pause(60), nl)).toMatch(/wil graag een korte pauze[\s\S]*Stuur over 1 min/);
    expect(reads(pause(180), ar)).toMatch(/استراحة قصيرة[\s\S]*الإرسال بعد 3 دقائق/);
  });
});

describe('a visitor who waits reads', () => {
  const place = (ahead: number, onDuty: number, words?: Words, least = 0, most = 0) =>
    reads(new Page(40).wait().hear({ kind: 'place', ahead, onDuty, least, most }).visit, words);

  test('that she is next when somebody is there', () => {
    expect(place(0, 2)).toMatch(
      /You are next\.\n2 counsellors are here\. The conversation begins by itself\./,
    );
  });

  test('that nobody is there, and nothing that sounds as if somebody were', () => {
    const nobody = place(0, 0);
    expect(nobody).toMatch(/You are next when somebody comes\.\nNo counsellor is here right now\./);
    expect(nobody).not.toMatch(/You are next\.|line is open/);
    expect(place(0, 0, nl)).toMatch(/de volgende als er iemand komt\.\nEr is nu geen hulpverlener\./);
    expect(place(2, 0)).toMatch(/There are two people before you\.\nNo counsellor is here right now\./);
  });

  test('how long it usually takes, when that is known', () => {
    const wait = (least: number, most: number, words?: Words) => place(3, 1, words, least, most);
    expect(wait(10, 20)).toContain('There are three people before you. That is usually 10 to 20 minutes.');
    expect(wait(5, 5)).toContain('That is usually about 5 minutes.');
    expect(wait(0, 1, nl)).toContain('Er zijn drie mensen voor je. Dat is meestal hooguit een minuut.');
    expect(wait(0, 0)).not.toContain('usually');
    expect(wait(10, 20, ar)).toContain('قبلك ثلاثة أشخاص. عادةً من 10 إلى 20 دقيقة.');
  });

  test('in words how many are before her, and as a number when they are many', () => {
    const saysOf = (ahead: number, words?: Words) => place(ahead, 1, words);
    expect(saysOf(1)).toContain('There is one person before you.');
    expect(saysOf(9)).toContain('There are nine people before you.');
    expect(saysOf(10)).toContain('There are 10 people before you.');
    expect([1, 2, 3, 11, 100].map((n) => saysOf(n, ar).split('\n')[1]?.trim())).toEqual([
      'قبلك شخص واحد.',
      'قبلك شخصان.',
      'قبلك ثلاثة أشخاص.',
      'قبلك 11 شخصاً.',
      'قبلك 100 شخص.',
    ]);
  });

  test.each([
    [10, 20, 30, 'As it looks now, it is your turn before that.'],
    [10, 20, 15, 'It may be that it is not your turn before that.'],
    [10, 20, 5, 'As it looks now, it will not be your turn before that.'],
    [10, 20, -1, 'It is past our closing time.'],
  ])('whether a wait of %i to %i minutes ends before it closes in %i', (least, most, closes, says) => {
    const page = new Page(40).wait().hear({ kind: 'place', ahead: 3, onDuty: 1, least, most });
    expect(reads(page.visit)).not.toMatch(/close at|closing/);
    page.do({ kind: 'hours', hours: { ...OPEN, closes: HERE + closes * 60_000 } });
    expect(reads(page.visit)).toContain(says);
    if (closes > 0) expect(reads(page.visit)).toMatch(/We close at \d\d:\d\d\./);
  });

  test('when it closes and no more, when nobody knows how long it takes', () => {
    const page = new Page(40).wait().do({ kind: 'hours', hours: { ...OPEN, closes: HERE + 60_000 } });
    expect(reads(page.visit)).toMatch(/We close at \d\d:\d\d\.\n/);
    page.do({ kind: 'hours', hours: { ...OPEN, closes: 0 } });
    expect(reads(page.visit)).not.toMatch(/close/);
  });

  test('how long she has been waiting, when it is a minute', () => {
    const page = new Page(41).wait();
    expect(reads(page.do({ kind: 'tick' }, HERE + 59_000).visit)).not.toContain('waiting for');
    expect(reads(page.do({ kind: 'tick' }, HERE + 61_000).visit)).toContain('waiting for one minute.');
    expect(reads(page.do({ kind: 'tick' }, HERE + 130_000).visit, nl)).toContain('Je wacht nu 2 minuten.');
  });
});

describe('a visitor without a line', () => {
  test.each([
    ['who waits', () => new Page(42).wait()],
    ['who talks', () => talks(42)],
  ])('%s reads after a minute what to do, until the line is back', (_, begin) => {
    const page = begin().line('lost');
    const NEXT = 'Stay here: the page keeps trying by itself. In danger now? Call 112.';
    expect(reads(page.do({ kind: 'tick' }, HERE + 59_000).visit)).not.toContain(NEXT);
    // Who is there nobody knows now.
    expect(reads(page.visit)).not.toMatch(/One counsellor is here|counsellors are here/);
    // It tries again, in vain: the minute goes on.
    page.do({ kind: 'line', event: { kind: 'lost' } }, HERE + 59_500);
    expect(reads(page.do({ kind: 'tick' }, HERE + 60_000).visit)).toContain(NEXT);
    if (page.state.kind === 'waiting')
      page.hear({ kind: 'place', ahead: 0, onDuty: 1, least: 0, most: 0 }, HERE + 61_000);
    else page.presence('here');
    expect(reads(page.do({ kind: 'tick' }, HERE + 62_000).visit)).not.toMatch(/looking for|Stay here/);
  });

  test('does not read that a text is sent, or on its way', () => {
    const page = talks(43).do({ kind: 'write', text: 'hoi' });
    expect(reads(page.visit)).toContain('Sent');
    expect(reads(page.line('lost').visit)).toMatch(/Not sent yet/);
    expect(reads(page.visit)).not.toMatch(/^Sent$/m);
  });
});

describe('a visitor finds the number of the emergency services', () => {
  const ended = (reason: EndReason) => {
    return talks(44)
      .do({ kind: 'write', text: 'hoi' })
      .ended(reason, reason === 'gone').visit;
  };

  test.each<[string, () => Visit]>([
    ['before she begins', () => new Page(44).visit],
    ['while she waits', () => new Page(44).wait().visit],
    ['while she talks', () => talks(44).visit],
    ['when she stops waiting', () => new Page(44).wait().do({ kind: 'leave' }).visit],
    ['when it ends', () => ended('said-goodbye')],
    ['when nobody comes back', () => ended('gone')],
    ['when something is wrong', () => ended('damaged')],
  ])('%s', (_, state) => {
    expect(screenOf(state()).links).toContain('tel:112');
  });
});

describe('a visitor whose conversation has ended', () => {
  const heard = (seed: number) => {
    const page = new Page(seed);
    const [envelope] = talk.write(page.talk(), 'Bel 0800-2000', HERE).send;
    return page.hear({
      kind: 'envelope',
      conversation: page.conversation,
      envelope: envelope as Uint8Array,
    });
  };

  test.each([
    [en, 'You talked with Counsellor Noor', 'It is all gone when you close this.', /kept/],
    [nl, 'Je praatte met Counsellor Noor', 'De teksten zijn weg als je dit sluit.', /bewaard/],
  ])(
    'still sees with whom she talked, and is not told yet that nothing is left',
    (words, who, gone, kept) => {
      const read = reads(heard(45).ended('said-goodbye').visit, words);
      expect(read.split('\n')[0]).toBe(who);
      expect(read).toContain('Bel 0800-2000');
      expect(read).toContain(gone);
      expect(read).not.toMatch(kept);
    },
  );

  test('is asked whether it helped, may leave that, and reads what she can do now', async () => {
    const screen = screenOf(heard(47).ended('said-goodbye').visit);
    expect(screen.lines).toContain('Did this help?');
    expect(screen.lines).toContain('You don’t have to answer this. The answer stays on this page.');
    screen.press('A bit');
    await vi.waitFor(() =>
      expect(screen.lines).toContain('Then there may be more to say. You may come back, also today.'),
    );
    expect(screenOf(new Page(47).wait().do({ kind: 'leave' }).visit).lines).not.toContain('Did this help?');
  });

  test('is told that nothing is kept when nothing is on the screen any more', () => {
    const read = reads(heard(46).do({ kind: 'leave' }).visit);
    expect(read).not.toContain('Bel 0800-2000');
    expect(read).toContain('Nothing of it is kept.');
  });
});
