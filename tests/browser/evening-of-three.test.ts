import { expect, test } from 'vitest';
import { Evening, talksWith } from './evening.ts';
import { openTool, type Person, PHONE, person, reads, say, take, toTheQuestions } from './people.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

const press = ({ page }: Person, name: string) =>
  page.getByRole('button', { name, exact: true }).locator('visible=true').click();
const line = ({ page }: Person) => page.locator('.waiting li');
const colleague = ({ page }: Person, name: string) => page.locator('.present li').filter({ hasText: name });

/** What stands in the conversation that is shown, of both. */
const shownTo = ({ page }: Person) => page.getByRole('log').locator('.bubble .words:visible').allInnerTexts();

/** Somebody comes and says something beforehand, until she waits. */
async function comes(evening: Evening, saying: (page: Person['page']) => Promise<unknown>): Promise<Person> {
  const her = await person(browser, PHONE);
  evening.afterwards(() => her.context.close());
  await her.page.goto(`${evening.helpline.origin}/`);
  await toTheQuestions(her);
  await saying(her.page);
  await her.page.getByRole('button', { name: 'Go on', exact: true }).click();
  await her.page.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
  return her;
}

/** She and her counsellor write to each other, both at once. */
async function talk(her: Person, them: Person, about: string): Promise<void> {
  await Promise.all([say(her, `I come about ${about}`), say(them, `tell me about ${about}`)]);
  await Promise.all([reads(them, `I come about ${about}`), reads(her, `tell me about ${about}`)]);
}

test('two counsellors, a coordinator and three visitors at once', async (context) => {
  const evening = await Evening.begin(context, browser);
  const noor = await evening.onDuty('Noor');
  const sam = await evening.onDuty('Sam');
  const robin = await evening.onDuty('Robin');
  const team = [noor, sam, robin];
  for (const one of team) await openTool(one, 'Colleagues');

  // Three come. The last of them is in danger, and everybody on duty sees her first.
  const atHome = await comes(evening, (page) => page.getByLabel('Home and family').check());
  const dutch = await comes(evening, (page) =>
    page.getByLabel('Which language do you want to talk in?').selectOption('Nederlands'),
  );
  const inDanger = await comes(evening, (page) =>
    page.getByRole('group', { name: 'Is somebody in danger' }).getByLabel('Yes').check(),
  );
  for (const one of team) {
    await one.page.getByText('3 people are waiting').waitFor();
    await line(one).nth(0).getByText('danger now').waitFor();
    await line(one).nth(1).getByText('home').waitFor();
    await line(one).nth(2).getByText('Dutch').waitFor();
  }

  // Sam takes this one. Robin writes Dutch, looks for who wants to, and takes who is next among them.
  await line(sam).nth(0).getByRole('button').click();
  await talksWith(inDanger, 'Sam');
  await robin.page.getByText('Order and filter').click();
  await robin.page.getByRole('combobox', { name: 'Language' }).selectOption('Nederlands');
  await line(robin).nth(1).waitFor({ state: 'detached' });
  await line(robin).nth(0).getByText('Dutch').waitFor();
  await take(robin);
  await talksWith(dutch, 'Robin');
  await Promise.all([talk(inDanger, sam, 'tonight'), talk(dutch, robin, 'my brother')]);

  // Sam takes one more, and nothing of the one is with the other.
  await take(sam);
  await talksWith(atHome, 'Sam');
  await sam.page.getByRole('heading', { name: 'Visitor 2' }).waitFor();
  await Promise.all([talk(atHome, sam, 'home'), talk(dutch, robin, 'my sister')]);
  const ofHome = ['I come about home', 'tell me about home'];
  expect((await shownTo(sam)).sort()).toEqual(ofHome);
  expect((await shownTo(atHome)).sort()).toEqual(ofHome);
  expect((await shownTo(inDanger)).sort()).toEqual(['I come about tonight', 'tell me about tonight']);
  expect((await shownTo(robin)).length).toBe(4);
  await colleague(noor, 'Sam').getByText('2 of 2').waitFor();
  await colleague(noor, 'Robin').getByText('1 of 1').waitFor();
  await noor.page.getByText('Nobody is waiting').waitFor();

  // Two are too much now: one of them goes on with Noor, and may say so herself.
  await press(sam, 'Hand over');
  const able = sam.page.getByLabel('Who goes on?');
  await able.selectOption({ label: 'Noor · 0 of 1' });
  await sam.page.getByLabel(/A note that only this colleague/).fill('she lives with her aunt');
  await press(sam, 'Ask this colleague');
  await press(noor, 'Yes, I take over');
  await press(atHome, 'Yes, go on with Noor');
  await talksWith(atHome, 'Noor');
  await noor.page.getByText('she lives with her aunt').waitFor();
  await talk(atHome, noor, 'my aunt');
  expect((await shownTo(noor)).sort()).toEqual(['I come about my aunt', 'tell me about my aunt']);
  await colleague(noor, 'Sam').getByText('1 of ').waitFor();
  await colleague(sam, 'Noor').getByText('1 of 1').waitFor();
  await press(sam, 'Close and clear');
  await talk(inDanger, sam, 'the police');

  // Robin's conversation was heavy. Noor, who is writing, is told, and sees that Robin rests.
  await press(dutch, 'End the conversation');
  await press(dutch, 'Yes, end it');
  await robin.page.getByText('The visitor ended the conversation').waitFor();
  await colleague(noor, 'Robin').getByText('Wrapping up').waitFor();
  await openTool(noor, 'Desk');
  await press(robin, 'That was heavy');
  await noor.page.getByRole('tab', { name: 'Colleagues (1)' }).waitFor();
  await openTool(noor, 'Colleagues');
  await noor.page
    .getByRole('log', { name: 'Staff room' })
    .getByText(/Robin.*That was heavy/)
    .waitFor();
  await robin.page.getByLabel('What you are doing').selectOption({ label: 'With a colleague' });
  for (const one of [noor, sam]) await colleague(one, 'Robin').getByText('With a colleague').waitFor();

  // The desk closes, and opens again. Nobody who talks is touched by it.
  await openTool(noor, 'Desk');
  await press(noor, 'Close in 10 min');
  for (const one of [sam, robin]) await one.page.getByText(/The desk closes at/).waitFor();
  await talk(inDanger, sam, 'tomorrow');
  await press(noor, 'Open the desk again');
  for (const one of [sam, robin]) {
    await one.page.getByText(/The desk closes at/).waitFor({ state: 'detached' });
  }

  // The evening ends.
  await press(sam, 'End');
  await press(sam, 'Yes, end it');
  await inDanger.page.getByText('The counsellor ended it.').waitFor();
  await press(atHome, 'End the conversation');
  await press(atHome, 'Yes, end it');
  await noor.page.getByText('The visitor ended the conversation').waitFor();
  for (const one of team) {
    await press(one, 'Go off duty');
    await press(one, 'Yes, go off duty');
    await one.page.getByRole('heading', { name: 'You are off duty' }).waitFor();
  }
  for (const { problems } of [...team, atHome, dutch, inDanger]) expect(problems).toEqual([]);
});
