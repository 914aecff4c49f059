import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { Evening } from './evening.ts';
import {
  counsellor,
  NEUTRAL,
  neutralSite,
  openBrowser,
  type Person,
  PHONE,
  person,
  reads,
  say,
  take,
  toTheQuestions,
  visitor,
} from './people.ts';
import { NO_JIT } from './safer.ts';
import { SCREENS, wordsOf } from './screens.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

test('the exit is there on every screen, leaves at once, and Back does not bring the text back', async () => {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await neutralSite(her);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(noor, 'a secret word');
  await reads(her, 'a secret word');
  await her.page.getByRole('link', { name: 'Leave' }).click();
  await her.page.waitForURL('https://www.knmi.nl/');
  await her.page.goBack().catch(() => null);
  expect(await her.page.locator('body').innerText()).not.toContain('a secret word');
  await noor.page.getByText('left by the exit').locator('visible=true').first().waitFor();
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('the exit works before any script has run, and it comes first for the keyboard', async () => {
  const her = await person(browser, PHONE);
  await neutralSite(her);
  await her.page.route('**/*.js', (route) => route.abort());
  await her.page.goto(`${helpline.origin}/`);
  await her.page.keyboard.press('Tab');
  expect(await her.page.evaluate(() => document.activeElement?.id)).toBe('exit');
  await her.page.keyboard.press('Enter');
  await her.page.waitForURL('https://www.knmi.nl/');
  await her.context.close();
});

test('a visit leaves one dull entry, no cookie and no storage', async () => {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  expect(await her.page.title()).toBe('Agenda');
  expect(new URL(her.page.url()).pathname + new URL(her.page.url()).hash).toBe('/');
  // One entry before her visit (the empty tab) and the visit itself.
  expect(await her.page.evaluate(() => history.length)).toBe(2);
  expect(await her.context.cookies()).toEqual([]);
  const kept = await her.page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    // A browser that is made safer has neither.
    databases: (await globalThis.indexedDB?.databases())?.length ?? 0,
    caches: (await globalThis.caches?.keys())?.length ?? 0,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
  await Promise.all([her.context.close(), noor.context.close()]);
});

/** What somebody sees who looks over her shoulder at the head of the window, or at what the browser remembers. */
async function looksDull({ page }: Person): Promise<void> {
  expect(await page.title()).toBe('Agenda');
  const { pathname, hash, search } = new URL(page.url());
  expect(pathname + search + hash).toBe('/');
  expect(await page.evaluate(() => history.length)).toBe(2);
  const icons = await page
    .locator('link[rel~=icon]')
    .evaluateAll((all) => all.map((one) => (one as HTMLLinkElement).href));
  expect(icons.map((icon) => new URL(icon).pathname)).toEqual(['/icon.png']);
}

/** What the keyboard reaches first on a page, by its id. */
const firstForTheKeyboard = ({ page }: Person) =>
  page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      'a, button, input, textarea, select, summary, [tabindex]',
    );
    const reached = [...all].filter(({ tabIndex }) => tabIndex >= 0);
    // Whatever has a number of its own comes before everything else.
    return (reached.find(({ tabIndex }) => tabIndex > 0) ?? reached[0])?.id;
  });

test('from every screen she leaves with three times Shift, and Back shows nothing of it', async (context) => {
  // Her place is kept for a moment only, so that the counsellor has room for whoever comes next.
  const { helpline } = await Evening.begin(context, browser, 'conversation_grace_seconds = 1');
  const noor = await counsellor(browser, helpline.origin);
  const words = await wordsOf(helpline.origin, 'en');
  for (const [n, { name }] of SCREENS.entries()) {
    const her = await person(browser, PHONE);
    await neutralSite(her);
    await her.page.goto(`${helpline.origin}/`);
    for (const { go } of SCREENS.slice(0, n + 1)) {
      await go({ her, words, noor });
      if (name === 'the end') await looksDull(her);
    }
    expect(await firstForTheKeyboard(her), name).toBe('exit');
    expect(await her.page.locator('#exit').getAttribute('href'), name).toBe(NEUTRAL);
    await her.page.keyboard.press('Shift');
    await her.page.getByText('Press Shift 2 more times to leave.').waitFor();
    await her.page.keyboard.press('Shift');
    await her.page.keyboard.press('Shift');
    await her.page.waitForURL(NEUTRAL);
    await her.page.goBack().catch(() => null);
    expect(her.page.url(), name).toBe('about:blank');
    expect(await her.page.locator('body').innerText(), name).toBe('');
    await her.context.close();
  }
  await noor.context.close();
});

test('whoever types capitals, or presses Shift now and then, stays', async () => {
  const her = await person(browser, PHONE);
  await neutralSite(her);
  await her.page.clock.install();
  await her.page.goto(`${helpline.origin}/`);
  await her.page.getByRole('button', { name: 'Go on', exact: true }).waitFor();
  const shift = () => her.page.keyboard.press('Shift');
  await shift();
  await shift();
  await her.page.keyboard.press('a');
  await shift();
  for (const letter of ['A', 'B', 'C', 'D']) await her.page.keyboard.press(`Shift+${letter}`);
  await shift();
  await her.page.getByText('2 more times').waitFor();
  await shift();
  await her.page.getByText('one more time').waitFor();
  await her.page.clock.fastForward(5_100);
  await shift();
  await her.page.getByText('2 more times').waitFor();
  expect(new URL(her.page.url()).origin).toBe(helpline.origin);
  await her.context.close();
});

