import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { counsellor, openTool, type Person, reads, say, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();
let her: Person;
let noor: Person;
let sam: Person | undefined;

beforeEach(async () => {
  noor = await counsellor(browser, helpline.origin);
  her = await visitor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(her, 'hello Noor');
  await reads(noor, 'hello Noor');
});

afterEach(async () => {
  for (const someone of [her, noor, sam]) await someone?.context.close();
  sam = undefined;
});

/** Offline a page says so itself; nothing else may go wrong in one. */
function nothingWrong(...people: Person[]): void {
  for (const { problems } of people) {
    expect(problems.filter((problem) => !problem.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  }
}

const press = (someone: Person, name: string | RegExp) =>
  someone.page.getByRole('button', { name }).locator('visible=true').first().click();
const field = (someone: Person, label: RegExp): Locator =>
  someone.page.getByRole('textbox', { name: label }).locator('visible=true').first();
const stands = (someone: Person, label: RegExp, value: string) =>
  expect.poll(() => field(someone, label).inputValue(), { timeout: 15_000 }).toBe(value);

async function sheOpens(card: string): Promise<void> {
  await her.page.getByText('More', { exact: true }).click();
  await press(her, 'Make a plan together');
  await press(her, new RegExp(`^${card}`));
  await her.page.getByRole('heading', { name: card }).waitFor();
}

/** The counsellor goes to a card that is open with her. */
async function goesTo(them: Person, card: string): Promise<void> {
  await openTool(them, 'Cards');
  const opened = them.page.getByRole('list', { name: 'Cards that she has opened' });
  await opened.getByRole('button', { name: card }).last().click();
  await them.page.getByRole('heading', { name: card }).waitFor();
}

async function handsOver(): Promise<Person> {
  const other = await counsellor(browser, helpline.origin, 'Sam');
  await openTool(noor, 'Colleagues');
  await noor.page.getByText('1 colleague on duty').waitFor();
  await press(noor, /^Hand over/);
  await noor.page.getByLabel('Who goes on?').selectOption({ index: 1 });
  await press(noor, 'Ask this colleague');
  await press(other, 'Yes, I take over');
  await press(her, 'Yes, go on with Sam');
  await her.page.getByRole('heading', { name: 'You are talking with Sam' }).waitFor();
  await reads(her, 'hello Noor');
  return other;
}

const SAFE_WORD = /Which word means: I am alone/;
const NOT_SAFE = /Which word means: it is not safe/;

test('a counsellor asks for a safety plan, and both fill it in, with a break in the line and a hand-over in between', async () => {
  await openTool(noor, 'Cards');
  await noor.page.getByRole('option', { name: /^My safety plan/ }).click();
  // She reads it first, with what to ask and what to avoid.
  await noor.page.getByText('For you alone. She does not see this.').first().waitFor();
  await press(noor, 'Ask to open it together');
  await her.page.getByText('Noor has put a card ready for you two: My safety plan').waitFor();
  await goesTo(noor, 'My safety plan');
  await press(her, 'Look at it');
  await her.page.getByText('Only you and Noor see this card.', { exact: false }).waitFor();
  expect(await her.page.content()).not.toContain('For you alone');

  // What each writes the other sees, and who writes.
  await field(her, SAFE_WORD).pressSequentially('umbrella');
  await stands(noor, SAFE_WORD, 'umbrella');
  await noor.page.getByRole('status').getByText('Visitor 1 is writing here').waitFor();
  await expect.poll(() => field(noor, SAFE_WORD).isEditable()).toBe(false);
  await field(noor, NOT_SAFE).pressSequentially('rain');
  await stands(her, NOT_SAFE, 'rain');
  await her.page.getByText('Noor is writing here').waitFor();
  await expect.poll(() => field(her, NOT_SAFE).isEditable()).toBe(false);
  await her.page.getByLabel('Talk about something ordinary').check();
  await expect.poll(() => noor.page.getByLabel('Talk about something ordinary').isChecked()).toBe(true);

  // Both write in one field while her line is away: hers stands, and Noor loses nothing.
  await noor.page.getByRole('heading', { name: 'My safety plan' }).click();
  await her.context.setOffline(true);
  await her.page.getByText('What you filled in is safe.').waitFor();
  await field(her, NOT_SAFE).fill('raincoat');
  await field(noor, NOT_SAFE).fill('thunder');
  await her.context.setOffline(false);
  await stands(noor, NOT_SAFE, 'raincoat');
  await noor.page.getByText('You both wrote here at the same time, and hers stands.').waitFor();
  await noor.page.getByText('thunder', { exact: true }).waitFor();
  // Not while she writes there herself.
  await her.page.getByRole('heading', { name: 'My safety plan' }).click();
  await press(noor, 'Put them below hers');
  await stands(her, NOT_SAFE, 'raincoat\nthunder');

  // The colleague sees nothing of it until she says so.
  await press(her, /^To the conversation/);
  sam = await handsOver();
  await press(her, 'Look at it');
  await her.page.getByText('Only you see this card now.').waitFor();
  await field(her, SAFE_WORD).fill('sunshade');
  await openTool(sam, 'Cards');
  await sam.page.getByRole('option', { name: /^My safety plan/ }).waitFor();
  expect(await sam.page.getByRole('list', { name: 'Cards that she has opened' }).count()).toBe(0);
  await press(her, 'Let Sam see it');
  await goesTo(sam, 'My safety plan');
  await stands(sam, SAFE_WORD, 'sunshade');
  await stands(sam, NOT_SAFE, 'raincoat\nthunder');
  await field(sam, SAFE_WORD).fill('parasol');
  await stands(her, SAFE_WORD, 'parasol');

  // Both close it before they hear of each other.
  await her.context.setOffline(true);
  await her.page.getByText('What you filled in is safe.').waitFor();
  await press(her, 'This card is done');
  await press(sam, 'This card is done');
  await sam.page.getByText('Waiting until her page closes it').first().waitFor();
  await her.context.setOffline(false);
  await her.page.getByText('This card is done. You can still read it here.').waitFor();
  await sam.page.getByText('This card is done. You can still read it here.').waitFor();
  expect(await field(her, SAFE_WORD).isEditable()).toBe(false);
  nothingWrong(her, noor, sam);
}, 90_000);

test('a future plan survives the server, and she takes with her what she wants', async () => {
  await sheOpens('My plan for later');
  await goesTo(noor, 'My plan for later');
  await field(her, /What are you good at/).fill('cooking');
  await stands(noor, /What are you good at/, 'cooking');
  await press(her, /^On to: /);
  await press(noor, /^On to: /);
  // Both write on while there is no server, and in one field both.
  await helpline.die();
  await her.page.getByText('What you filled in is safe.').waitFor();
  await field(her, /How do you want it/).fill('a key of my own');
  await field(noor, /How do you want it/).fill('a room');
  await field(noor, /first small step/).fill('ask the school');
  await helpline.startAgain();
  await stands(noor, /How do you want it/, 'a key of my own');
  await stands(her, /first small step/, 'ask the school');
  await noor.page.getByText('a room', { exact: true }).waitFor();
  await press(noor, 'Throw away');
  await noor.page.getByText('a room', { exact: true }).waitFor({ state: 'detached' });

  await press(her, /^To the conversation/);
  sam = await handsOver();
  await press(her, 'Look at it');
  await press(her, 'Let Sam see it');
  await goesTo(sam, 'My plan for later');
  await press(her, /^On to: /);
  await press(sam, /^On to: /);
  await stands(sam, /How do you want it/, 'a key of my own');
  await field(sam, /What is it like now/).fill('three to a room');
  await stands(her, /What is it like now/, 'three to a room');

  await press(her, 'Take something with me');
  await her.page.getByLabel('Yes', { exact: true }).check();
  expect(await her.page.getByRole('button', { name: /dull name/ }).isVisible()).toBe(false);
  await press(her, /^Copy it out by hand/);
  await her.page.getByText('a key of my own').waitFor();
  await her.page.emulateMedia({ media: 'print' });
  const paper = await her.page.locator('body').innerText();
  expect(paper).toContain('a key of my own');
  expect(paper).not.toMatch(/Leave|conversation|Luwte|by hand/);
  await her.page.emulateMedia({ media: 'screen' });
  await press(her, 'Back to the choices');
  await her.page.getByText('Other ways').click();
  await press(her, /dull name/);
  await her.page.getByLabel('homework').check();
  const [download] = await Promise.all([her.page.waitForEvent('download'), press(her, 'Make the file')]);
  expect(download.suggestedFilename()).toBe('homework.txt');
  const file = readFileSync(await download.path(), 'utf8');
  expect(file).toMatch(/^homework\n/);
  expect(file).toContain('a key of my own');
  expect(file).not.toMatch(/plan for later|Luwte/);
}, 90_000);

test('a field of 100 kB is cut where it ends, and the rest of the card goes on', async () => {
  await sheOpens('My safety plan');
  await goesTo(noor, 'My safety plan');
  await field(her, SAFE_WORD).fill('é'.repeat(50_000));
  await her.page.getByText('No more fits in this field.').waitFor();
  await stands(noor, SAFE_WORD, 'é'.repeat(950));
  await field(her, NOT_SAFE).fill('rain');
  await stands(noor, NOT_SAFE, 'rain');
  nothingWrong(her, noor);
});

test('a card that she throws away is gone here, and read-only there; she is asked first', async () => {
  await sheOpens('My safety plan');
  await goesTo(noor, 'My safety plan');
  await press(her, 'Throw this card away');
  await her.page.getByText('It cannot come back.').waitFor();
  await expect
    .poll(() => her.page.getByRole('button', { name: 'Yes, throw it away' }).isEnabled())
    .toBe(true);
  await press(her, 'Yes, throw it away');
  await her.page.getByRole('heading', { name: 'Cards' }).waitFor();
  await noor.page.getByText('This card is done. You can still read it here.').waitFor();
  nothingWrong(her, noor);
});

test('a counsellor who leafs on while the cursor is in a field sees every question once', async () => {
  await sheOpens('My safety plan');
  await goesTo(noor, 'My safety plan');
  for (const way of [/^On to: /, /^Back to: /, /^On to: /, /^Back to: /]) {
    await noor.page.locator('.card-field textarea, .card-field input[type="text"]').first().click();
    await press(noor, way);
    const labels = await noor.page.locator('.card-field legend').allTextContents();
    expect(new Set(labels).size).toBe(labels.length);
  }
  expect(await field(her, SAFE_WORD).getAttribute('autocorrect')).toBe('off');
  nothingWrong(her, noor);
});

test('when the counsellor has ended it she can still read her card and take something with her', async () => {
  await sheOpens('My safety plan');
  await field(her, SAFE_WORD).fill('umbrella');
  await press(her, /^To the conversation/);
  await press(noor, /^End/);
  await expect.poll(() => noor.page.getByRole('button', { name: 'Yes, end it' }).isEnabled()).toBe(true);
  await press(noor, 'Yes, end it');
  await her.page.getByText('Your cards are still here, until you close this.').waitFor();
  await press(her, 'Your cards');
  await press(her, /^My safety plan/);
  expect(await field(her, SAFE_WORD).isEditable()).toBe(false);
  await press(her, 'Take something with me');
  await her.page.getByLabel('No, nobody').check();
  await press(her, /^Copy it out by hand/);
  await her.page.getByText('umbrella').waitFor();
  nothingWrong(her, noor);
});

// The last one: the card is another one from here on.
test('a conversation keeps the card it began with, and the next one begins with what the organisation has made of it', async () => {
  await sheOpens('My safety plan');
  await goesTo(noor, 'My safety plan');
  await field(her, SAFE_WORD).fill('umbrella');
  await stands(noor, SAFE_WORD, 'umbrella');
  await helpline.die();
  helpline.rewrites('cards/safety-plan.toml', (text) =>
    text.replace('version = 1', 'version = 2').replace('My safety plan', 'A plan of mine'),
  );
  await helpline.startAgain();
  await field(noor, NOT_SAFE).fill('rain');
  await stands(her, NOT_SAFE, 'rain');
  await her.page.getByRole('heading', { name: 'My safety plan' }).waitFor();
  await press(her, /^To the conversation/);
  await sheOpens('A plan of mine');
  await goesTo(noor, 'A plan of mine');
  await field(her, SAFE_WORD).fill('parasol');
  await stands(noor, SAFE_WORD, 'parasol');
  await goesTo(noor, 'My safety plan');
  await stands(noor, SAFE_WORD, 'umbrella');
});
