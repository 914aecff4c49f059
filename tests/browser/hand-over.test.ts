import { beforeEach, expect, test } from 'vitest';
import { counsellor, openTool, type Person, reads, say, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();
let her: Person;
let noor: Person;
let sam: Person;

/** She talks with Noor, and Sam is on duty too. */
beforeEach(async () => {
  noor = await counsellor(browser, helpline.origin);
  sam = await counsellor(browser, helpline.origin, 'Sam');
  her = await visitor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(her, 'hello Noor');
  await reads(noor, 'hello Noor');
  await openTool(noor, 'Colleagues');
  await noor.page.getByText('1 colleague on duty').waitFor();
});

const press = (someone: Person, name: string) =>
  someone.page.getByRole('button', { name, exact: true }).locator('visible=true').click();

async function offer(note: string): Promise<void> {
  await press(noor, 'Hand over');
  await noor.page.getByLabel('Who goes on?').selectOption({ index: 1 });
  await noor.page.getByLabel(/A note that only this colleague can read/).fill(note);
  await press(noor, 'Ask this colleague');
  await sam.page.getByText('Noor asks you to take over a visitor').waitFor();
}

async function leave(...people: Person[]): Promise<void> {
  for (const { context, problems } of people) {
    expect(problems).toEqual([]);
    await context.close();
  }
}

test('a visitor is handed over with a note, sees by whom and to whom, and tells nothing twice', async () => {
  await offer('she is safe until nine');
  await sam.page.getByText('she is safe until nine').waitFor();
  await press(sam, 'Yes, I take over');
  await her.page.getByText('Noor asks: may Sam go on with you?').first().waitFor();
  await press(her, 'Yes, go on with Sam');
  await her.page.getByRole('heading', { name: 'You are talking with Sam' }).waitFor();
  await her.page.getByText('From here on you talk with Sam').waitFor();
  await noor.page.getByText('Your colleague has the conversation now.').waitFor();
  await say(sam, 'hi, I am Sam');
  await reads(her, 'hi, I am Sam');
  await say(her, 'hello Sam');
  await reads(sam, 'hello Sam');
  await sam.page.getByText('From Noor, who handed over:').waitFor();
  expect(await sam.page.getByRole('log').locator('visible=true').first().textContent()).not.toContain(
    'hello Noor',
  );
  expect(await her.page.getByRole('log').textContent()).toContain('Noor: hello Noor'.slice(6));
  await leave(her, noor, sam);
});

test('a visitor who would rather stay stays, and everybody is told', async () => {
  await offer('');
  await press(sam, 'Yes, I take over');
  await press(her, 'No, stay with Noor');
  await noor.page.getByText('The visitor would rather stay with you. Sam knows.').waitFor();
  await sam.page.getByText('Noor asks you to take over a visitor').waitFor({ state: 'detached' });
  await say(noor, 'of course');
  await reads(her, 'of course');
  await leave(her, noor, sam);
});

test('a colleague who cannot says so, and the visitor never hears of it', async () => {
  await offer('');
  await press(sam, 'Not now');
  await noor.page.getByText('Sam cannot take over now.').waitFor();
  expect(await her.page.getByText('may Sam go on with you?').count()).toBe(0);
  await say(noor, 'still here');
  await reads(her, 'still here');
  await leave(her, noor, sam);
});

test('a counsellor takes a hand-over back while the visitor thinks about it', async () => {
  await offer('');
  await press(sam, 'Yes, I take over');
  await her.page.getByRole('button', { name: 'No, stay with Noor' }).waitFor();
  await press(noor, 'Take it back');
  await her.page.getByRole('button', { name: 'No, stay with Noor' }).waitFor({ state: 'detached' });
  await say(her, 'all right');
  await reads(noor, 'all right');
  await leave(her, noor, sam);
});

test('a colleague who leaves before the visitor has answered gets nobody', async () => {
  await offer('');
  await press(sam, 'Yes, I take over');
  await her.page.getByRole('button', { name: 'Yes, go on with Sam' }).waitFor();
  await sam.context.close();
  await press(her, 'Yes, go on with Sam');
  await noor.page.getByText('Sam is not there any more. The visitor is still with you.').waitFor();
  await say(her, 'are you there?');
  await reads(noor, 'are you there?');
  await leave(her, noor);
});

test('what she wrote while she was being handed over reaches the colleague', async () => {
  await offer('');
  await press(sam, 'Yes, I take over');
  await her.page.getByRole('button', { name: 'Yes, go on with Sam' }).waitFor();
  helpline.stall();
  await press(her, 'Yes, go on with Sam');
  await say(her, 'I am still writing');
  helpline.goOn();
  await her.page.getByRole('heading', { name: 'You are talking with Sam' }).waitFor();
  await reads(sam, 'I am still writing');
  await leave(her, noor, sam);
});
