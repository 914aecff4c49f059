import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { deskOf } from './desk.ts';
import {
  counsellor,
  goOnDuty,
  type Person,
  PHONE,
  person,
  reads,
  say,
  take,
  toTheQuestions,
  visitor,
} from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

const message = ({ page }: Person): Locator => page.getByLabel('Your message').locator('visible=true');
const tool = ({ page }: Person): Locator => page.getByRole('tabpanel');
const chosen = ({ page }: Person): Locator => page.locator('[role="option"][aria-selected="true"]:visible');
/** What has the cursor: the id of it, or what it is. */
const cursor = ({ page }: Person) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);

/** A counsellor who talks with a visitor. */
async function talking(): Promise<{ her: Person; noor: Person }> {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await message(noor).waitFor();
  return { her, noor };
}

const leave = (...people: Person[]) => Promise.all(people.map(({ context }) => context.close()));

/** A draft of two halves, with the cursor between them. */
async function begin(noor: Person, before: string, after: string): Promise<void> {
  await message(noor).fill(before + after);
  await message(noor).evaluate((field: HTMLTextAreaElement, at) => {
    field.focus();
    field.setSelectionRange(at, at);
  }, before.length);
}

test('a reply is found by its words, put where the cursor was, and not sent', async () => {
  const { her, noor } = await talking();
  const { replies } = await deskOf(noor);
  const reply = replies.at(-1) as (typeof replies)[number];
  await begin(noor, 'before ', 'after');
  await noor.page.keyboard.press('Alt+R');
  expect(await cursor(noor)).toBe('search-replies');
  // Its words the other way round, and loud: order and capitals do not matter, and title and text are both looked in.
  const words = `${reply.text.split(/\s+/).slice(0, 4).reverse().join(' ')} ${reply.title}`;
  await noor.page.keyboard.type(words.toUpperCase());
  await chosen(noor).filter({ hasText: reply.title }).waitFor();
  await noor.page.keyboard.press('Enter');
  expect(await message(noor).inputValue()).toBe(`before ${reply.text} after`);
  expect(await cursor(noor)).toBe('message-1');
  await noor.page.keyboard.type('!');
  expect(await message(noor).inputValue()).toBe(`before ${reply.text} !after`);
  // Nothing of it went out: the log has nothing of ours.
  expect(await noor.page.getByRole('log').locator('.mine:visible').count()).toBe(0);
  await noor.page.keyboard.press('Enter');
  await reads(her, reply.text.split('\n')[0] as string);
  expect(noor.problems).toEqual([]);
  await leave(her, noor);
});

test('arrows choose among replies, what is selected in the draft stays, and Ctrl+Z takes a reply back', async () => {
  const { her, noor } = await talking();
  const { replies } = await deskOf(noor);
  await message(noor).fill('keep this');
  await message(noor).selectText();
  await noor.page.keyboard.press('Alt+R');
  // Enter alone takes nothing.
  await noor.page.keyboard.press('Enter');
  expect(await message(noor).inputValue()).toBe('keep this');
  expect(await cursor(noor)).toBe('search-replies');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await noor.page.keyboard.press(key);
  await noor.page.keyboard.press('Enter');
  expect(await message(noor).inputValue()).toBe(`keep this ${replies[1]?.text}`);
  await noor.page.keyboard.press('Control+Z');
  expect(await message(noor).inputValue()).toBe('keep this');
  // By mouse too, and the cursor stays in the message.
  await noor.page
    .getByRole('option')
    .filter({ hasText: replies[0]?.title as string })
    .first()
    .click();
  expect(await message(noor).inputValue()).toBe(`keep this ${replies[0]?.text}`);
  expect(await cursor(noor)).toBe('message-1');
  await leave(her, noor);
});

