import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  counsellor,
  NEUTRAL,
  neutralSite,
  openTool,
  type Person,
  reads,
  say,
  take,
  visitor,
} from './people.ts';
import { breaksNothing } from './rules.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();
let her: Person;
let noor: Person;
let yara: Person;

/** She talks with Noor, and Yara, who interprets, is on duty too. */
beforeEach(async () => {
  noor = await counsellor(browser, helpline.origin);
  yara = await counsellor(browser, helpline.origin, 'Yara');
  her = await visitor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(her, 'only for Noor');
  await reads(noor, 'only for Noor');
  await openTool(noor, 'Colleagues');
  await noor.page.getByText('1 colleague on duty').waitFor();
});

const press = (someone: Person, name: string) =>
  someone.page.getByRole('button', { name, exact: true }).locator('visible=true').click();

async function invite(note: string, look = false): Promise<void> {
  await press(noor, 'Invite a colleague');
  if (look) await breaksNothing(noor, 'the form that invites');
  await noor.page.getByLabel('Who comes along?').selectOption({ index: 1 });
  await noor.page.getByLabel(/A note that only this colleague can read/).fill(note);
  await press(noor, 'Ask this colleague');
  await yara.page.getByText('Noor asks you to come into a conversation').waitFor();
}

/** Yara is in, and all three know it. */
async function together(): Promise<void> {
  await invite('she speaks Arabic at home');
  await press(yara, 'Yes, I come');
  await press(her, 'Yes, Yara may join');
  await her.page.getByText('Yara reads along and can write too.').waitFor();
  await noor.page.getByText('Yara reads along and can write.').waitFor();
  await yara.page.getByText('You are a guest here.').locator('visible=true').waitFor();
}

async function allRead(text: string, ...people: Person[]): Promise<void> {
  for (const someone of people) await reads(someone, text);
}

async function leave(...people: Person[]): Promise<void> {
  // Chromium itself complains about lines that are lost. The pages have nothing to complain about.
  for (const { problems } of people)
    expect(problems.filter((problem) => !problem.includes('WebSocket connection'))).toEqual([]);
}

// Whatever came of it, nobody stays on duty for the next story.
afterEach(() => Promise.all([her, noor, yara].map(({ context }) => context.close())));

const log = (someone: Person) => someone.page.getByRole('log').locator('visible=true').first();

test('an interpreter comes into a conversation when all three agree, and reads nothing of before', async () => {
  await invite('she speaks Arabic at home', true);
  await yara.page.getByText('she speaks Arabic at home').waitFor();
  expect(await her.page.getByText('may Yara join').count()).toBe(0);
  await press(yara, 'Yes, I come');
  await her.page.getByText('Noor asks: may Yara join you two?').first().waitFor();
  await her.page.getByText('Yara works here too, and translates.').waitFor();
  await breaksNothing(her, 'the question');
  await press(her, 'Yes, Yara may join');
  await her.page.getByText('Yara reads along from here').waitFor();
  await yara.page.getByText('You are a guest here.').waitFor();
  await say(her, 'hello both');
  await allRead('hello both', noor, yara);
  await say(noor, 'hello from Noor');
  await allRead('hello from Noor', her, yara);
  await say(yara, 'hello from Yara');
  await allRead('hello from Yara', her, noor);
  for (const someone of [her, noor])
    expect(await log(someone).innerText()).toMatch(/Yara:\s+hello from Yara/);
  expect(await log(yara).innerText()).toMatch(/Noor:\s+hello from Noor/);
  expect(await log(yara).textContent()).not.toContain('only for Noor');
  await her.page.getByText('Delivered').waitFor();
  await breaksNothing(her, 'three who talk');
  await breaksNothing(noor, 'a conversation with a guest');
  await breaksNothing(yara, 'a guest');
  await leave(her, noor, yara);
});

test('a visitor who would rather not stays alone with her counsellor, and everybody is told', async () => {
  await invite('');
  await press(yara, 'Yes, I come');
  await press(her, 'No, just Noor and me');
  await noor.page.getByText('The visitor would rather be just with you. Yara knows.').waitFor();
  await yara.page.getByText('Noor asks you to come into a conversation').waitFor({ state: 'detached' });
  await say(her, 'thank you');
  await reads(noor, 'thank you');
  await leave(her, noor, yara);
});

