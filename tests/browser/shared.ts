import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { Helpline } from './helpline.ts';
import { openBrowser } from './people.ts';

/** The browser of all tests of a file, once the file has said that they share one. */
export let browser: Browser;
/** Their helpline. */
export let helpline: Helpline;

/** The tests of this file share a browser; each has a helpline of its own. */
export function sharesBrowser(): void {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  // It may not have opened.
  afterAll(() => browser?.close());
}

/** The tests of this file share a browser and a helpline. */
export function sharesHelpline(): void {
  beforeAll(async () => {
    [helpline, browser] = await Promise.all([Helpline.start(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await helpline?.stop();
  });
}
