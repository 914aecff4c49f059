import { afterEach, expect, test, vi } from 'vitest';
import { getJson, NotThere } from '../../src/talk/get-json.ts';

afterEach(() => vi.unstubAllGlobals());

test('whatever a visitor reads is asked for with as many characters, and nothing of hers', async () => {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push([path, init]);
    return new Response('{}');
  });
  for (const path of ['now', 'words/ar.json', 'read/nl.json', 'read/nl/what-is-happening.json']) {
    await getJson(path);
  }
  expect(new Set(asked.map(([path]) => path.length)).size).toBe(1);
  for (const [, init] of asked) {
    expect(init).toEqual({ cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' });
  }
});

test.each([
  [404, true],
  [500, false],
  [503, false],
])('a file that did not come with %i is not there: %s', async (status, notThere) => {
  vi.stubGlobal('fetch', async () => new Response('', { status }));
  const error = await getJson('cards/nl/safety-plan.json').catch((error) => error);
  expect(error).toBeInstanceOf(Error);
  expect(error instanceof NotThere).toBe(notThere);
});
