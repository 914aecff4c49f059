import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Helpline } from './helpline.ts';
import { counsellor, openBrowser, type Person, PHONE, person, reads, say } from './people.ts';
import { SCREENS, wordsOf } from './screens.ts';

let helpline: Helpline;
let careful: Browser;
let browser: Browser;

beforeAll(async () => {
  [helpline, careful, browser] = await Promise.all([
    Helpline.start(),
    openBrowser('--js-flags=--jitless'),
    openBrowser(),
  ]);
});

afterAll(async () => {
  await careful?.close();
  await browser?.close();
  await helpline?.stop();
});

/** What Tor Browser's "Safer" and Lockdown Mode take away. */
function takeAway(): void {
  for (const name of ['WebAssembly', 'indexedDB', 'RTCPeerConnection', 'FileReader', 'caches']) {
    Reflect.deleteProperty(globalThis, name);
    if (name in globalThis) Object.defineProperty(globalThis, name, { value: undefined });
  }
}

test('a visitor with a browser made safer has her whole conversation', async () => {
  const words = await wordsOf(helpline.origin, 'en');
  const her: Person = await person(careful, PHONE);
  await her.context.addInitScript(takeAway);
  const noor = await counsellor(browser, helpline.origin);
  await her.page.goto(`${helpline.origin}/`);
  expect(await her.page.evaluate(() => typeof WebAssembly)).toBe('undefined');
  for (const { name, go } of SCREENS) {
    await go({ her, words, noor });
    if (name !== 'the conversation') continue;
    for (let n = 0; n < 5; n++) {
      await say(her, `hers ${n} 🌱 ${'مرحبا '.repeat(100)}`);
      await say(noor, `noors ${n}`);
      await reads(noor, `hers ${n}`);
      await reads(her, `noors ${n}`);
    }
  }
  expect(her.problems).toEqual([]);
  await Promise.all([her.context.close(), noor.context.close()]);
});
