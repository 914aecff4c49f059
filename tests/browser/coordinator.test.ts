import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PASSPHRASE } from './helpline.ts';
import { counsellor, LAPTOP, openTool, type Person, person, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

const SENTENCE = 'four words nobody guesses';
const press = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Noor, who runs the desk, with what she does it with in front of her. */
async function coordinator(): Promise<Person> {
  const noor = await counsellor(browser, helpline.origin);
  await openTool(noor, 'Desk');
  return noor;
}

async function invitation(noor: Person): Promise<string> {
  await press(noor, 'Invite somebody');
  return noor.page.getByLabel(/A link for one person/).inputValue();
}

/** Somebody opens an invitation and makes a key. */
async function joins(link: string, name: string): Promise<Person> {
  const them = await person(browser, LAPTOP);
  await them.page.goto(link);
  await them.page.getByLabel('The name that visitors see').fill(name);
  await them.page.getByLabel('A passphrase', { exact: true }).fill(SENTENCE);
  await them.page.getByLabel('The passphrase again').fill(SENTENCE);
  await press(them, 'Make my key');
  return them;
}

/** The ten words of somebody who asks to be certified. */
const words = ({ page }: Person) => page.locator('.check').first().textContent();

async function certify(noor: Person): Promise<void> {
  await noor.page.getByLabel('Your passphrase, to sign with your key').first().fill(PASSPHRASE);
  await press(noor, 'Certify');
}

test('somebody is invited, certified and talks with a visitor, and her certificate is taken back while she does', async () => {
  const noor = await coordinator();
  const link = await invitation(noor);
  const robin = await joins(link, 'Yara');
  expect(robin.page.url()).not.toContain('join');
  await robin.page.getByText('Your coordinator sees that you are here.').waitFor();
  await noor.page.getByText('Yara asks to be certified').waitFor();
  expect(await words(noor)).toBe(await words(robin));
  await certify(noor);
  await robin.page.getByText('Almost done: save your file now.', { exact: true }).waitFor();
  const [file] = await Promise.all([robin.page.waitForEvent('download'), press(robin, 'Save the file')]);
  const saved = readFileSync(await file.path(), 'utf8');
  expect(JSON.parse(saved)).toMatchObject({ luwte: 'identity', name: 'Yara' });
  await press(robin, 'Go on to your shift');
  await robin.page.getByLabel('Passphrase').fill(SENTENCE);
  await press(robin, 'Go on duty');
  await robin.page.getByText('On duty: Yara').waitFor();
  const her = await visitor(browser, helpline.origin);
  await take(robin);
  await her.page.getByRole('heading', { name: 'You are talking with Yara' }).waitFor();

  await noor.page.getByText('Take a certificate back').click();
  await noor.page.getByRole('combobox', { name: 'Take a certificate back' }).selectOption({ label: 'Yara' });
  await noor.page.getByLabel('Your passphrase, to sign with your key').last().fill(PASSPHRASE);
  await press(noor, 'Take it back now');
  await her.page.getByRole('heading', { name: 'The counsellor had to stop' }).waitFor();
  await her.page.getByText('front of the line').first().waitFor();
  await robin.page.getByRole('heading', { name: 'Your identity was withdrawn' }).waitFor();
  for (const { context, problems } of [noor, robin, her]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('an invitation serves one person, whether the console or the command line made it, and another is told so', async () => {
  const noor = await coordinator();
  const link = await invitation(noor);
  const first = await joins(link, 'One');
  await first.page.getByText('Your coordinator sees that you are here.').waitFor();
  const second = await joins(link, 'Two');
  await second.page.getByText('Somebody already made a key with this invitation.').waitFor();
  const third = await joins(`${link.slice(0, -4)}AAAA`, 'Three');
  await third.page.getByText('This invitation does not hold').waitFor();
  const fourth = await joins(helpline.invites(), 'Four');
  await fourth.page.getByText('Your coordinator sees that you are here.').waitFor();
  await Promise.all([noor, first, second, third, fourth].map(({ context }) => context.close()));
});

test('a wrong passphrase certifies nobody, ten times', async () => {
  const noor = await coordinator();
  const them = await joins(await invitation(noor), 'Four');
  await noor.page.getByText('Four asks to be certified').waitFor();
  const field = noor.page.getByLabel('Your passphrase, to sign with your key').first();
  for (let times = 0; times < 10; times++) {
    await field.fill(`wrong ${times}`);
    await press(noor, 'Certify');
    await noor.page.getByText('This passphrase does not open this key.').waitFor();
  }
  await certify(noor);
  await them.page.getByText('Almost done: save your file now.', { exact: true }).waitFor();
  await Promise.all([noor.context.close(), them.context.close()]);
});

test('the desk closes with a warning: who waits is told, and who talks goes on', async () => {
  const noor = await coordinator();
  const talking = await visitor(browser, helpline.origin);
  await take(noor);
  await talking.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  const waiting = await visitor(browser, helpline.origin);
  await press(noor, 'Close in 10 min');
  await noor.page
    .getByText(/The desk closes at/)
    .first()
    .waitFor();
  await waiting.page.getByText(/close/i).first().waitFor();
  await press(noor, 'Open the desk again');
  await noor.page.getByText('The desk is open.').waitFor();
  await Promise.all([noor, talking, waiting].map(({ context }) => context.close()));
});

test('a coordinator sees which texts are in force, and finds the same in the folder they came from', async () => {
  const noor = await coordinator();
  await noor.page.getByText(/^\d+ files$/).click();
  const rows = await noor.page.locator('table.texts tbody tr').all();
  const shown = await Promise.all(
    rows.map(async (row) => [
      await row.locator('code').textContent(),
      await row.locator('bdi').textContent(),
    ]),
  );
  const listed = helpline.texts().map((line) => [line.slice(0, 8), /[a-z]+\S*\.(toml|md)/.exec(line)?.[0]]);
  expect(shown.length).toBeGreaterThan(30);
  expect(shown).toEqual(listed);
  expect(noor.problems).toEqual([]);
  await noor.context.close();
});

test('a counsellor who is no coordinator has no such tools', async () => {
  const sam = await counsellor(browser, helpline.origin, 'Sam');
  await sam.page.getByRole('tab', { name: /^Colleagues/ }).waitFor();
  expect(await sam.page.getByRole('tab', { name: /^Desk/ }).count()).toBe(0);
  await sam.context.close();
});
