import { beforeAll, expect, test } from 'vitest';
import { isToldNoMore } from './evening.ts';
import { closedNow, Helpline } from './helpline.ts';
import { counsellor, openBrowser, type Person, PHONE, person } from './people.ts';
import { beyond, breaksNothing, broken } from './rules.ts';
import { SCREENS, WHILE_TALKING, wordsOf } from './screens.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

let noor: Person;

beforeAll(async () => {
  noor = await counsellor(browser, helpline.origin);
});

/** The texts of a language. */
const WORDS = /\/words\/\w+\.json/;

const LANGUAGES = [
  ['en', 'ltr'],
  ['nl', 'ltr'],
  ['ar', 'rtl'],
] as const;

/** It speaks her language, from its side of the screen. */
async function speaks({ page }: Person, tag: string, direction: string): Promise<void> {
  expect(await page.locator('html').getAttribute('dir')).toBe(direction);
  expect(await page.locator('html').getAttribute('lang')).toBe(tag);
}

const TALKING = SCREENS.findIndex(({ name }) => name === 'the conversation') + 1;
const ALL = [...SCREENS.slice(0, TALKING), ...WHILE_TALKING, ...SCREENS.slice(TALKING)];

for (const [turn, [tag, direction]] of LANGUAGES.entries()) {
  test(`no screen of hers breaks a rule in ${tag}, by day or by night`, async () => {
    const words = await wordsOf(helpline.origin, tag);
    const her = await person(browser, PHONE, { locale: tag });
    await her.page.goto(`${helpline.origin}/`);
    for (const [n, { name, go }] of ALL.entries()) {
      await go({ her, words, noor });
      await speaks(her, tag, direction);
      await breaksNothing(her, name, (n + turn) % 2 === 0);
      await her.context.setOffline(false);
      await isToldNoMore(her, new RegExp(words.talk.lineLost));
    }
    // Chromium itself complains about a line that is lost.
    expect(her.problems.filter((problem) => !problem.includes('WebSocket connection'))).toEqual([]);
    await her.context.close();
  });

  test(`with letters of twice the size nothing leaves a small screen in ${tag}`, async () => {
    const words = await wordsOf(helpline.origin, tag);
    // As in the settings of a browser: what the page asks of the screen in `em` follows it too.
    const large = await openBrowser('--blink-settings=defaultFontSize=32');
    const her = await person(large, { width: 320, height: 640 }, { locale: tag });
    await her.page.goto(`${helpline.origin}/`);
    for (const { name, go } of ALL) {
      await go({ her, words, noor });
      expect(await beyond(her), name).toEqual([]);
      await her.context.setOffline(false);
    }
    await large.close();
  });
}

test('no screen breaks a rule when it is closed, or when nobody is on duty', async (context) => {
  const [closed, nobody] = await Promise.all([Helpline.start('', closedNow()), Helpline.start()]);
  context.onTestFinished(async () => {
    await Promise.all([closed.stop(), nobody.stop()]);
  });
  for (const [turn, [tag, direction]] of LANGUAGES.entries()) {
    const words = await wordsOf(nobody.origin, tag);
    for (const [n, { origin }] of [closed, nobody].entries()) {
      const name = n === 0 ? words.closed.title : words.closed.nobodyTitle;
      const her = await person(browser, PHONE, { locale: tag });
      await her.page.goto(`${origin}/`);
      await her.page.getByRole('button', { name: words.safety.goOn, exact: true }).click();
      await her.page.getByRole('heading', { name, exact: true }).waitFor();
      await speaks(her, tag, direction);
      await breaksNothing(her, name, (n + turn) % 2 === 0);
      expect(her.problems).toEqual([]);
      await her.context.close();
    }
  }
});

test('whoever gets the page and none of its words is told so in every language, and may try again', async () => {
  const her = await person(browser, PHONE, { locale: 'ar' });
  await her.page.route(WORDS, (route) => route.abort());
  await her.page.goto(`${helpline.origin}/`);
  for (const [tag, direction, text] of [
    ['nl', 'ltr', 'Je bent niets kwijt.'],
    ['en', 'ltr', 'You did not lose anything.'],
    ['ar', 'rtl', 'لم يضع منك شيء.'],
  ] as const) {
    const told = her.page.locator(`[lang=${tag}] p`).filter({ hasText: text });
    await told.waitFor();
    expect(await told.evaluate((element) => getComputedStyle(element).direction)).toBe(direction);
  }
  expect(await broken(her)).toEqual([]);
  expect(await beyond(her)).toEqual([]);
  await her.page.unroute(WORDS);
  await her.page.getByRole('button', { name: 'محاولة أخرى' }).click();
  const { safety } = await wordsOf(helpline.origin, 'ar');
  await her.page.getByRole('heading', { name: safety.title }).waitFor();
  await her.context.close();
});

test('no screen of the console breaks a rule', async () => {
  const her = await person(browser, PHONE);
  const words = await wordsOf(helpline.origin, 'en');
  const other = await counsellor(browser, helpline.origin, 'Sam');
  expect(await broken(other)).toEqual([]);
  await her.page.goto(`${helpline.origin}/`);
  for (const { go } of SCREENS.slice(0, 10)) await go({ her, words, noor: other });
  expect(await broken(other)).toEqual([]);
  for (const key of ['R', 'G', 'S', 'T', 'V', 'K']) {
    await other.page.keyboard.press(`Alt+${key}`);
    await other.page.keyboard.press('ArrowDown');
    await breaksNothing(other, `Alt+${key}`);
  }
  await other.page.keyboard.press('Alt+R');
  await other.page.getByRole('button', { name: 'Your own replies' }).click();
  await other.page.getByRole('button', { name: 'A new one' }).click();
  expect(await broken(other), 'own replies').toEqual([]);
  for (const [width, height] of [
    [1920, 1080],
    [1024, 768],
    [700, 900],
  ] as const) {
    await other.page.setViewportSize({ width, height });
    expect(await beyond(other), `${width} wide`).toEqual([]);
  }
  await Promise.all([her.context.close(), other.context.close()]);
});
