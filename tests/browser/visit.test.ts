import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { Evening } from './evening.ts';
import { closedNow, Helpline } from './helpline.ts';
import { type Person, PHONE, person, reads, say, take, toTheQuestions } from './people.ts';
import { wordsOf } from './screens.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

const opens = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const first = (page: Page) => page.getByLabel('You may write already');

/** Somebody opens the page. */
async function opensThePage(evening: Evening, page = evening.helpline.origin): Promise<Person> {
  const her = await person(browser, PHONE);
  evening.afterwards(() => her.context.close());
  await her.page.goto(`${page}/`);
  return her;
}

test('safety comes first, one tap goes past it, and every entrance has its own words', async (context) => {
  const evening = await Evening.begin(context, browser);
  await evening.onDuty();
  const { page } = await opensThePage(evening);
  await heading(page, 'Can someone else see this screen?');
  await page.getByText('Press “Leave” at the bottom.').waitFor();
  await page.getByText('may still remember that you visited this address').waitFor();
  expect(await page.getByRole('link', { name: '112' }).first().getAttribute('href')).toBe('tel:112');
  await opens(page, 'Go on');
  await heading(page, 'You can talk to someone here');
  const { entrances } = await wordsOf(evening.helpline.origin, 'en');
  const leads = new Set<string>();
  for (const { name, lead, age } of Object.values(entrances)) {
    await page.getByRole('button', { name }).click();
    await page.getByText(lead, { exact: true }).waitFor();
    await page.getByLabel(age).waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/victim|client/i);
    leads.add(lead + age);
    await opens(page, 'Back');
  }
  expect(leads.size).toBe(4);
  await page.getByRole('button', { name: 'For me' }).click();
  await page.getByRole('button', { name: 'Skip all of this' }).first().click();
  await heading(page, 'You are in the waiting room');
});

for (const tag of ['nl', 'en', 'ar']) {
  test(`the first screen of a phone says all that keeps her safe without scrolling in ${tag}`, async (context) => {
    const evening = await Evening.begin(context, browser);
    const her = await person(browser, PHONE, { locale: tag });
    evening.afterwards(() => her.context.close());
    const { page } = her;
    await page.goto(`${evening.helpline.origin}/`);
    const { safety, exit } = await wordsOf(evening.helpline.origin, tag);
    await heading(page, safety.title);
    const bar = await page.locator('.bar').boundingBox();
    const exitText = `${safety.exit}`.replace('{leave}', exit.leave);
    for (const text of [safety.near, safety.watched, exitText, safety.history]) {
      const box = await page.getByText(text, { exact: true }).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0), text).toBeLessThanOrEqual(bar?.y ?? 0);
    }
    const number = page.getByRole('link', { name: '112' });
    for (const way of [number, page.getByRole('link', { name: exit.leave }), page.getByText(safety.goOn)])
      expect(await way.evaluate(isOnTop)).toBe(true);
    // What matters most is not what is written smallest.
    const size = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
    expect(await number.evaluate(size)).toBeGreaterThan(await page.getByText(safety.near).evaluate(size));
  });
}

/** Whether a finger that presses the middle of something presses nothing else. */
function isOnTop(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === element;
}