test('a colleague who cannot come says so, and the visitor never hears of it', async () => {
  await invite('');
  await press(yara, 'Not now');
  await noor.page.getByText('Yara cannot come now.').waitFor();
  expect(await her.page.getByText('Yara').count()).toBe(0);
  await leave(her, noor, yara);
});

test('a counsellor takes an invitation back while the visitor thinks about it', async () => {
  await invite('');
  await press(yara, 'Yes, I come');
  await her.page.getByRole('button', { name: 'Yes, Yara may join' }).waitFor();
  await press(noor, 'Take it back');
  await her.page.getByRole('button', { name: 'Yes, Yara may join' }).waitFor({ state: 'detached' });
  await yara.page.getByText('Noor asks you to come into a conversation').waitFor({ state: 'detached' });
  await leave(her, noor, yara);
});

test('when the conversation ends before the guest has come, nobody is left with a question', async () => {
  await invite('');
  await press(yara, 'Yes, I come');
  await her.page.getByRole('button', { name: 'Yes, Yara may join' }).waitFor();
  await press(noor, 'End');
  await noor.page.getByRole('button', { name: /^Yes, end/ }).click();
  await yara.page.getByText('Noor asks you to come into a conversation').waitFor({ state: 'detached' });
  await leave(her, noor, yara);
});

test('a visitor asks the guest to leave, and from then on the guest reads nothing', async () => {
  await together();
  await say(her, 'for the three of us');
  await allRead('for the three of us', noor, yara);
  await press(her, 'Ask Yara to leave');
  await her.page.getByText('Yara has left').waitFor();
  await noor.page.getByText('Yara has left. It is the two of you again.').waitFor();
  await yara.page.getByText('You are not in this conversation any more.').waitFor();
  await say(her, 'just for Noor again');
  await reads(noor, 'just for Noor again');
  await say(noor, 'just for her again');
  await reads(her, 'just for her again');
  expect(await log(yara).textContent()).not.toContain('again');
  await leave(her, noor, yara);
});

test('a guest leaves, and the two go on', async () => {
  await together();
  await press(yara, 'Leave');
  await press(yara, 'Yes, leave');
  await her.page.getByText('Yara has left').waitFor();
  await noor.page.getByText('Yara has left. It is the two of you again.').waitFor();
  await say(her, 'still here');
  await reads(noor, 'still here');
  await leave(her, noor, yara);
});

test('a counsellor asks the guest to leave, and the same guest can come again', async () => {
  await together();
  await press(noor, 'Ask Yara to leave');
  await her.page.getByText('Yara has left').waitFor();
  await together();
  await say(her, 'back again');
  await allRead('back again', noor, yara);
  await leave(her, noor, yara);
});

test('the server dies, and the three go on as before', async () => {
  await together();
  await helpline.die();
  await say(her, 'is the line gone?');
  await say(noor, 'one moment');
  await say(yara, 'I am here');
  await helpline.startAgain();
  await allRead('is the line gone?', noor, yara);
  await allRead('one moment', her, yara);
  await allRead('I am here', her, noor);
  await say(her, 'we are back');
  await allRead('we are back', noor, yara);
  await leave(her, noor, yara);
});

test('a guest whose window closes is away for both, and is gone when her shift is', async () => {
  await together();
  await yara.context.close();
  await her.page.getByText('Yara has left').waitFor();
  await noor.page.getByText('Yara has left. It is the two of you again.').waitFor();
  await leave(her, noor);
});

test('a visitor leaves by the exit: both see it, and nothing of the guest is left on her page', async () => {
  await together();
  await neutralSite(her);
  await her.page.locator('#exit').click();
  await her.page.waitForURL(`${NEUTRAL}**`);
  await noor.page.getByText('left by the exit').first().waitFor();
  await yara.page.getByText('left by the exit').first().waitFor();
  await leave(noor, yara);
});

test('when the conversation ends the guest does not stay', async () => {
  await together();
  await press(noor, 'End');
  await noor.page.getByRole('button', { name: /^Yes, end/ }).click();
  await yara.page.getByText('You are not in this conversation any more.').waitFor();
  await her.page.getByRole('heading', { name: /has ended/ }).waitFor();
  await leave(her, noor, yara);
});
