import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Words } from '../../web-client/src/words/words.ts';
import { Evening, talksWith } from './evening.ts';
import { type Person, PHONE, person, reads, say, take } from './people.ts';
import { SCREENS, wordsOf } from './screens.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

/** A megabyte of each. Faces with spaces between them are what Chromium is slowest with. */
const MEGABYTE = {
  lines: 'Ik weet niet hoe ik moet beginnen, dus dit is alles.\n'.repeat(20_000),
  words: 'This is what happened. '.repeat(45_000),
  faces: '😀😀😀 '.repeat(77_000),
  'faces in a row': '😀'.repeat(250_000),
};

/**
 * So soon the page answers again, in milliseconds, on a machine that has much other work. By itself it takes about a
 * second; faces took Chromium minutes when it pasted them in one piece.
 */
const SOON = 5_000;

const field = (page: Page) => page.locator('#first, #message');

/** Somebody pastes a text into a field with the keys for it. How long the page took until it answers again, in ms. */
async function pastes({ context, page }: Person, into: Locator, text: string): Promise<number> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await into.focus();
  const since = Date.now();
  await page.keyboard.press('Control+V');
  await page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen))));
  return Date.now() - since;
}

/** The whole of it is on the screen, above the bar. */
async function inSight(page: Page, what: Locator): Promise<void> {
  const [box, bar] = await Promise.all([what.boundingBox(), page.locator('.bar').boundingBox()]);
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
}

/** Somebody goes as far as a screen, in a language. */
async function goesTo(evening: Evening, screen: string, tag: string) {
  const words = await wordsOf(evening.helpline.origin, tag);
  const noor = await evening.onDuty();
  const her = await person(browser, PHONE, { locale: tag });
  evening.afterwards(() => her.context.close());
  await her.page.goto(`${evening.helpline.origin}/`);
  const last = SCREENS.findIndex(({ name }) => name === screen);
  for (const { go } of SCREENS.slice(0, last + 1)) await go({ her, words, noor });
  return { her, noor, words };
}

/** What is said of a text that is far too long, in any of its plurals. */
function farTooLong({ talk }: Words): RegExp {
  const forms = Object.values(talk.tooLongPages).filter((form) => form.includes('{count}'));
  return new RegExp(forms.map((form) => `^${form.replace('{count}', '\\d+')}$`).join('|'));
}

for (const [what, screen, tag] of [
  ['lines', 'the waiting room', 'nl'],
  ['faces', 'the waiting room', 'ar'],
  ['words', 'the conversation', 'en'],
  ['faces', 'the conversation', 'nl'],
  ['faces in a row', 'the conversation', 'ar'],
] as const) {
  test(`whoever pastes a megabyte of ${what} in ${screen} is told so at once in ${tag}, keeps it all and can shorten it`, async (context) => {
    const evening = await Evening.begin(context, browser);
    const { her, words } = await goesTo(evening, screen, tag);
    const { page } = her;
    expect(await pastes(her, field(page), MEGABYTE[what])).toBeLessThan(SOON);
    const told = page.getByRole('alert');
    expect(await told.innerText()).toMatch(farTooLong(words));
    await inSight(page, told);
    expect((await field(page).inputValue()) === MEGABYTE[what]).toBe(true);
    const since = Date.now();
    await page.keyboard.press('x');
    expect(Date.now() - since).toBeLessThan(SOON);
    expect((await field(page).inputValue()) === `${MEGABYTE[what]}x`).toBe(true);
    await field(page).evaluate((text: HTMLTextAreaElement) => text.setSelectionRange(14, text.value.length));
    await page.keyboard.press('Delete');
    await told.waitFor({ state: 'detached' });
    expect(await field(page).inputValue()).toBe(MEGABYTE[what].slice(0, 14));
    expect(her.problems).toEqual([]);
  });
}

test('whoever pasted a megabyte while she waited has it in the conversation, sends none of it, and talks', async (context) => {
  const evening = await Evening.begin(context, browser);
  const her = await evening.arrives();
  const { page } = her;
  await pastes(her, field(page), MEGABYTE.faces);
  const noor = await evening.onDuty();
  await take(noor);
  await talksWith(her, 'Noor');
  await page.getByRole('alert').getByText('Your text stays here.').waitFor();
  expect((await field(page).inputValue()) === MEGABYTE.faces).toBe(true);
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await field(page).press('Enter');
  expect((await field(page).inputValue()) === MEGABYTE.faces).toBe(true);
  await say(her, 'then this');
  await reads(noor, 'then this');
  expect(await noor.page.locator('.bubble .words').allInnerTexts()).toEqual(['then this']);
});

test('whoever pasted the wrong thing takes it back with the keys for it, and has what she wrote before', async (context) => {
  const evening = await Evening.begin(context, browser);
  const her = await evening.arrives();
  const { page } = her;
  await field(page).pressSequentially('what I wrote');
  await page.keyboard.press('Home');
  await pastes(her, field(page), MEGABYTE.words);
  expect((await field(page).inputValue()) === `${MEGABYTE.words}what I wrote`).toBe(true);
  await page.keyboard.press('Control+Z');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  expect(await field(page).inputValue()).toBe('what I wrote');
  await pastes(her, field(page), 'This is ');
  expect(await field(page).inputValue()).toBe('This is what I wrote');
  await page.keyboard.press('Control+Z');
  expect(await field(page).inputValue()).toBe('what I wrote');
});