test('what she says beforehand is read by the counsellor and by nobody on the way', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty();
  const her = await opensThePage(evening);
  const { page } = her;
  await toTheQuestions(her);
  const chooses = (question: string, answer: string) =>
    page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
  await chooses('Is somebody in danger right now?', 'Yes');
  await page.locator('.alarm').getByRole('link', { name: '112' }).waitFor();
  await chooses('Is it safe for you to write now?', 'No, someone may see it');
  await page.getByText('Then it may be better to come back').waitFor();
  await page.getByLabel('Which language do you want').selectOption('العربية');
  await page.getByLabel('How old are you?').selectOption('15 to 17');
  await page.getByLabel('Home and family').check();
  await page.getByLabel('A code word, if you like').fill('zeppelin-kwast');
  await first(page).fill('first thought');
  await opens(page, 'Go on');
  await page.getByText('You are next').waitFor();
  const line = noor.page.locator('.tags').first();
  await line.getByText('danger now').waitFor();
  expect(await line.innerText()).toContain('not safe to write');
  expect(await noor.page.locator('body').innerText()).not.toContain('first thought');
  // Until somebody is there she may think again.
  await first(page).fill('second thought 🌱');
  await take(noor);
  await heading(page, 'You are talking with Noor');
  const beforehand = noor.page.getByRole('region', { name: 'Said before the conversation' });
  await beforehand.getByText('zeppelin-kwast').waitFor();
  for (const fact of ['Arabic', 'for themselves', '15 to 17', 'home'])
    await beforehand.getByText(fact).waitFor();
  await reads(noor, 'second thought 🌱');
  expect(await noor.page.locator('.bubble .words').allInnerTexts()).toEqual(['second thought 🌱']);
  expect(await page.locator('.bubble.mine .words').allInnerTexts()).toEqual(['second thought 🌱']);
  const wire = Buffer.concat([...her.crossed, ...noor.crossed].map(({ bytes }) => bytes));
  for (const word of ['zeppelin', 'kwast', 'thought', '15-17', 'home', 'danger', 'العربية']) {
    for (const bytes of [Buffer.from(word), Buffer.from(word, 'utf16le')])
      expect(wire.includes(bytes), word).toBe(false);
  }
  expect([...new Set(her.crossed.map(({ bytes }) => bytes.length))]).toEqual([2048]);
});

test('what she filled in and then skipped reaches nobody, and what she wrote waits for her', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty();
  const her = await opensThePage(evening);
  const { page } = her;
  await toTheQuestions(her);
  await page.getByRole('group', { name: 'Is somebody in danger' }).getByLabel('Yes').check();
  await page.getByLabel('Which language do you want').selectOption('العربية');
  await page.getByLabel('How old are you?').selectOption('15 to 17');
  await page.getByLabel('Home and family').check();
  await page.getByLabel('A code word, if you like').fill('zeppelin-kwast');
  await first(page).fill('not yet');
  await page.getByRole('button', { name: 'Skip all of this' }).last().click();
  await heading(page, 'You are in the waiting room');
  await page.getByText('You skipped this, so it is not sent by itself.').waitFor();
  // By which entrance she came she said before the questions, and did not skip.
  await noor.page.locator('.tags').getByText('for themselves', { exact: true }).waitFor();
  expect(await noor.page.locator('.tags').first().innerText()).toBe('for themselves');
  await take(noor);
  await heading(page, 'You are talking with Noor');
  const beforehand = noor.page.getByRole('region', { name: 'Said before the conversation' });
  expect((await beforehand.locator('p').allInnerTexts()).join('').trim()).toBe('for themselves');
  const message = page.getByLabel('Your message');
  expect(await message.inputValue()).toBe('not yet');
  await message.fill('now');
  await message.press('Enter');
  await reads(noor, 'now');
  expect(await noor.page.locator('.bubble .words').allInnerTexts()).toEqual(['now']);
});

test('she reads, breathes and looks at numbers without losing her place or her text', async (context) => {
  const evening = await Evening.begin(context, browser);
  const before = await evening.arrives();
  const her = await evening.arrives();
  const { page } = her;
  await page.getByText('There is one person before you.').waitFor();
  await first(page).fill('half a thought');
  for (const [opened, title] of [
    ['A breathing exercise', 'Breathe along, if you like'],
    ['Read something', 'Read something'],
    ['See other numbers', 'Other numbers'],
    ['What do you know about me?', 'What do you know about me?'],
  ] as const) {
    await opens(page, opened);
    await heading(page, title);
    await page.getByRole('status').getByText('There is one person before you.').first().waitFor();
    await opens(page, 'Back');
    expect(await first(page).inputValue()).toBe('half a thought');
  }
  await opens(before.page, 'Stop waiting');
  await page.getByText('You are next').waitFor();
  expect(her.crossed.filter(({ way, bytes }) => way === 'out' && bytes[1] === 1)).toHaveLength(1);
  await opens(page, 'Read something');
  const noor = await evening.onDuty();
  await take(noor);
  await page.getByText('Noor is here for you now.').waitFor();
  await opens(page, 'To the conversation');
  await reads(noor, 'half a thought');
});

