import { brotliCompressSync, gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Helpline } from './helpline.ts';
import {
  counsellor,
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

let helpline: Helpline;
let browser: Browser;

beforeAll(async () => {
  [helpline, browser] = await Promise.all([Helpline.start(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await helpline?.stop();
});

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
  await noor.page.getByText('The visitor left at once').waitFor();
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
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 });
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('no screen breaks a rule of accessibility', async () => {
  const her = await person(browser, PHONE);
  const audit = async (someone: Person, where: string) => {
    const { violations } = await new AxeBuilder({ page: someone.page }).analyze();
    expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`)).toEqual([]);
  };
  await her.page.goto(`${helpline.origin}/`);
  await her.page.getByRole('button', { name: 'Go on', exact: true }).waitFor();
  await audit(her, 'safety');
  await toTheQuestions(her);
  await audit(her, 'questions');
  await her.page.getByRole('button', { name: 'Skip all of this' }).first().click();
  await her.page.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
  await audit(her, 'waiting');
  const noor = await counsellor(browser, helpline.origin);
  await audit(noor, 'queue');
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(noor, 'hello');
  await reads(her, 'hello');
  await audit(her, 'conversation');
  await audit(noor, 'console');
  await her.page.getByRole('button', { name: 'End the conversation' }).click();
  await her.page.getByRole('button', { name: 'Yes, end it' }).click();
  await her.page.getByRole('heading', { name: 'The conversation has ended' }).waitFor();
  await audit(her, 'end');
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('the first load of her page stays under 47 kB and runs without a JIT', async () => {
  const slow = await openBrowser('--js-flags=--jitless');
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
