import { afterEach, beforeEach, expect, test } from 'vitest';
import { field, heading, makesFolder, opens, otherPhone, press, toFolder, types } from './folder-people.ts';
import { counsellor, openTool, type Person, reads, say, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();
let her: Person;
let noor: Person;
const others: Person[] = [];

beforeEach(async () => {
  noor = await counsellor(browser, helpline.origin);
  her = await visitor(browser, helpline.origin);
  await take(noor);
  await heading(her, 'You are talking with Noor');
  await say(her, 'hello Noor');
  await reads(noor, 'hello Noor');
});

afterEach(async () => {
  for (const someone of [her, noor, ...others.splice(0)]) await someone.context.close();
});

async function phone(): Promise<Person> {
  const other = await otherPhone(browser, helpline.origin);
  others.push(other);
  return other;
}

function nothingWrong(): void {
  for (const { problems } of [her, noor, ...others]) expect(problems).toEqual([]);
}

const says = (someone: Person, text: string | RegExp) =>
  someone.page.getByText(text).locator('visible=true').first().waitFor();

test('she makes five words when the counsellor offers it, comes back on another phone, and asks for her; the code word comes before what she shows', async () => {
  await press(noor, 'Offer five words to come back with');
  await says(her, 'Noor thinks that it is safe for you to make five words.');
  await press(her, 'Not now');
  expect(await her.page.getByText('Noor thinks that it is safe').count()).toBe(0);

  // She fills in a card first.
  await her.page.getByText('More', { exact: true }).click();
  await press(her, 'Make a plan together');
  await press(her, /^My safety plan/);
  await heading(her, 'My safety plan');
  await her.page.getByRole('textbox', { name: /Which word means: I am alone/ }).fill('umbrella');
  await press(her, 'Take something with me');
  await her.page.getByLabel('No, nobody').check();
  await press(her, /^Keep it with five words/);
  const five = await makesFolder(her, { codeWord: 'Blue Whale', days: 'Three months' });
  await says(noor, 'The visitor has five words, and can come back.');
  await press(her, 'To the conversation');
  await press(her, 'End the conversation');
  await press(her, /^Yes/);
  await heading(her, 'The conversation has ended');

  const again = await phone();
  await opens(again, five);
  await again.page.getByText('My safety plan').click();
  await says(again, 'umbrella');
  await press(again, 'Talk to someone');
  await press(again, 'Skip all of this');
  await says(noor, 'talked with you before, and asks for you');
  await take(noor);
  await heading(again, 'You are talking with Noor');
  await says(noor, /was here before, and has a code word/);

  // She lets the card be seen; the console shows nothing of it before the word.
  await press(again, 'Look at it');
  await press(again, /Let Noor see/);
  await openTool(noor, 'Cards');
  await says(noor, 'Out of a folder nothing is shown before the code word.');
  expect(await noor.page.getByText('Cards that she has opened').count()).toBe(0);
  const word = noor.page.getByLabel('The code word as they say it').locator('visible=true');
  await word.fill('red whale');
  await word.press('Enter');
  await says(noor, /That is not the code word \(1 try\)/);
  await word.fill('blue  whale ');
  await word.press('Enter');
  await says(noor, 'The visitor was here before. The code word was right.');
  const opened = noor.page.getByRole('list', { name: 'Cards that she has opened' });
  await opened.getByRole('button', { name: 'My safety plan' }).click();
  await expect
    .poll(() => noor.page.getByRole('textbox', { name: /I am alone/ }).inputValue())
    .toBe('umbrella');
  nothingWrong();
});

test('her battery dies in the middle of it, and her words bring the conversation back on another phone', async () => {
  await toFolder(her);
  const five = await makesFolder(her, { codeWord: 'kite' });
  await says(noor, 'The visitor has five words, and can come back.');
  await her.context.close();
  await says(noor, 'away');
  await say(noor, 'are you still there?');

  const again = await phone();
  await opens(again, five);
  await press(again, 'Back into my conversation');
  await heading(again, 'You are talking with Noor');
  await say(again, 'my phone was empty');
  await reads(noor, 'my phone was empty');
  // What had not arrived is the counsellor's to send again, and nothing of before is on this page.
  expect(await noor.page.locator('#message-1').inputValue()).toBe('are you still there?');
  expect(await again.page.getByText('are you still there?').count()).toBe(0);
  expect(await again.page.getByText('hello Noor').count()).toBe(0);
  await says(noor, /was here before, and has a code word/);
  await say(noor, 'good that you are back');
  await reads(again, 'good that you are back');
  for (const { problems } of [noor, ...others]) expect(problems).toEqual([]);
});

test('words that are wrong are told from one another, and nothing is lost by them', async () => {
  await toFolder(her);
  const five = await makesFolder(her);
  const other = await phone();
  const words = five.split(' ');
  for (const [typed, told] of [
    [words.slice(0, 4).join(' '), 'Those are 4 words. It must be five.'],
    [[...words.slice(0, 4), 'xqzzyw'].join(' '), /We do not know the word “xqzzyw”/],
    [[...words].reverse().join(' '), /Nothing opens with these words/],
  ] as const) {
    await types(other, typed);
    await says(other, told);
    expect(await field(other).inputValue()).toBe(typed);
  }
  await opens(other, `  ${words.join(', ').toUpperCase()} `);
  nothingWrong();
});

test('two phones that change it at once lose nothing, and what is thrown away is gone on both', async () => {
  await toFolder(her);
  const five = await makesFolder(her);
  const other = await phone();
  await opens(other, five);
  // Opening kept it anew: hers is the older one now, and she changes it.
  await press(her, 'Change what is in it');
  await her.page.getByLabel('Three months').check();
  await press(her, 'Keep it');
  await says(her, 'It was changed on another page too. Everything of both is in it now.');
  await press(other, 'Throw it away now');
  await press(other, /^Throw it away$/);
  await heading(other, 'Come back with five words');
  await press(her, 'Keep it');
  await says(her, /Your folder is not there any more/);
  await press(other, 'I have five words');
  await types(other, five);
  await says(other, /Nothing opens with these words/);
  nothingWrong();
});

test('she goes back to the conversation while it is being kept, and her folder is still hers', async () => {
  await toFolder(her);
  const five = await makesFolder(her);
  await press(her, 'Change what is in it');
  await her.page.getByLabel('Three months').check();
  await press(her, 'Keep it');
  await press(her, /^To the conversation/);
  await says(noor, 'The visitor has five words, and can come back.');
  await toFolder(her);
  await press(her, 'Throw it away now');
  await press(her, /^Throw it away$/);
  await heading(her, 'Come back with five words');
  const other = await phone();
  await types(other, five);
  await says(other, /Nothing opens with these words/);
  nothingWrong();
});

test('somebody who makes her type words gets a second set, which opens a folder like any with nothing in it', async () => {
  await toFolder(her);
  const five = await makesFolder(her, { codeWord: 'kite' });
  await press(her, 'Five words to show to somebody');
  await press(her, 'Show me five other words');
  await heading(her, 'Remember these words');
  const shown = (await her.page.locator('.five li').allInnerTexts()).join(' ');
  expect(shown).not.toBe(five);
  await press(her, 'I know them');
  await field(her).fill(shown);
  await press(her, 'Keep it');
  await heading(her, 'Your folder');
  const his = await phone();
  await opens(his, shown);
  await says(his, 'There is nothing in it.');
  const own = await phone();
  await opens(own, five);
  await says(own, 'There is nothing in it.');
  const seen = (who: Person) => who.page.locator('.screen').innerText();
  // Both say the same of themselves, but for the counsellor of before.
  expect((await seen(own)).startsWith((await seen(his)).split('Talk to someone')[0] ?? '')).toBe(true);
  nothingWrong();
});

test('whoever types the same words again and again waits for the next minute', async () => {
  await toFolder(her);
  const five = await makesFolder(her);
  const other = await phone();
  await expect
    .poll(
      async () => {
        await types(other, `${five.split(' ').reverse().join(' ')}`);
        await other.page.getByText(/One moment/).waitFor({ state: 'hidden' });
        return other.page.getByText('These words were tried too often.').count();
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe(1);
  nothingWrong();
});
