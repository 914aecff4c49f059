import { expect, test } from 'vitest';
import { fill } from '../../web-client/src/words/fill.ts';
import { Evening } from './evening.ts';
import { PASSPHRASE } from './helpline.ts';
import { brake, LAPTOP, lift, openTool, type Person, PHONE, person, reads, say, take } from './people.ts';
import { besideColumns, beyond, breaksNothing } from './rules.ts';
import { SCREENS, wordsOf } from './screens.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

const SENTENCE = 'four words nobody guesses';
const SIZES = [
  [1920, 1080],
  [1280, 800],
  [1024, 768],
  [700, 900],
] as const;

const press = ({ page }: Person, name: string) =>
  page.getByRole('button', { name, exact: true }).locator('visible=true').click();

/** By day and by night, in a window of any size and in both languages. It ends in English. */
async function holds(them: Person, name: string): Promise<void> {
  await breaksNothing(them, name);
  for (const tag of ['nl', 'en']) {
    await them.page
      .getByRole('navigation', { name: /Taal|Language/ })
      .getByRole('button')
      .click();
    await them.page.waitForFunction((tag) => document.documentElement.lang === tag, tag);
    for (const [width, height] of SIZES) {
      await them.page.setViewportSize({ width, height });
      expect(await beyond(them), `${name}, ${tag}, ${width} wide`).toEqual([]);
      expect(await besideColumns(them), `${name}, ${tag}, ${width} wide`).toEqual([]);
    }
  }
  await them.page.setViewportSize(LAPTOP);
}

test('nothing that colleagues do among themselves breaks a rule or leaves its column', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty('Noor');
  const sam = await evening.onDuty('Sam');
  await openTool(sam, 'Colleagues');
  for (const text of ['who has time for tea?', `${'a-long-word'.repeat(12)} and an address`]) {
    await sam.page.getByLabel('Write to your colleagues').fill(text);
    await sam.page.getByLabel('Write to your colleagues').press('Enter');
  }
  await press(sam, 'That was heavy');
  await openTool(noor, 'Colleagues');
  await noor.page.getByRole('log', { name: 'Staff room' }).getByText('That was heavy').waitFor();
  await holds(noor, 'the staff room');

  const her = await evening.arrives();
  await sam.page.getByText('1 person is waiting').waitFor();
  await sam.page.getByText('Order and filter').click();
  await sam.page.getByLabel('What you are doing').selectOption({ label: 'Wrapping up' });
  await holds(sam, 'the line, with filter and status');
  await press(sam, 'Ready again');

  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await noor.page.locator('.brake summary').click();
  await holds(noor, 'the form of a brake');
  await noor.page.locator('.brake summary').click();
  evening.helpline.stall();
  await say(her, 'said before she knew');
  await brake(noor, 'A short pause', 'I need a moment', '5');
  evening.helpline.goOn();
  await noor.page.getByText('1 text came during the pause.').waitFor();
  await holds(noor, 'a pause that holds a text back');
  await lift(noor);
  await openTool(noor, 'Cards');
  await noor.page.getByRole('option', { name: /^My safety plan/ }).click();
  await noor.page.getByText('For you alone.').first().waitFor();
  await holds(noor, 'a card to read');
  await press(noor, 'Ask to open it together');
  await press(her, 'Look at it');
  await noor.page.getByRole('list', { name: 'Cards that she has opened' }).getByRole('button').click();
  await her.page.getByRole('textbox', { name: /I am alone/ }).fill('umbrella');
  await noor.page.getByRole('status').getByText('Visitor 1 is writing here').waitFor();
  await holds(noor, 'a card that both fill in');
  await her.page.getByRole('button', { name: /^To the conversation/ }).click();
  await press(noor, 'Hand over');
  await holds(noor, 'the form of a hand-over');
  await noor.page.getByLabel('Who goes on?').selectOption({ index: 1 });
  await noor.page.getByLabel(/A note that only this colleague/).fill('she lives with her aunt');
  await press(noor, 'Ask this colleague');
  await sam.page.getByText('Noor asks you to take over a visitor').waitFor();
  await holds(sam, 'the question of a colleague');
  await press(sam, 'Yes, I take over');
  await her.page.getByText('Noor asks: may Sam go on with you?').waitFor();
  await holds(noor, 'a hand-over on its way');
  await press(her, 'Yes, go on with Sam');
  await sam.page.getByText('From Noor, who handed over:').waitFor();
  await holds(sam, 'a visitor who was handed over');
  await press(sam, 'Give back to the line');
  await holds(sam, 'the question whether to give back');
});