for (const where of ['the waiting room', 'the conversation']) {
  test(`whoever writes in ${where} leaves with three times Shift, which capitals and five seconds begin anew`, async (context) => {
    const evening = await Evening.begin(context, browser);
    const her = where === 'the conversation' ? (await evening.talking()).her : await evening.arrives();
    const { page } = her;
    await neutralSite(her);
    const field = page.locator('#first, #message');
    await field.focus();
    // From here on time goes by only when it is said.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    const shift = () => page.keyboard.press('Shift');
    const hears = (times: string) => page.locator('#presses').getByText(times).waitFor();
    await shift();
    await shift();
    await hears('one more time');
    await page.keyboard.press('Shift+I');
    await page.keyboard.type(' am Noor');
    expect(await page.locator('#presses').innerText()).toBe('');
    await shift();
    await hears('2 more times');
    await shift();
    await hears('one more time');
    await page.clock.fastForward(5_001);
    await shift();
    await hears('2 more times');
    await page.clock.fastForward(4_999);
    await shift();
    await hears('one more time');
    expect(await field.inputValue()).toBe('I am Noor');
    expect(new URL(page.url()).origin).toBe(evening.helpline.origin);
    await page.clock.fastForward(4_999);
    await shift();
    await page.waitForURL(NEUTRAL);
  });
}

test('she leaves as fast while the helpline answers nothing any more', async () => {
  const noor = await counsellor(browser, helpline.origin);
  const took: Record<string, number> = {};
  for (const how of ['alive', 'stalled']) {
    const her = await visitor(browser, helpline.origin);
    await neutralSite(her);
    await take(noor);
    await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
    if (how === 'stalled') helpline.stall();
    await say(her, 'on its way');
    const since = Date.now();
    await her.page.getByRole('link', { name: 'Leave' }).click();
    await her.page.waitForURL(NEUTRAL);
    took[how] = Date.now() - since;
    helpline.goOn();
    await noor.page.getByText('left by the exit').locator('visible=true').first().waitFor();
    await her.context.close();
  }
  expect(took['stalled']).toBeLessThan((took['alive'] ?? 0) + 500);
  await noor.context.close();
});

test('the counsellor is told that she left by the exit, and not a moment later something else', async (context) => {
  const evening = await Evening.begin(context, browser, 'conversation_grace_seconds = 3');
  const { her, noor } = await evening.talking();
  await neutralSite(her);
  const seen = await noor.page.evaluateHandle(() => {
    const panel = document.querySelector('.panel .presence');
    const states: (string | null)[] = [];
    if (panel)
      new MutationObserver(() => states.push(panel.textContent)).observe(panel, {
        subtree: true,
        characterData: true,
        childList: true,
      });
    return states;
  });
  await her.page.getByRole('link', { name: 'Leave' }).click();
  await noor.page.getByText('The visitor left at once, by the exit.').waitFor();
  await noor.page.getByText('ended', { exact: true }).locator('visible=true').first().waitFor();
  const states = await seen.jsonValue();
  expect(states.filter((state) => !/left by the exit|ended/.test(state ?? ''))).toEqual([]);
  const told = await noor.page.locator('.panel [role=status]').locator('visible=true').innerText();
  expect(told).toContain('by the exit');
});

test('the first load of her page stays under 45 kB and runs without a JIT', async () => {
  const slow = await openBrowser(NO_JIT);
  const her = await person(slow, PHONE);
  const loaded: Promise<number>[] = [];
  // What a release sends: its files are compressed when it is built, those of a debug build are not; the page always is.
  const compressed = async (request: Request) => {
    const body = (await (await request.response())?.body()) ?? Buffer.of();
    return (request.isNavigationRequest() ? gzipSync(body) : brotliCompressSync(body)).length;
  };
  const onLoaded = (request: Request) => loaded.push(compressed(request));
  her.page.on('requestfinished', onLoaded);
  await her.page.goto(`${helpline.origin}/`, { waitUntil: 'networkidle' });
  her.page.off('requestfinished', onLoaded);
  const sizes = await Promise.all(loaded);
  expect(sizes.length).toBeGreaterThanOrEqual(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(45_000);
  await toTheQuestions(her);
  await her.page.getByRole('button', { name: 'Skip all of this' }).first().click();
  await her.page.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
  const scripts = await her.page.evaluate(async () => {
    const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
    return Promise.all(
      addresses.filter((name) => name.endsWith('.js')).map(async (name) => (await fetch(name)).text()),
    );
  });
  expect(scripts.length).toBeGreaterThan(0);
  // Syntax of 2022 and later that the phones named in vite.config.ts do not know: static blocks, `#field in object`.
  for (const script of scripts) expect(script).not.toMatch(/\bstatic\s*\{|#[\w$]+ in /);
  await slow.close();
});