test('without a conversation a reply goes nowhere, and that is said', async () => {
  const noor = await counsellor(browser, helpline.origin);
  await noor.page.getByText('Feel free to read.').waitFor();
  await noor.page.keyboard.press('Alt+R');
  await noor.page.keyboard.press('ArrowDown');
  await noor.page.keyboard.press('Enter');
  expect(await cursor(noor)).toBe('search-replies');
  for (const key of ['Alt+S', 'Alt+T']) {
    await noor.page.keyboard.press(key);
    await tool(noor).getByText('Choose a conversation first.').waitFor();
  }
  expect(noor.problems).toEqual([]);
  await leave(noor);
});

test('a counsellor keeps replies of her own in her browser, changes and removes them', async () => {
  const { her, noor } = await talking();
  const own = noor.page.getByRole('button', { name: 'Your own replies' });
  const stored = () => noor.page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(await stored()).toBe('{}');
  await own.click();
  await noor.page.getByText('write nothing about a visitor in them').waitFor();
  await noor.page.getByRole('button', { name: 'A new one' }).click();
  await noor.page.getByLabel('Title').fill('My hello');
  await noor.page.getByRole('button', { name: 'Save' }).click();
  await noor.page.getByText('It needs a title and a text.').waitFor();
  await noor.page.getByLabel('Text', { exact: true }).fill('Hoi, fijn dat je er bent 🌱');
  // The key of the search leads there, and what is being written is still there afterwards.
  await noor.page.keyboard.press('Alt+R');
  expect(await cursor(noor)).toBe('search-replies');
  await own.click();
  await noor.page.getByRole('button', { name: 'Save' }).click();
  await noor.page.getByText('Saved in this browser.').waitFor();
  await noor.page.getByRole('button', { name: 'Change My hello' }).click();
  await noor.page.getByLabel('Title').fill('Mijn begin');
  await noor.page.getByRole('button', { name: 'Save' }).click();
  await noor.page.keyboard.press('Alt+R');
  await noor.page.keyboard.type('mijn fijn');
  await noor.page.keyboard.press('Enter');
  expect(await message(noor).inputValue()).toBe('Hoi, fijn dat je er bent 🌱');

  // The next shift of this browser has it again.
  const next = await noor.context.newPage();
  await next.goto(`${helpline.origin}/console/`);
  expect(await next.evaluate(() => localStorage.getItem('luwte-own-replies'))).toContain('Mijn begin');
  await next.close();

  await own.click();
  await noor.page.getByRole('button', { name: 'Remove Mijn begin' }).click();
  expect(await stored()).toBe('{}');
  await noor.page.getByRole('button', { name: 'Put it back' }).click();
  expect(await stored()).toContain('Mijn begin');
  await leave(her, noor);
});

test('own replies that cannot be read are shown as they are, and stay until she removes them', async () => {
  const noor = await counsellor(browser, helpline.origin);
  await noor.page.evaluate(() => localStorage.setItem('luwte-own-replies', '{"version":1,"replies":[{"ti'));
  await goOnDuty(noor, helpline.origin);
  await noor.page.getByText('look under “Your own replies”').waitFor();
  await noor.page.getByRole('button', { name: 'Your own replies' }).click();
  expect(await noor.page.getByLabel('What stands there').inputValue()).toBe('{"version":1,"replies":[{"ti');
  expect(await noor.page.getByRole('button', { name: 'A new one' }).count()).toBe(0);
  await noor.page.getByRole('button', { name: 'Remove it and begin again' }).click();
  await noor.page.getByRole('button', { name: 'A new one' }).waitFor();
  expect(await noor.page.evaluate(() => localStorage.length)).toBe(0);
  await leave(noor);
});

test('the files of the visitor’s page hold nothing with which a browser keeps things', async () => {
  const file = async (name: string) => (await fetch(`${helpline.origin}/${name}`)).text();
  for (const name of ['visitor.js', 'later.js']) {
    const text = await file(name);
    expect(text.length).toBeGreaterThan(10_000);
    expect(text).not.toMatch(/localStorage|sessionStorage|indexedDB|luwte-own-replies/);
  }
  expect(await file('console.js')).toContain('luwte-own-replies');
});

