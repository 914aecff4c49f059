import { afterEach, beforeEach, expect, test } from 'vitest';
import { heading, makesFolder, opens, otherPhone, press, toFolder } from './folder-people.ts';
import { PASSPHRASE } from './helpline.ts';
import {
  counsellor,
  goOnDuty,
  LAPTOP,
  openTool,
  type Person,
  person,
  reads,
  say,
  take,
  visitor,
} from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();
let her: Person;
let noor: Person;
const others: Person[] = [];

beforeEach(async () => {
  noor = await person(browser, LAPTOP);
  await noor.page.goto(`${helpline.origin}/console/`);
  await noor.page.getByLabel('When are you here again?').fill('Tuesday evening');
  await goesOnDuty(noor);
  her = await visitor(browser, helpline.origin);
  await take(noor);
  await heading(her, 'You are talking with Noor');
  await say(her, 'hello Noor');
  await reads(noor, 'hello Noor');
});

afterEach(async () => {
  for (const someone of [her, noor, ...others.splice(0)]) await someone.context.close();
});

/** She goes on duty in a page that is open, and keeps what she has filled in. */
async function goesOnDuty(them: Person): Promise<void> {
  const when = await them.page.getByLabel('When are you here again?').inputValue();
  await goOnDutyAs(them, when);
}

async function goOnDutyAs(them: Person, when: string): Promise<void> {
  await them.page.getByRole('radio', { name: 'Noor' }).check();
  await them.page.getByLabel('When are you here again?').fill(when);
  await them.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await them.page.getByRole('button', { name: 'Go on duty' }).click();
  await them.page.getByText('On duty: Noor').waitFor();
}

const says = (someone: Person, text: string | RegExp) =>
  someone.page.getByText(text).locator('visible=true').first().waitFor();

async function phone(): Promise<Person> {
  const other = await otherPhone(browser, helpline.origin);
  others.push(other);
  return other;
}

function nothingWrong(): void {
  for (const { problems } of [her, noor, ...others]) expect(problems).toEqual([]);
}

/** She keeps a folder, and the counsellor goes home. */
async function keepsAndNoorGoes(): Promise<string> {
  await toFolder(her);
  const five = await makesFolder(her);
  await press(noor, 'Go off duty');
  await noor.context.close();
  noor = await person(browser, LAPTOP);
  return five;
}

test('she leaves a message for the counsellor of before, who answers on another evening without knowing who it is', async () => {
  const five = await keepsAndNoorGoes();
  const again = await phone();
  await opens(again, five);
  await press(again, 'Leave a message');
  await says(again, 'Tuesday evening');
  await again.page.getByLabel('Your message').fill('Can I move in with my aunt?');
  await press(again, 'Leave it');
  await says(again, 'Nobody has answered yet.');
  await again.context.close();
  others.pop();

  await goOnDuty(noor, helpline.origin);
  await says(noor, '1 message was left for you');
  await noor.page.getByText('Somebody who was here before').click();
  await says(noor, 'Can I move in with my aunt?');
  await noor.page.getByLabel('Your answer').fill('Yes. I would like to look at that with you.');
  await press(noor, 'Leave the answer');
  await expect.poll(() => noor.page.getByText('was left for you').count()).toBe(0);

  const later = await phone();
  await opens(later, five);
  await says(later, 'Yes. I would like to look at that with you.');
  await press(later, 'I have read it. Throw it away');
  await expect.poll(() => later.page.getByText('I would like to look at that').count()).toBe(0);
  const last = await phone();
  await opens(last, five);
  expect(await last.page.getByText('Your messages').count()).toBe(0);
  nothingWrong();
});

test('a message that she takes back, or throws away with her folder, is read by nobody', async () => {
  const five = await keepsAndNoorGoes();
  const again = await phone();
  await opens(again, five);
  for (const takesBack of [true, false]) {
    await press(again, 'Leave a message');
    await again.page.getByLabel('Whoever is here next').check();
    await again.page.getByLabel('Your message').fill('never mind');
    await press(again, 'Leave it');
    await says(again, 'Nobody has answered yet.');
    if (takesBack) {
      await press(again, 'Take my message back');
      await expect.poll(() => again.page.getByText('Your messages').count()).toBe(0);
    } else {
      await press(again, 'Throw it away now');
      await press(again, /^Throw it away$/);
      await heading(again, 'Come back with five words');
    }
  }
  await goOnDuty(noor, helpline.origin);
  // What comes after the mail was looked for shows that there was none.
  const other = await counsellor(browser, helpline.origin, 'Sam');
  others.push(other);
  await openTool(noor, 'Colleagues');
  await says(noor, '1 colleague on duty');
  expect(await noor.page.getByText('was left for you').count()).toBe(0);
  nothingWrong();
});
