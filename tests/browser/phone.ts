import { chromium } from 'playwright-core';
import { freePort } from './helpline.ts';
import { openBrowser, type Person, PHONE, record } from './people.ts';
import { makeSafer, SAFER } from './safer.ts';

/** A phone that can be frozen as a whole, as the system does with a browser that is not looked at. */
export type FreezablePhone = {
  her: Person;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  close(): Promise<void>;
};

/**
 * A Chromium of its own, which is spoken to without Playwright's defaults: one of these, the emulated focus, counts as
 * somebody who looks at the page, and a page that is looked at is never frozen (the command only says it was).
 */
export async function freezablePhone(): Promise<FreezablePhone> {
  const port = await freePort();
  const own = await openBrowser(`--remote-debugging-port=${port}`, '--lang=en-US');
  const spoken = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = spoken.contexts();
  if (context === undefined) throw new Error('this Chromium has no context');
  if (SAFER) await makeSafer(context);
  const page = await context.newPage();
  await page.setViewportSize(PHONE);
  const lifecycle = await context.newCDPSession(page);
  return {
    her: record(context, page),
    async freeze() {
      await lifecycle.send('Page.setWebLifecycleState', { state: 'frozen' });
    },
    async thaw() {
      await lifecycle.send('Page.setWebLifecycleState', { state: 'active' });
    },
    async close() {
      await spoken.close();
      await own.close();
    },
  };
}
