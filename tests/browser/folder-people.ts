import type { Browser, Locator } from 'playwright-core';
import { type Person, PHONE, person } from './people.ts';

/** What is done with folders, in the words of the screen. */
export const press = (someone: Person, name: string | RegExp): Promise<void> =>
  someone.page.getByRole('button', { name }).locator('visible=true').first().click();

export const heading = (someone: Person, name: string): Promise<void> =>
  someone.page.getByRole('heading', { name, exact: true }).waitFor();

export const field = (someone: Person): Locator => someone.page.getByLabel('Type your five words');

export type Wishes = { days?: string; codeWord?: string };

/** In a conversation she goes to her folder. */
export async function toFolder(her: Person): Promise<void> {
  const more = her.page.getByText('More', { exact: true });
  if (await more.isVisible()) await more.click();
  await press(her, 'Your folder, with five words');
}

/** She makes five words, learns them and keeps a folder. Gives the words. */
export async function makesFolder(her: Person, { days, codeWord }: Wishes = {}): Promise<string> {
  await press(her, 'Make five words');
  await press(her, 'Show me five words');
  await heading(her, 'Remember these words');
  const five = (await her.page.locator('.five li').allInnerTexts()).join(' ');
  await press(her, 'I know them');
  await field(her).fill(five);
  await press(her, 'Go on');
  await heading(her, 'What goes into your folder?');
  if (days) await her.page.getByLabel(days).check();
  if (codeWord) await her.page.getByLabel('Your code word').fill(codeWord);
  await press(her, 'Keep it');
  await heading(her, 'Your folder');
  return five;
}

/** Another phone, in its own browser profile, on which she goes to the field for her words. */
export async function otherPhone(browser: Browser, origin: string): Promise<Person> {
  const her = await person(browser, PHONE);
  await her.page.goto(`${origin}/`);
  await press(her, 'Go on');
  await press(her, 'Your folder, with five words');
  await press(her, 'I have five words');
  await heading(her, 'Your five words');
  return her;
}

/** She types words. */
export async function types(her: Person, words: string): Promise<void> {
  await field(her).fill(words);
  await press(her, 'Open my folder');
}

/** She types her words, and her folder opens. */
export async function opens(her: Person, words: string): Promise<void> {
  await types(her, words);
  await heading(her, 'Your folder');
}
