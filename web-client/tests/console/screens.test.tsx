import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DutyHead } from '../../src/console/duty-head.tsx';
import { Queue } from '../../src/console/queue.tsx';
import { Unlock } from '../../src/console/unlock.tsx';
import { VisitorPanel } from '../../src/console/visitor-panel.tsx';
import { VisitorTabs } from '../../src/console/visitor-tabs.tsx';
import { newsCount } from '../../src/console/visitors.ts';
import { checkValue, checkWords } from '../../src/crypto/check-words.ts';
import { HASTE } from '../../src/look/ask.tsx';
import * as talk from '../../src/talk/conversation.ts';
import type { ConsoleWords } from '../../src/words/console-en.ts';
import { Screen } from '../look/screen.ts';
import { consoleEn, consoleNl } from '../words/texts.ts';
import { Console, HERE, SPOKEN } from './console.ts';

const ignore = () => undefined;

/** What stands in the head, the waiting room, the tabs and the conversations. */
function reads({ duty }: Console, words: ConsoleWords = consoleEn): string {
  const { visitors, selected } = duty;
  const screen = new Screen(
    <>
      <DutyHead state={duty} words={words} dispatch={ignore} onOffDuty={ignore} onLanguage={ignore} />
      <Queue state={duty} words={words} spoken={SPOKEN} dispatch={ignore} />
      <VisitorTabs visitors={visitors} selected={selected} now={HERE} words={words} onSelect={ignore} />
      {visitors.map((visitor) => (
        <VisitorPanel
          outcomes={undefined}
          state={duty}
          key={visitor.key}
          visitor={visitor}
          form={duty.forms.get(visitor.key)}
          shown={visitor.key === selected}
          now={HERE}
          words={words}
          dispatch={ignore}
        />
      ))}
    </>,
  );
  return screen.lines.join('\n');
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a counsellor whose line is lost', () => {
  test('reads what is true: the waiting room is from before, and nobody knows how the visitors are', () => {
    const console = new Console(50).begin();
    console.take();
    expect(reads(console.queue(2))).not.toMatch(/from before|not known/);
    const lost = reads(console.do({ kind: 'line', event: { kind: 'lost' } }));
    expect(lost).toContain('Conversations go on when the line is back.');
    expect(lost).toMatch(/This is from before the connection was lost\.\n2 people are waiting/);
    expect(lost).toContain('Visitor 1 not known now');
    expect(lost).not.toMatch(/keep their place|\bhere$/m);
    expect(reads(console, consoleNl)).toContain('Bezoeker 1 nu niet te zien');
  });

  test('is told nothing about a waiting room of which nobody has told yet', () => {
    const first = reads(new Console(51).do({ kind: 'line', event: { kind: 'lost' } }));
    expect(first).not.toMatch(/waiting$|from before/m);
  });
});

describe('a counsellor', () => {
  test('reads who is new and has not been greeted', () => {
    const console = new Console(52).begin();
    console.take();
    console.do({ kind: 'typed', key: console.visitor(1).key, text: 'half' }).take();
    expect(reads(console)).toContain('Visitor 2 new, say hello here');
    console.do({ kind: 'select', key: console.visitor(2).key });
    expect(reads(console)).toContain('Visitor 2 here');
  });

  test.each([
    [consoleEn, 'You ended the conversation. It is all gone when you close this.', 'Nothing of it is kept.'],
    [
      consoleNl,
      'Jij stopte het gesprek. De teksten zijn weg als je dit sluit.',
      'Er wordt niets van bewaard.',
    ],
  ])('is told that nothing is kept only when there is nothing to read any more', (words, readable, kept) => {
    const console = new Console(53).begin();
    const [first] = [console.take(), console.take()];
    console.say(first.conversation, talk.write(first.talk, 'hoi', HERE).send[0]);
    console.do({ kind: 'end', key: console.visitor(1).key });
    console.do({ kind: 'select', key: console.visitor(1).key });
    expect(reads(console, words)).toContain(readable);
    expect(reads(console, words)).not.toContain(kept);
    console.do({ kind: 'end', key: console.visitor(2).key });
    console.do({ kind: 'select', key: console.visitor(2).key });
    expect(reads(console, words)).toContain(kept);
  });

  test('sees the same five check words as the visitor', () => {
    const console = new Console(56).begin();
    const { talk: hers } = console.take();
    const words = checkWords(checkValue(hers.keys), consoleEn.shared.check.list).join(' · ');
    expect(reads(console)).toContain(`Check words: ${words}.`);
  });

  test('does not go off duty with a double click', async () => {
    const console = new Console(54).begin();
    console.take();
    let off = 0;
    const onOffDuty = () => {
      off += 1;
    };
    const screen = new Screen(
      <DutyHead
        state={console.duty}
        words={consoleEn}
        dispatch={ignore}
        onOffDuty={onOffDuty}
        onLanguage={ignore}
      />,
    );
    screen.press('Go off duty');
    await vi.advanceTimersByTimeAsync(150);
    screen.press('Yes, go off duty');
    expect(off).toBe(0);
    await vi.advanceTimersByTimeAsync(HASTE + 200);
    screen.press('Yes, go off duty');
    expect(off).toBe(1);
  });

  test('sees in the title of the window how many wait and how much is unread', () => {
    const console = new Console(55).begin();
    const [first] = [console.take(), console.take()];
    expect(newsCount(console.queue(3).duty)).toBe(3);
    console.say(first.conversation, talk.write(first.talk, 'hoi', HERE).send[0]);
    expect(newsCount(console.duty)).toBe(4);
    expect(newsCount(console.do({ kind: 'line', event: { kind: 'lost' } }).duty)).toBe(1);
    expect(newsCount(console.do({ kind: 'select', key: console.visitor(1).key }).duty)).toBe(0);
  });
});

test('a counsellor who types no passphrase is asked for it, and the cursor is there', async () => {
  const screen = new Screen(
    <Unlock
      words={consoleEn}
      organisation="De Luwte"
      demo={[]}
      begun={undefined}
      onShift={ignore}
      onLanguage={ignore}
    />,
  );
  const vectors = new URL('../../../crypto/conversation/vectors/identity.json', import.meta.url);
  const { file } = JSON.parse(readFileSync(vectors, 'utf8')).opens[0];
  const field = screen.part('input', { type: 'password' });
  Object.assign(screen.part('input', { type: 'file' }), { files: [{ text: async () => file }] }).fire(
    'change',
  );
  await vi.advanceTimersByTimeAsync(100);
  screen.part('form').fire('submit');
  await vi.advanceTimersByTimeAsync(100);
  expect(screen.lines).toContain('Type the passphrase first.');
  expect(screen.hasFocus(field)).toBe(true);
});
