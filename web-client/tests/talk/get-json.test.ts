import { afterEach, expect, test, vi } from 'vitest';
import { getJson } from '../../src/talk/get-json.ts';

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
