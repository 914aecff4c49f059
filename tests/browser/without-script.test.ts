import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { NEUTRAL, type Person, PHONE, person } from './people.ts';
import { wordsOf } from './screens.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

const without = (locale: string) => person(browser, PHONE, { locale, javaScriptEnabled: false });

/** The exit is the first that the keyboard reaches, and leads away without a word of where she was. */
async function exitIsFirst({ page }: Person, leave: string): Promise<void> {
  const link = page.locator('a, button, input, [tabindex]').first();
  expect(await link.getAttribute('href')).toBe(NEUTRAL);
  expect(await link.getAttribute('rel')).toContain('noreferrer');
  expect((await link.innerText()).trim()).toBe(leave);
  expect(await page.title()).toBe('Agenda');
}

test('whoever has no JavaScript is told why there is no chat, and whom to call, in every language', async () => {
  const her = await without('nl');
  await her.page.goto(`${helpline.origin}/`);
  const [first, ...others] = ['nl', 'en', 'ar'];
  for (const tag of [first, ...others] as string[]) {
    const words = await wordsOf(helpline.origin, tag);
    const section = her.page.locator(`section[lang=${tag}]`);
    await section.getByText(words.reading.without).waitFor();
    expect(await section.getByRole('link', { name: '112' }).getAttribute('href')).toBe('tel:112');
    expect(await section.getAttribute('dir')).toBe(tag === 'ar' ? 'rtl' : 'ltr');
  }
  await exitIsFirst(her, (await wordsOf(helpline.origin, 'nl')).exit.leave);
  await her.context.close();
});

for (const tag of ['nl', 'en', 'ar']) {
  test(`whoever has no JavaScript reads every page and every number in ${tag}`, async () => {
    const words = await wordsOf(helpline.origin, tag);
    const her = await without(tag);
    const { page } = her;
    await page.goto(`${helpline.origin}/`);
    await page.locator(`section[lang=${tag}]`).getByRole('link', { name: words.reading.title }).click();
    await page.getByRole('heading', { name: words.reading.title, exact: true }).first().waitFor();
    await exitIsFirst(her, words.exit.leave);
    const { pages, numbers } = await (await fetch(`${helpline.origin}/read/${tag}.json`)).json();
    expect(pages.length).toBeGreaterThanOrEqual(8);
    const text = await page.locator('body').innerText();
    // No number stands there twice in a row, once as a name and once to be called.
    expect(text).not.toMatch(/(\d{3,})\s+\1/);
    for (const { name, tel } of numbers) {
      expect(text).toContain(name.replace(/[\u2066\u2069]/g, ''));
      if (tel)
        expect(
          await page.locator(`a[href="tel:${tel.replace(/-/g, '')}"], a[href="tel:${tel}"]`).count(),
        ).toBeGreaterThan(0);
    }
    for (const { title } of pages) {
      await page.getByRole('link', { name: title }).first().click();
      await page.getByRole('heading', { name: title, exact: true, level: 1 }).waitFor();
      await exitIsFirst(her, words.exit.leave);
      expect(await page.locator('script').count()).toBe(0);
      expect(await page.locator('html').getAttribute('dir')).toBe(words.direction);
      await page.getByRole('link', { name: words.reading.all, exact: true }).click();
    }
    await her.context.close();
    // The rules are looked at with a script, on the same pages.
    const checked = await person(browser, PHONE, { locale: tag });
    for (const path of [`read/${tag}`, `read/${tag}/${pages[0].page}`]) {
      await checked.page.goto(`${helpline.origin}/${path}`);
      const { violations } = await new AxeBuilder({ page: checked.page }).analyze();
      expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([]);
    }
    await checked.context.close();
  });
}