test('the evidence page shows the record of the server as it is, and the same check words', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty();
  const her = await evening.arrives();
  const { page } = her;
  await opens(page, 'What do you know about me?');
  const record = page.locator('.record pre');
  await record.waitFor();
  const waiting = JSON.parse(await record.innerText());
  expect(JSON.stringify(waiting)).toMatch(/waiting/i);
  await opens(page, 'Back');
  await take(noor);
  await heading(page, 'You are talking with Noor');
  await page.getByText('More', { exact: true }).click();
  await opens(page, 'What do you know about me?');
  await expect.poll(() => record.innerText().catch(() => '')).toMatch(/talking/i);
  const talking = JSON.parse(await record.innerText());
  expect(talking).not.toEqual(waiting);
  // What came over the wire is what is shown, to the last field.
  const pieces = her.crossed.filter(({ way, bytes }) => way === 'in' && bytes[1] === 0x47).slice(-1);
  const bytes = pieces[0]?.bytes ?? Buffer.of();
  expect(bytes[3]).toBe(1);
  expect(JSON.parse(bytes.subarray(6, 6 + bytes.readUInt16BE(4)).toString())).toEqual(talking);
  const check = (await page.locator('.check').innerText()).split(' · ');
  expect(check).toHaveLength(5);
  await noor.page.getByText(check.join(' · ')).waitFor();
  await page.getByText(`That this device visited ${new URL(evening.helpline.origin).host}`).waitFor();
});

test('the end asks one thing, and the way out is there', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await say(noor, 'a number to keep');
  await reads(her, 'a number to keep');
  await noor.page.getByRole('button', { name: 'End', exact: true }).click();
  await noor.page.getByRole('button', { name: 'Yes, end it' }).click();
  await heading(her.page, 'The conversation has ended');
  const sent = her.crossed.length;
  expect(await her.page.getByRole('group').count()).toBe(1);
  await her.page
    .getByRole('group', { name: 'Did this help?' })
    .getByRole('button', { name: 'A bit' })
    .click();
  await her.page.getByText('Then there may be more to say.').waitFor();
  await her.page.getByText('You can come back at this same address').waitFor();
  await her.page.getByRole('link', { name: 'Leave' }).waitFor();
  expect(her.crossed).toHaveLength(sent);
  await opens(her.page, 'Close and clear');
  expect(await her.page.locator('body').innerText()).not.toContain('a number to keep');
});

test('whoever comes when it is closed is told when it opens and who else is there', async (context) => {
  const closed = await Helpline.start('', closedNow());
  context.onTestFinished(() => closed.stop());
  const her = await person(browser, PHONE, { timezoneId: 'Europe/Amsterdam' });
  context.onTestFinished(() => her.context.close());
  const { page } = her;
  await page.goto(`${closed.origin}/`);
  await opens(page, 'Go on');
  await heading(page, 'We are closed now');
  await page.getByText(/We open (tomorrow|on \w+day) at 11:00\./).waitFor();
  expect(await page.getByRole('button', { name: 'For me' }).count()).toBe(0);
  await opens(page, 'See other numbers');
  await page.getByRole('link', { name: '0800-0113' }).waitFor();
  await opens(page, 'Back');
  await heading(page, 'We are closed now');
});

test('whoever comes when nobody is on duty may wait, and is met when somebody comes', async (context) => {
  const evening = await Evening.begin(context, browser);
  const her = await opensThePage(evening);
  await opens(her.page, 'Go on');
  await heading(her.page, 'Nobody is here right now');
  await opens(her.page, 'Wait for someone');
  await her.page.getByRole('button', { name: 'For me' }).click();
  await her.page.getByRole('button', { name: 'Skip all of this' }).first().click();
  await her.page.getByText('You are next when somebody comes.').waitFor();
  await take(await evening.onDuty());
  await heading(her.page, 'You are talking with Noor');
});
