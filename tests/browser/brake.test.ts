import { expect, test } from 'vitest';
import { Evening, isTold, isToldNoMore, LOOKING } from './evening.ts';
import { brake, lift, type Person, reads, say } from './people.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

const field = ({ page }: Person) => page.getByLabel('Your message').locator('visible=true');
const sendButton = ({ page }: Person) => page.locator('.composer button:visible');
const PAUSED = /Noor would like a short break\. Noor needs a moment\. That is not because of you\./;
const OVER = /You can send messages as before\./;

/** Texts of the other end on somebody's screen. */
const theirs = ({ page }: Person) => page.locator('.bubble:not(.mine) .words:visible').allInnerTexts();

test('a visitor who is asked for a pause reads who, why and until when, writes on, and sends it when it is lifted', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await field(her).fill('and then he');
  await noor.page.locator('.brake summary').click();
  await noor.page.getByLabel('What do you ask?').selectOption({ label: 'A short pause' });
  await noor.page.getByLabel('Why?').selectOption({ label: 'I need a moment' });
  await noor.page.getByLabel('How long?').selectOption('5');
  const promised = await noor.page.locator('.brake .reads').innerText();
  await noor.page.getByRole('button', { name: 'Begin now, and tell the visitor' }).click();
  await isTold(her, PAUSED);
  const told = await her.page.getByRole('status').filter({ hasText: PAUSED }).innerText();
  expect(promised).toContain(told.trim());
  await her.page.getByText('This takes 5 more minutes at most.').waitFor();
  expect(await sendButton(her).innerText()).toBe('Send in 5 min');
  await field(her).press('Enter');
  await sendButton(her).click({ force: true });
  await field(her).press('End');
  await field(her).pressSequentially(' came home');
  expect(await field(her).inputValue()).toBe('and then he came home');
  expect(await theirs(noor)).toEqual([]);
  // The counsellor is heard meanwhile, and the exit is where it was.
  await say(noor, 'I am back in a moment');
  await reads(her, 'I am back in a moment');
  expect(await her.page.locator('#exit').isVisible()).toBe(true);
  await lift(noor);
  await isTold(her, OVER);
  await field(her).press('Enter');
  await reads(noor, 'and then he came home');
  await isToldNoMore(her, OVER);
});

test('a screen reader hears of a pause once, and does not count along', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await her.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    for (const status of document.querySelectorAll('[role="status"]')) {
      // What comes into it, or is another text in it, is read aloud.
      new MutationObserver((changes) => {
        for (const { type, target, addedNodes } of changes)
          said.push(
            ...[...(type === 'childList' ? addedNodes : [target])].map((node) => node.textContent ?? ''),
          );
      }).observe(status, { childList: true, characterData: true, subtree: true });
    }
  });
  await her.page.clock.install();
  await brake(noor, 'A short pause', 'I need a moment', '3');
  await isTold(her, PAUSED);
  await her.page.getByText('This takes 3 more minutes at most.').waitFor();
  await her.page.clock.runFor(70_000);
  await her.page.getByText('This takes 2 more minutes at most.').waitFor();
  const said = await her.page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((text) => /short break/.test(text))).toHaveLength(1);
});

test('a pause is over by itself at her page, and nobody had to do anything', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await her.page.clock.install();
  await brake(noor, 'A short pause', 'It goes too fast for me', '1');
  await isTold(her, /It goes too fast for Noor to read well what you write/);
  await her.page.clock.fastForward(40_000);
  await her.page.getByText('This takes less than half a minute.').waitFor();
  await her.page.clock.fastForward(21_000);
  await isTold(her, OVER);
  await field(her).fill('is it all right now?');
  await field(her).press('Enter');
  // The counsellor's own clock did not run: to her the pause is not over yet.
  await noor.page.getByText('1 text came during the pause.').waitFor();
  await noor.page.getByRole('button', { name: 'Show', exact: true }).click();
  await reads(noor, 'is it all right now?');
});

test('a visitor who is asked to go slower sends one text, and the next one in a moment', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await her.page.clock.install();
  await brake(noor, 'A little slower', 'It goes too fast for me', '3');
  await isTold(her, /You can send one message every 20 seconds\./);
  await say(her, 'one');
  await reads(noor, 'one');
  await say(her, 'two');
  expect(await sendButton(her).innerText()).toBe('Send in a moment');
  expect(await field(her).inputValue()).toBe('two');
  await her.page.clock.runFor(21_000);
  await expect.poll(() => sendButton(her).innerText()).toBe('Send');
  await field(her).press('Enter');
  await reads(noor, 'two');
});

test('what crosses a pause calls nobody, and is there when the counsellor wants to see it', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  evening.helpline.stall();
  await say(her, 'said before I knew');
  await brake(noor, 'A short pause', 'I need a moment', '1');
  evening.helpline.goOn();
  await noor.page.getByText('1 text came during the pause.').waitFor();
  expect(await theirs(noor)).toEqual([]);
  expect(await noor.page.title()).not.toContain('(');
  // To her it has arrived.
  await her.page.getByText('Delivered').waitFor();
  await noor.page.getByRole('button', { name: 'Show', exact: true }).click();
  expect(await theirs(noor)).toEqual(['said before I knew']);
  await isTold(noor, /A pause until/);
});

test('what crosses a pause is there when it is lifted, and when the conversation ends', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  const crosses = async (text: string) => {
    evening.helpline.stall();
    await say(her, text);
    await brake(noor, 'A short pause', 'I need a moment', '1');
    evening.helpline.goOn();
    await noor.page.getByText('1 text came during the pause.').waitFor();
  };
  await crosses('first');
  await lift(noor);
  await reads(noor, 'first');
  await isTold(her, OVER);
  await crosses('second');
  await her.page.getByRole('button', { name: 'End the conversation', exact: true }).click();
  await her.page.getByRole('button', { name: 'Yes, end it' }).click();
  await reads(noor, 'second');
  expect(await theirs(noor)).toEqual(['first', 'second']);
});

test('a visitor whose line was lost meanwhile reads of the pause when it is back, and keeps her draft', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await her.context.setOffline(true);
  await isTold(her, LOOKING);
  await field(her).fill('half a sentence');
  await brake(noor, 'A short pause', 'I need a moment', '5');
  await her.context.setOffline(false);
  await isTold(her, PAUSED);
  expect(await field(her).inputValue()).toBe('half a sentence');
  await lift(noor);
  await isTold(her, OVER);
  await field(her).press('Enter');
  await reads(noor, 'half a sentence');
});
