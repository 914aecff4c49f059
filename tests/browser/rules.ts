import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Person } from './people.ts';

/** The rules that somebody's screen breaks. */
export async function broken({ page }: Person): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}

/** How far a page reaches beyond the sides of the screen, in pixels, and by what. */
export const beyond = ({ page }: Person) =>
  page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over <= 0) return [];
    const all = [...document.querySelectorAll<HTMLElement>('body *')];
    const wide = all.filter(
      (one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1,
    );
    return [
      `${over} px`,
      ...wide.map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`),
    ];
  });

/**
 * Fails when somebody's screen breaks a rule. By night too for each second one: colours are the same in every language,
 * and which screens these are depends on the language.
 */
export async function breaksNothing(her: Person, name: string, byNight = true): Promise<void> {
  for (const colorScheme of byNight ? (['light', 'dark'] as const) : (['light'] as const)) {
    await her.page.emulateMedia({ colorScheme });
    // Colours fade into each other: what is looked at is where they arrive.
    await her.page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finish())));
    expect(await broken(her), `${name}, ${colorScheme}`).toEqual([]);
  }
  expect(await beyond(her), name).toEqual([]);
}

/** What stands in a column and reaches out of it: a column that scrolls hides that from the page. */
export const besideColumns = ({ page }: Person) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.column, .tool, .panel, .offer')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ className, scrollWidth, clientWidth }) => `${className} ${scrollWidth - clientWidth} px`),
  );
