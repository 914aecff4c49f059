import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Evening, isTold, isToldNoMore, LOOKING, talksWith } from './evening.ts';
import { beginToWait, PHONE, person, reads, record, say, take } from './people.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

const first = (page: Page) => page.getByLabel('You may write already');
const message = (page: Page) => page.getByLabel('Your message');

test('what she types without a line, and while she turns her phone, is not lost', async (context) => {
  const evening = await Evening.begin(context, browser);
  const her = await evening.arrives();
  await her.context.setOffline(true);
  await isTold(her, LOOKING);
  await her.page.getByText('You keep your place.').waitFor();
  await first(her.page).pressSequentially('typed in a tunnel');
  await her.page.setViewportSize({ width: 640, height: 360 });
  expect(await first(her.page).inputValue()).toBe('typed in a tunnel');
  await her.context.setOffline(false);
  await isToldNoMore(her, LOOKING);
  const noor = await evening.onDuty();
  await take(noor);
  await reads(noor, 'typed in a tunnel');
  await her.context.setOffline(true);
  await isTold(her, LOOKING);
  await say(her, 'sent in a tunnel');
  await her.page.getByText('Not sent yet').waitFor();
  await message(her.page).pressSequentially('and half a wo');
  await her.page.setViewportSize(PHONE);
  // The field is in sight, above the edge of the screen, whichever way the phone is held.
  const box = await message(her.page).boundingBox();
  expect((box?.y ?? PHONE.height) + (box?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
  await her.context.setOffline(false);
  await reads(noor, 'sent in a tunnel');
  expect(await message(her.page).inputValue()).toBe('and half a wo');
  await message(her.page).pressSequentially('rd');
  await message(her.page).press('Enter');
  await reads(noor, 'and half a word');
});

test('a second tab is a second place, as she was told, and takes nothing from the first', async (context) => {
  const evening = await Evening.begin(context, browser);
  const her = await evening.arrives();
  await her.page.getByText('A second window of this page would be a second place.').waitFor();
  await first(her.page).fill('from the first tab');
  const second = record(her.context, await her.context.newPage());
  await second.page.goto(`${evening.helpline.origin}/`);
  expect(await second.page.locator('body').innerText()).not.toContain('from the first tab');
  await beginToWait(second, evening.helpline.origin);
  await second.page.getByText('There is one person before you.').waitFor();
  const noor = await evening.onDuty();
  await take(noor);
  await talksWith(her, 'Noor');
  await reads(noor, 'from the first tab');
  await second.page.getByText('You are next').waitFor();
  await second.page.close();
  await say(her, 'still here');
  await reads(noor, 'still here');
});

/** Goes with Tab to what is called so, and says how it got there. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    const [is, seen] = await page.evaluate(() => {
      const { activeElement } = document;
      const labels =
        activeElement instanceof HTMLElement && 'labels' in activeElement ? activeElement.labels : null;
      const label = (labels as NodeListOf<HTMLElement> | null)?.[0]?.textContent ?? '';
      const text = activeElement === document.body ? '' : (activeElement?.textContent ?? '');
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement ?? document.body);
      return [`${label} ${text}`, outlineStyle !== 'none' && outlineWidth !== '0px'] as const;
    });
    if (!is.includes(name)) continue;
    expect(seen, `${name} can be seen to have the focus`).toBe(true);
    return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

test('a whole visit goes by the keyboard alone', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty();
  const her = await person(browser, PHONE);
  context.onTestFinished(() => her.context.close());
  const { page } = her;
  await page.goto(`${evening.helpline.origin}/`);
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const presses = async (name: string, key = 'Enter') => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await heading('Can someone else see this screen?');
  await presses('Go on');
  await heading('You can talk to someone here');
  await presses('I am worried about someone');
  await heading('A few questions, if you like');
  await presses('Home and family', 'Space');
  await tabTo(page, 'You may write already');
  await page.keyboard.type('with the keyboard');
  await presses('Go on');
  await heading('You are in the waiting room');
  await presses('A breathing exercise');
  await presses('Back');
  await heading('You are in the waiting room');
  await take(noor);
  await heading('You are talking with Noor');
  await reads(noor, 'with the keyboard');
  await tabTo(page, 'Your message');
  await page.keyboard.type('hello');
  await page.keyboard.press('Enter');
  await reads(noor, 'hello');
  await presses('End the conversation');
  // The question has the focus on "no", so that Enter alone ends nothing.
  await page.getByRole('button', { name: 'No, go on' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('No, go on');
  await page.getByRole('button', { name: 'Yes, end it', disabled: false }).waitFor();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await heading('The conversation has ended');
});
