import { expect, test } from 'vitest';
import { afterRestart, backoff } from '../../src/talk/backoff.ts';

test('a page that lost the server comes back soon, then ever more rarely, and at least twice a minute', () => {
  expect(backoff(0, 1)).toBe(1_000);
  expect(backoff(1, 1)).toBe(1_500);
  expect(backoff(2, 1)).toBe(2_250);
  expect(backoff(50, 1)).toBe(30_000);
});

test('pages that lost the server at the same moment come back at different ones', () => {
  expect(backoff(3, 0)).toBe(backoff(3, 1) / 2);
});

test('pages come back soon after a server that restarts, and still not all at once', () => {
  expect([0, 0.5, 1].map(afterRestart)).toEqual([200, 600, 1_000]);
});
