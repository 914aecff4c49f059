import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Ask, HASTE } from '../../src/look/ask.tsx';
import { Screen } from './screen.ts';

let said: string[];

function asked(): Screen {
  said = [];
  return new Screen(
    <Ask
      question="End the conversation?"
      no="No, go on"
      yes="Yes, end it"
      opener={{ focus: () => undefined } as unknown as HTMLElement}
      onNo={() => said.push('no')}
      onYes={() => said.push('yes')}
    />,
  );
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('somebody who is asked whether it is meant', () => {
  test('has not answered with the second half of a double click', async () => {
    const screen = asked();
    for (let now = 0; now < HASTE; now += 100) {
      screen.press('Yes, end it');
      screen.press('No, go on');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(said).toEqual([]);
    expect(screen.lines).toContain('End the conversation?');
  });

  test('answers when there was time to read it', async () => {
    const screen = asked();
    await vi.advanceTimersByTimeAsync(HASTE + 200);
    screen.press('Yes, end it');
    expect(said).toEqual(['yes']);
    screen.press('No, go on');
    expect(said).toEqual(['yes', 'no']);
  });

  test('has the cursor on no, and can say so with Escape at once', () => {
    const screen = asked();
    expect(screen.focus).toBe('No, go on');
    screen.button('No, go on').fire('keydown', { key: 'Escape' });
    expect(said).toEqual(['no']);
  });
});