test('a question is found by its theme and put into the message', async () => {
  const { her, noor } = await talking();
  const { guides } = await deskOf(noor);
  const guide = guides[1] as (typeof guides)[number];
  const ask = guide.questions[0]?.ask as string;
  await noor.page.keyboard.press('Alt+G');
  for (let n = 0; n < 2; n++) await noor.page.keyboard.press('ArrowDown');
  await noor.page.keyboard.press('Enter');
  await noor.page.getByRole('heading', { name: guide.title }).waitFor();
  await noor.page.keyboard.press('ArrowDown');
  await noor.page.keyboard.press('Enter');
  expect(await message(noor).inputValue()).toBe(ask);
  // Without a theme all of them are searched.
  await noor.page.getByRole('button', { name: 'All themes' }).click();
  await noor.page.keyboard.press('Alt+G');
  await noor.page.keyboard.type(guides[0]?.questions[1]?.ask as string);
  await noor.page.keyboard.press('Enter');
  expect(await message(noor).inputValue()).toBe(`${ask} ${guides[0]?.questions[1]?.ask}`);
  await leave(her, noor);
});

test('what is ticked and noted is of one conversation, is told in words, and is gone with it', async () => {
  const { her, noor } = await talking();
  const { signals, triage } = await deskOf(noor);
  const [acts, means] = signals as [(typeof signals)[number], (typeof signals)[number]];

  await noor.page.keyboard.press('Alt+S');
  await tool(noor).getByText('it is never sent, and gone when you close the conversation').waitFor();
  const summary = tool(noor).getByRole('region', { name: 'What is ticked' });
  expect(await summary.getByText('nothing', { exact: true }).count()).toBe(signals.length);
  await tool(noor)
    .getByLabel(acts.items[0] as string)
    .check();
  await tool(noor)
    .getByLabel(means.items[1] as string)
    .check();
  await summary.getByText(acts.items[0] as string).waitFor();
  await summary.getByText(means.items[1] as string).waitFor();
  expect(await summary.getByText('Under 18 the means do not matter.').count()).toBe(0);
  await tool(noor).getByLabel('She is under 18').check();
  await summary.getByText('Under 18 the means do not matter.').waitFor();

  await noor.page.keyboard.press('Alt+T');
  await noor.page.keyboard.type('a brother who knows');
  await tool(noor)
    .getByLabel(triage.risks[0]?.title as string)
    .check();
  await tool(noor)
    .getByLabel(triage.underneath[0] as string)
    .check();

  const second = await visitor(browser, helpline.origin);
  await noor.page.keyboard.press('Alt+W');
  await take(noor);
  await noor.page.getByRole('heading', { name: 'Visitor 2' }).waitFor();
  const notes = tool(noor).getByLabel('Notes');
  expect(await notes.inputValue()).toBe('');
  expect(await tool(noor).getByLabel('no estimate yet').isChecked()).toBe(true);
  await noor.page.keyboard.press('Alt+1');
  expect(await notes.inputValue()).toBe('a brother who knows');
  expect(
    await tool(noor)
      .getByLabel(triage.risks[0]?.title as string)
      .isChecked(),
  ).toBe(true);

  await her.page.getByRole('button', { name: 'End the conversation' }).click();
  await her.page.getByRole('button', { name: 'Yes, end it' }).click();
  await noor.page.getByText('The visitor ended the conversation').waitFor();
  // It may still be needed for what is noted afterwards; it goes when the conversation is cleared.
  expect(await notes.inputValue()).toBe('a brother who knows');
  await noor.page.keyboard.press('Alt+X');
  await noor.page.getByRole('heading', { name: 'Visitor 2' }).waitFor();
  expect(await notes.inputValue()).toBe('');
  expect(await noor.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  await leave(her, second, noor);
});

test('other help is found by need, age and region, and put into the message without what is for the counsellor', async () => {
  const { her, noor } = await talking();
  const { referrals, needs, regions } = await deskOf(noor);
  const options = noor.page.getByRole('option').locator('visible=true');
  await noor.page.keyboard.press('Alt+V');
  await options.first().waitFor();
  expect(await options.count()).toBe(referrals.length);
  await options.getByText('Confirm before use.').first().waitFor();
  const need = needs[0] as (typeof needs)[number];
  await tool(noor).getByLabel('Need', { exact: true }).selectOption(need.label);
  const suits = referrals.filter((one) => one.needs.includes(need.id));
  expect(await options.count()).toBe(suits.length);
  await tool(noor).getByLabel('Need', { exact: true }).selectOption('any need');
  await tool(noor).getByLabel('Age', { exact: true }).selectOption('under 12');
  expect(await options.count()).toBe(referrals.filter((one) => one.from <= 11).length);
  await tool(noor).getByLabel('Age', { exact: true }).selectOption('any age');
  const region = regions[0] as (typeof regions)[number];
  await tool(noor).getByLabel('Region', { exact: true }).selectOption(region.label);
  expect(await options.count()).toBe(referrals.filter((one) => one.regions.includes(region.id)).length);
  await tool(noor).getByLabel('Region', { exact: true }).selectOption('anywhere');

  const one = referrals[0] as (typeof referrals)[number];
  await noor.page.keyboard.press('Alt+V');
  await noor.page.keyboard.type(one.name);
  await noor.page.keyboard.press('Enter');
  const text = [one.name, one.tel, one.site, one.hours].filter(Boolean).join('\n');
  expect(await message(noor).inputValue()).toBe(text);
  expect(text).not.toMatch(/confirm/i);
  await leave(her, noor);
});

test('her age is looked for when she said it, and the means do not matter when she is under 18', async () => {
  const noor = await counsellor(browser, helpline.origin);
  const her = await person(browser, PHONE);
  await her.page.goto(`${helpline.origin}/`);
  await toTheQuestions(her);
  await her.page.getByLabel('How old are you?').selectOption('15 to 17');
  await her.page.getByRole('button', { name: 'Go on', exact: true }).click();
  await noor.page.locator('.waiting').getByText('15 to 17').waitFor();
  await take(noor);
  await message(noor).waitFor();
  await noor.page.keyboard.press('Alt+V');
  expect(await tool(noor).getByLabel('Age', { exact: true }).inputValue()).toBe('15-17');
  await noor.page.keyboard.press('Alt+S');
  await tool(noor).getByText('Under 18 the means do not matter.').waitFor();
  await tool(noor).getByText('as she said beforehand').waitFor();
  await noor.page.keyboard.press('Space');
  expect(await tool(noor).getByText('Under 18 the means do not matter.').count()).toBe(0);
  await leave(her, noor);
});

test('nothing takes the cursor from somebody who writes: no text, no visitor, no tool', async () => {
  const { her, noor } = await talking();
  await message(noor).pressSequentially('I am ');
  await say(her, 'and another thing');
  await reads(noor, 'and another thing');
  await noor.page.keyboard.type('still ');
  // A visitor is taken by the key, in the middle of a word.
  const second = await visitor(browser, helpline.origin);
  await noor.page.getByText('1 person is waiting').waitFor();
  await noor.page.keyboard.press('Alt+N');
  await noor.page.getByText('new, say hello').waitFor();
  await noor.page.keyboard.type('writing');
  // A tool is opened by the mouse, something is ticked in it, the sound is switched off.
  await noor.page.getByRole('tab', { name: 'Signals' }).click();
  await tool(noor).getByLabel('She is under 18').click();
  await noor.page.getByRole('button', { name: 'Sound is on' }).click();
  await noor.page.keyboard.press('Alt+M');
  await noor.page.getByRole('button', { name: 'Sound is on' }).waitFor();
  await noor.page.keyboard.type(' this');
  expect(await message(noor).inputValue()).toBe('I am still writing this');

  // The same in the notes: what is written about her goes into no message, least of all to somebody else.
  await noor.page.keyboard.press('Alt+2');
  await noor.page.keyboard.press('Alt+T');
  await noor.page.keyboard.type('she said ');
  await say(her, 'more');
  await noor.page.getByText('1 new').waitFor();
  await her.page.getByRole('button', { name: 'End the conversation' }).click();
  await her.page.getByRole('button', { name: 'Yes, end it' }).click();
  await noor.page.locator('.tab').filter({ hasText: 'ended' }).waitFor();
  const third = await visitor(browser, helpline.origin);
  await noor.page.getByText('1 person is waiting').waitFor();
  await noor.page.keyboard.press('Alt+N');
  await noor.page.getByText('new, say hello').waitFor();
  await noor.page.keyboard.type('this about her');
  expect(await tool(noor).getByLabel('Notes').inputValue()).toBe('she said this about her');
  expect(await message(noor).inputValue()).toBe('');
  await noor.page.keyboard.press('Escape');
  expect(await cursor(noor)).toBe('message-2');
  // Whoever clicks into a field wants to write there.
  await tool(noor).getByLabel('Notes').click();
  await noor.page.keyboard.press('End');
  await noor.page.keyboard.type(', twice');
  expect(await tool(noor).getByLabel('Notes').inputValue()).toBe('she said this about her, twice');
  await leave(her, second, third, noor);
});

test('nothing that a colleague does takes the cursor from somebody who writes', async () => {
  const { her, noor } = await talking();
  const sam = await counsellor(browser, helpline.origin, 'Sam');
  const second = await visitor(browser, helpline.origin);
  await take(sam);
  await message(sam).waitFor();
  const press = (someone: Person, name: string) =>
    someone.page.getByRole('button', { name, exact: true }).locator('visible=true').click();
  await message(noor).pressSequentially('I am ');

  // A letter comes, a heavy one too, and then a question with buttons in it.
  await sam.page.keyboard.press('Alt+P');
  await sam.page.keyboard.type('tea?');
  await sam.page.keyboard.press('Enter');
  await press(sam, 'That was heavy');
  await noor.page.getByRole('tab', { name: 'Colleagues (2)' }).waitFor();
  await noor.page.keyboard.type('still ');
  await sam.page.keyboard.press('Alt+H');
  expect(await sam.page.evaluate(() => document.activeElement?.closest('form')?.className)).toBe('hand-over');
  await sam.page.keyboard.press('Escape');
  expect(await cursor(sam)).toBe('message-1');
  const ask = async () => {
    await sam.page.keyboard.press('Alt+H');
    await sam.page.getByLabel('Who goes on?').selectOption({ index: 1 });
    await press(sam, 'Ask this colleague');
    await noor.page.getByText('Sam asks you to take over a visitor').waitFor();
  };
  await ask();
  // With spaces: they would press a button.
  await noor.page.keyboard.type('in the middle ');
  await press(sam, 'Take it back');
  await noor.page.locator('.offer').waitFor({ state: 'detached' });
  await noor.page.keyboard.type('of this');
  expect(await message(noor).inputValue()).toBe('I am still in the middle of this');

  // Its key leads to the question and answers nothing; from there Tab goes to yes and to no.
  await ask();
  await noor.page.keyboard.press('Alt+Z');
  await noor.page.keyboard.type(' x ');
  const has = () => noor.page.evaluate(() => document.activeElement?.textContent);
  await noor.page.keyboard.press('Tab');
  expect(await has()).toBe('Yes, I take over');
  await noor.page.keyboard.press('Tab');
  expect(await has()).toBe('Not now');
  await noor.page.keyboard.press('Enter');
  await sam.page.getByText('Noor cannot take over now.').waitFor();
  expect(await cursor(noor)).toBe('message-1');
  await noor.page.keyboard.press('End');
  await noor.page.keyboard.type(' again');
  expect(await message(noor).inputValue()).toBe('I am still in the middle of this again');

  // The visitor writes while she is asked, and when the question is taken back.
  await her.page.getByLabel('Your message').pressSequentially('she ');
  await noor.page.keyboard.press('Alt+H');
  await noor.page.getByLabel('Who goes on?').selectOption({ index: 1 });
  await press(noor, 'Ask this colleague');
  await press(sam, 'Yes, I take over');
  await her.page.getByRole('button', { name: 'Yes, go on with Sam' }).waitFor();
  await her.page.keyboard.type('writes and ');
  await press(noor, 'Take it back');
  await her.page.getByRole('button', { name: 'Yes, go on with Sam' }).waitFor({ state: 'detached' });
  await her.page.keyboard.type('writes');
  expect(await her.page.getByLabel('Your message').inputValue()).toBe('she writes and writes');

  // A note to a colleague stays under the cursor when a visitor comes meanwhile whom one agreed to take over.
  await ask();
  await press(noor, 'Yes, I take over');
  await second.page.getByRole('button', { name: 'Yes, go on with Noor' }).waitFor();
  await message(noor).fill('');
  await noor.page.keyboard.press('Alt+H');
  await noor.page.keyboard.press('Tab');
  await noor.page.keyboard.type('she is safe ');
  await press(second, 'Yes, go on with Noor');
  await noor.page.getByText('new, say hello').waitFor();
  await noor.page.keyboard.type('until nine');
  expect(await noor.page.getByLabel(/A note that only this colleague/).inputValue()).toBe(
    'she is safe until nine',
  );
  await noor.page.keyboard.press('Escape');
  expect(await cursor(noor)).toBe('message-1');

  // Whoever goes on typing after the key of the desk closes nothing.
  await noor.page.keyboard.press('Alt+D');
  await noor.page.keyboard.type(' and ');
  expect(await noor.page.getByText(/The desk closes at/).count()).toBe(0);
  await noor.page.keyboard.press('Tab');
  expect(await has()).toBe('Close in 10 min');
  await leave(her, second, noor, sam);
});

test('every control with a key says so, and every key is in the list', async () => {
  const { her, noor } = await talking();
  await noor.page.keyboard.press('Alt+K');
  const listed = await tool(noor).locator('kbd').allInnerTexts();
  const controls = noor.page.locator('[aria-keyshortcuts]');
  const named = await controls.evaluateAll((all) =>
    all.map((one) => ({
      key: one.getAttribute('aria-keyshortcuts') ?? '',
      hint: getComputedStyle(one, '::after').content,
    })),
  );
  expect(new Set(named.map(({ key }) => key)).size).toBeGreaterThan(10);
  for (const { key, hint } of named) {
    expect(listed, key).toContain(key);
    expect(hint).toContain(key);
  }
  // The keys do what they say. Escape at a question is no.
  await noor.page.keyboard.press('Alt+Q');
  await noor.page.getByText('End this conversation?').waitFor();
  await noor.page.keyboard.press('Escape');
  await noor.page.keyboard.press('Alt+O');
  await noor.page.getByText('One conversation is still open.').waitFor();
  await noor.page.keyboard.press('Escape');
  await noor.page.keyboard.press('Alt+W');
  expect(await cursor(noor)).toBe('message-1');
  await noor.page.keyboard.press('Alt+L');
  await noor.page.getByRole('heading', { name: 'In dienst: Noor' }).waitFor();
  await noor.page.keyboard.press('Alt+L');
  await noor.page.getByRole('heading', { name: 'On duty: Noor' }).waitFor();
  await leave(her, noor);
});