test('no screen of a coordinator, or of somebody who joins, breaks a rule or leaves its column', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty('Noor');
  await evening.onDuty('Sam');
  await openTool(noor, 'Desk');
  await noor.page.getByText(/^\d+ files$/).click();
  await holds(noor, 'the desk');
  await press(noor, 'Invite somebody');
  const link = await noor.page.getByLabel(/A link for one person/).inputValue();
  const joins = async (name: string) => {
    const them = await person(browser, LAPTOP);
    evening.afterwards(() => them.context.close());
    await them.page.goto(link);
    await them.page.getByLabel('The name that visitors see').fill(name);
    await press(them, 'Make my key');
    if (name === 'Yara') await holds(them, 'a passphrase that is too short');
    await them.page.getByLabel('A passphrase', { exact: true }).fill(SENTENCE);
    await them.page.getByLabel('The passphrase again').fill(SENTENCE);
    await press(them, 'Make my key');
    return them;
  };
  const yara = await joins('Yara');
  await yara.page.getByText('Your coordinator sees that you are here.').waitFor();
  await holds(yara, 'who waits to be certified');
  const late = await joins('Late');
  await late.page.getByText('Somebody already made a key with this invitation.').waitFor();
  await holds(late, 'an invitation that was used');
  await noor.page.getByText('Yara asks to be certified').waitFor();
  await noor.page.getByText('Take a certificate back').click();
  await press(noor, 'Close in 10 min');
  await noor.page.getByLabel('Your passphrase, to sign with your key').first().fill('wrong');
  await press(noor, 'Certify');
  await noor.page.getByText('This passphrase does not open this key.').waitFor();
  await holds(noor, 'the desk, with everything open');
  await noor.page.getByLabel('Your passphrase, to sign with your key').first().fill(PASSPHRASE);
  await press(noor, 'Certify');
  await yara.page.getByRole('button', { name: 'Save the file' }).waitFor();
  await Promise.all([yara.page.waitForEvent('download'), press(yara, 'Save the file')]);
  await yara.page.getByRole('button', { name: 'Go on to your shift' }).waitFor();
  await holds(yara, 'who is certified');
});

/** Where a control is on the screen she sees, keyboard and all: whole, and with nothing above it. */
const inReach = ({ page }: Person, name: string) =>
  page.getByRole('button', { name, exact: true }).evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth && above === element;
  });

for (const tag of ['en', 'nl', 'ar']) {
  test(`a visitor who is asked about a hand-over reaches both answers, the exit and her own text in ${tag}`, async (context) => {
    const evening = await Evening.begin(context, browser);
    const noor = await evening.onDuty('Noor');
    const sam = await evening.onDuty('Sam');
    const words = await wordsOf(evening.helpline.origin, tag);
    const her = await person(browser, PHONE, { locale: tag });
    evening.afterwards(() => her.context.close());
    await her.page.goto(`${evening.helpline.origin}/`);
    const talking = SCREENS.findIndex(({ name }) => name === 'the conversation') + 1;
    for (const { go } of SCREENS.slice(0, talking)) await go({ her, words, noor });
    for (const text of ['one', 'two', 'three', 'four', 'five']) await say(noor, text);
    await reads(her, 'five');
    await her.page.locator('#message').fill('I was just');
    await press(noor, 'Hand over');
    await noor.page.getByLabel('Who goes on?').selectOption({ index: 1 });
    await press(noor, 'Ask this colleague');
    await press(sam, 'Yes, I take over');
    await her.page.locator('.asked').waitFor();
    const yes = fill(words.handOver.yes, { other: 'Sam' });
    const no = fill(words.handOver.no, { name: 'Noor' });
    await breaksNothing(her, 'the question');
    // On the whole screen, and on what a keyboard leaves of it.
    for (const height of [PHONE.height, 330]) {
      await her.page.setViewportSize({ width: PHONE.width, height });
      for (const name of [yes, no]) {
        await expect.poll(() => inReach(her, name), { message: `${name}, ${height} high` }).toBe(true);
      }
      const toEnd = () =>
        her.page
          .getByRole('log')
          .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
      await expect.poll(toEnd, { message: `the newest text, ${height} high` }).toBeLessThan(2);
      const writes = her.page.locator('#message');
      expect(await writes.inputValue()).toBe('I was just');
      const lowest = await writes.evaluate((element) => element.getBoundingClientRect().bottom);
      const exit = await her.page.locator('#exit').evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return { top, seen: bottom <= innerHeight };
      });
      expect(exit.seen).toBe(true);
      expect(lowest, `${height} high`).toBeLessThanOrEqual(exit.top);
    }
    await her.page.setViewportSize(PHONE);
    await press(her, yes);
    await her.page.locator('.from-here').waitFor();
    await breaksNothing(her, 'after the hand-over');
    await press(sam, 'Give back to the line');
    await press(sam, 'Yes, give back');
    await her.page.getByRole('heading', { name: words.endings['passed-back'].title }).waitFor();
    await breaksNothing(her, 'given back');
    expect(await inReach(her, words.end.waitForAnother)).toBe(true);
  });
}
