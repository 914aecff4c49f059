import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { PASSPHRASE } from './helpline.ts';
import { makeSafer, NO_JIT, SAFER } from './safer.ts';

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(SAFER ? [NO_JIT] : []),
];

/** Debian's Chromium, as a person has it. */
export const LAUNCH = { executablePath: '/usr/bin/chromium', args: QUIET };

/** A browser, or one with other switches. */
export function openBrowser(...more: string[]): Promise<Browser> {
  return chromium.launch({ ...LAUNCH, args: [...QUIET, ...more] });
}

/** Every frame that crossed a page's sockets, both ways, as bytes. */
export type Crossed = { way: 'out' | 'in'; bytes: Buffer }[];

export type Person = { context: BrowserContext; page: Page; crossed: Crossed; problems: string[] };

/** A window of its own, with a recorder on its sockets. */
export async function person(
  browser: Browser,
  viewport: { width: number; height: number },
  more: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-US', viewport, ...more });
  if (SAFER) await makeSafer(context);
  return record(context, await context.newPage());
}

/** Puts a recorder on the sockets of a window, and keeps what goes wrong in it. */
export function record(context: BrowserContext, page: Page): Person {
  const crossed: Crossed = [];
  const problems: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => crossed.push({ way: 'out', bytes: Buffer.from(payload) }));
    socket.on('framereceived', ({ payload }) => crossed.push({ way: 'in', bytes: Buffer.from(payload) }));
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return { context, page, crossed, problems };
}

export const PHONE = { width: 360, height: 640 };
export const LAPTOP = { width: 1440, height: 900 };

/** Where the exit of a demo organisation leads. */
export const NEUTRAL = 'https://www.knmi.nl/';

/** The neutral site, without the network: only that she got there counts. */
export async function neutralSite(her: Person): Promise<void> {
  await her.context.route(`${NEUTRAL}**`, (route) =>
    route.fulfill({ body: '<title>Weather</title>', contentType: 'text/html' }),
  );
}

/** A visitor opens the page and begins to wait. */
export async function visitor(browser: Browser, origin: string): Promise<Person> {
  const her = await person(browser, PHONE);
  await beginToWait(her, origin);
  return her;
}

/** She opens the page in her window and begins to wait. */
export async function beginToWait(her: Person, origin: string): Promise<void> {
  await her.page.goto(`${origin}/`);
  await toTheQuestions(her);
  await her.page.getByRole('button', { name: 'Skip all of this' }).first().click();
  await her.page.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
}

/** From the first screen, on which she is asked who can see it, to the questions. She comes for herself. */
export async function toTheQuestions(her: Person): Promise<void> {
  // Whenever the page hears that nobody is on duty yet, it says so first; she waits all the same.
  const anyway = her.page.getByRole('button', { name: 'Wait for someone' });
  await her.page.addLocatorHandler(anyway, () => anyway.click(), { times: 1 });
  await her.page.getByRole('button', { name: 'Go on', exact: true }).click();
  await her.page.getByRole('button', { name: 'For me' }).click();
  await her.page.getByRole('heading', { name: 'A few questions, if you like' }).waitFor();
}

/** A counsellor opens the console and goes on duty. */
export async function counsellor(browser: Browser, origin: string, name = 'Noor'): Promise<Person> {
  const them = await person(browser, LAPTOP);
  await goOnDuty(them, origin, name);
  return them;
}

/** They open the console in their window and go on duty. */
export async function goOnDuty(them: Person, origin: string, name = 'Noor'): Promise<void> {
  await them.page.goto(`${origin}/console/`);
  await them.page.getByRole('radio', { name }).check();
  await them.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await them.page.getByRole('button', { name: 'Go on duty' }).click();
  await them.page.getByText(`On duty: ${name}`).waitFor();
}

/** The counsellor takes who is next. */
export async function take(them: Person): Promise<void> {
  await them.page.getByRole('button', { name: /^Take (next|one more)$/ }).click();
}

/** Opens one of the tools beside the conversation. */
export async function openTool(them: Person, name: string): Promise<void> {
  await them.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** Writes a text and sends it with Enter. */
export async function say(someone: Person, text: string): Promise<void> {
  const field = someone.page.getByLabel('Your message').locator('visible=true');
  await field.fill(text);
  await field.press('Enter');
}

/** The counsellor asks for less, for so many minutes. */
export async function brake(
  them: Person,
  what: 'A little slower' | 'A short pause',
  why: string,
  minutes: '1' | '3' | '5',
): Promise<void> {
  const panel = them.page.locator('.panel:not([hidden])');
  await panel.locator('.brake summary').click();
  await panel.getByLabel('What do you ask?').selectOption({ label: what });
  await panel.getByLabel('Why?').selectOption({ label: why });
  await panel.getByLabel('How long?').selectOption(minutes);
  await panel.getByRole('button', { name: 'Begin now, and tell the visitor' }).click();
  await panel.getByRole('button', { name: 'Lift it' }).waitFor();
}

/** And asks no longer. */
export async function lift(them: Person): Promise<void> {
  await them.page.getByRole('button', { name: 'Lift it' }).locator('visible=true').click();
}

/** Waits until this text stands in the log, whole. */
export async function reads(someone: Person, text: string): Promise<void> {
  await someone.page.getByRole('log').locator('.words:visible').filter({ hasText: text }).last().waitFor();
}
