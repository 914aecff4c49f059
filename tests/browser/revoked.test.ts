import { expect, test } from 'vitest';
import { Evening, talksWith } from './evening.ts';
import { PASSPHRASE } from './helpline.ts';
import { LAPTOP, person, reads, say, take } from './people.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

test('a counsellor whose certificate is taken back is told so, and her visitor goes on with the next', async (context) => {
  const evening = await Evening.begin(context, browser);
  const her = await evening.arrives();
  const sam = await evening.onDuty('Sam');
  await take(sam);
  await talksWith(her, 'Sam');
  await say(her, 'is somebody there');
  await reads(sam, 'is somebody there');

  evening.helpline.revoke('Sam');
  await sam.page.getByRole('heading', { name: 'Your identity was withdrawn' }).waitFor();
  expect(await sam.page.getByText('is somebody there').count()).toBe(0);
  await her.page.getByRole('heading', { name: 'The counsellor had to stop' }).waitFor();

  // The identity still opens, and is still refused.
  await sam.page.getByRole('button', { name: 'Go on duty again' }).click();
  await sam.page.getByRole('radio', { name: 'Sam' }).check();
  await sam.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await sam.page.getByRole('button', { name: 'Go on duty' }).click();
  await sam.page.getByRole('heading', { name: 'Your identity was withdrawn' }).waitFor();

  const noor = await evening.onDuty();
  await her.page.getByRole('button', { name: 'Wait' }).first().click();
  await take(noor);
  await talksWith(her, 'Noor');
});

test('a demo has a coordinator who goes on duty, two counsellors and an interpreter', async (context) => {
  const evening = await Evening.begin(context, browser);
  const them = await person(browser, LAPTOP);
  evening.afterwards(() => them.context.close());
  await them.page.goto(`${evening.helpline.origin}/console/`);
  await them.page.getByRole('radio').first().waitFor();
  expect(await them.page.locator('.choice').allInnerTexts()).toEqual(['Noor', 'Sam', 'Robin', 'Yara']);
});

test('a counsellor whose clock is an hour off is told so, and goes on duty when it is right', async (context) => {
  const evening = await Evening.begin(context, browser);
  const sam = await person(browser, LAPTOP);
  evening.afterwards(() => sam.context.close());
  const tries = async () => {
    await sam.page.goto(`${evening.helpline.origin}/console/`);
    await sam.page.getByRole('radio', { name: 'Sam' }).check();
    await sam.page.getByLabel('Passphrase').fill(PASSPHRASE);
    await sam.page.getByRole('button', { name: 'Go on duty' }).click();
  };
  for (const hours of [1, -13]) {
    await sam.page.clock.install({ time: Date.now() + hours * 3_600_000 });
    await tries();
    await sam.page.getByRole('heading', { name: 'You could not go on duty' }).waitFor();
    await sam.page.getByText('the clock of this computer is wrong').waitFor();
  }
  await sam.page.clock.setSystemTime(Date.now());
  await tries();
  await sam.page.getByText('On duty: Sam').waitFor();
});
