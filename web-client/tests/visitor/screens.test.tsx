import { describe, expect, test } from 'vitest';
import * as talk from '../../src/talk/conversation.ts';
import { App } from '../../src/visitor/app.tsx';
import type { State } from '../../src/visitor/state.ts';
import type { EndReason } from '../../src/wire/frames.ts';
import { en, type Words } from '../../src/words/en.ts';
import { nl } from '../../src/words/nl.ts';
import { Screen } from '../look/screen.ts';
import { HERE, Page } from './page.ts';

const ignore = () => undefined;

/** Her page while she talks. */
function talks(seed: number): Page {
  const page = new Page(seed);
  page.talk();
  return page;
}

/** What she reads. */
function reads(state: State, words: Words = en): string {
  const { lines } = screenOf(state, words);
  return lines.join('\n');
}

function screenOf(state: State, words: Words = en): Screen {
  return new Screen(
    <App state={state} words={words} organisation="De Luwte" dispatch={ignore} onLanguage={ignore} />,
  );
}

describe('a visitor who waits reads', () => {
  const place = (ahead: number, onDuty: number, words?: Words) =>
    reads(new Page(40).wait().hear({ kind: 'place', ahead, onDuty, least: 0, most: 0 }).state, words);

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

  test('how long she has been waiting, when it is a minute', () => {
    const page = new Page(41).wait();
    expect(reads(page.do({ kind: 'tick' }, HERE + 59_000).state)).not.toContain('waiting for');
    expect(reads(page.do({ kind: 'tick' }, HERE + 61_000).state)).toContain('waiting for one minute.');
    expect(reads(page.do({ kind: 'tick' }, HERE + 130_000).state, nl)).toContain('Je wacht nu 2 minuten.');
  });
});

describe('a visitor without a line', () => {
  test.each([
    ['who waits', () => new Page(42).wait()],
    ['who talks', () => talks(42)],
  ])('%s reads after a minute what to do, until the line is back', (_, begin) => {
    const page = begin().line('lost');
    const NEXT = 'Stay here: the page keeps trying by itself. In danger now? Call 112.';
    expect(reads(page.do({ kind: 'tick' }, HERE + 59_000).state)).not.toContain(NEXT);
    // Who is there nobody knows now.
    expect(reads(page.state)).not.toMatch(/counsellor is here|counsellors are here/);
    // It tries again, in vain: the minute goes on.
    page.do({ kind: 'line', event: { kind: 'lost' } }, HERE + 59_500);
    expect(reads(page.do({ kind: 'tick' }, HERE + 60_000).state)).toContain(NEXT);
    if (page.state.kind === 'waiting')
      page.hear({ kind: 'place', ahead: 0, onDuty: 1, least: 0, most: 0 }, HERE + 61_000);
    else page.presence('here');
    expect(reads(page.do({ kind: 'tick' }, HERE + 62_000).state)).not.toMatch(/looking for|Stay here/);
  });

  test('does not read that a text is sent, or on its way', () => {
    const page = talks(43).do({ kind: 'write', text: 'hoi' });
    expect(reads(page.state)).toContain('Sent');
    expect(reads(page.line('lost').state)).toMatch(/Not sent yet/);
    expect(reads(page.state)).not.toMatch(/^Sent$/m);
  });
});

describe('a visitor finds the number of the emergency services', () => {
  const ended = (reason: EndReason) => {
    return talks(44)
      .do({ kind: 'write', text: 'hoi' })
      .ended(reason, reason === 'gone').state;
  };

  test.each<[string, () => State]>([
    ['before she begins', () => new Page(44).state],
    ['while she waits', () => new Page(44).wait().state],
    ['while she talks', () => talks(44).state],
    ['when she stops waiting', () => new Page(44).wait().do({ kind: 'leave' }).state],
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
      const read = reads(heard(45).ended('said-goodbye').state, words);
      expect(read.split('\n')[0]).toBe(who);
      expect(read).toContain('Bel 0800-2000');
      expect(read).toContain(gone);
      expect(read).not.toMatch(kept);
    },
  );

  test('is told that nothing is kept when nothing is on the screen any more', () => {
    const read = reads(heard(46).do({ kind: 'leave' }).state);
    expect(read).not.toContain('Bel 0800-2000');
    expect(read).toContain('Nothing of it is kept.');
  });
});
