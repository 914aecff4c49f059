import { chromium } from 'playwright-core';
import { test } from 'vitest';
import {
  AWAY,
  beginsToWrite,
  clock,
  Evening,
  finishes,
  isTold,
  isToldNoMore,
  LOOKING,
  NEXT,
  ONE_BEFORE,
  talksWith,
} from './evening.ts';
import { LAUNCH, type Person, reads, say, take } from './people.ts';
import { browser, sharesBrowser } from './shared.ts';

// Some of these have to last, so they run beside each other: each has a helpline of its own.

sharesBrowser();

/** Whether the browser knows it: a network that leads nowhere is one as well. */
for (const [what, known] of [
  ['no network', true],
  ['a network that leads nowhere', false],
] as const) {
  test.concurrent(`a visitor whose phone has ${what} for fifteen seconds loses nothing`, async (context) => {
    const evening = await Evening.begin(context, browser);
    const road = await evening.road();
    const { her, noor } = await evening.talking(road);
    await say(her, 'before');
    await reads(noor, 'before');
    road.cut();
    await her.context.setOffline(known);
    const since = Date.now();
    await say(her, 'written without a network');
    await say(noor, 'said meanwhile');
    await isTold(her, LOOKING, 15_000);
    await say(her, 'and another');
    await isTold(noor, AWAY);
    await say(noor, 'said to somebody who is away');
    // Fifteen seconds is what a lift takes, and what the server waits before it gives a line up.
    await clock(since, 15);
    road.mend();
    await her.context.setOffline(false);
    await evening.nothingIsLost(
      her,
      noor,
      ['before', 'written without a network', 'and another'],
      ['said meanwhile', 'said to somebody who is away'],
    );
  });
}

test.concurrent('with a guest too, a phone without a network loses nothing and says nothing twice', async (context) => {
  const evening = await Evening.begin(context, browser);
  const road = await evening.road();
  const { her, noor } = await evening.talking(road);
  const yara = await evening.onDuty('Yara');
  const press = (someone: Person, name: string) =>
    someone.page.getByRole('button', { name, exact: true }).locator('visible=true').click();
  await press(noor, 'Invite a colleague');
  const whom = noor.page.getByLabel('Who comes along?');
  await whom.getByRole('option', { name: /^Yara/ }).waitFor({ state: 'attached' });
  await whom.selectOption({ index: 1 });
  await press(noor, 'Ask this colleague');
  await press(yara, 'Yes, I come');
  await press(her, 'Yes, Yara may join');
  await yara.page.getByText('You are a guest here.').locator('visible=true').waitFor();
  await say(her, 'one');
  await reads(yara, 'one');
  road.cut();
  await say(her, 'two');
  await say(noor, 'from Noor');
  await say(yara, 'from Yara');
  await reads(yara, 'from Noor');
  await isTold(her, LOOKING, 15_000);
  await say(her, 'three');
  road.mend();
  const said = (someone: Person) => someone.page.getByRole('log').locator('.words:visible').allInnerTexts();
  for (const someone of [her, noor, yara]) {
    await evening.eventually(
      async () => (await said(someone)).sort(),
      ['from Noor', 'from Yara', 'one', 'three', 'two'],
    );
  }
  await say(her, 'four');
  for (const someone of [noor, yara]) await reads(someone, 'four');
  for (const someone of [noor, yara]) {
    const hers = (await said(someone)).filter((text) => !text.startsWith('from'));
    context.expect(hers).toEqual(['one', 'two', 'three', 'four']);
  }
});

test.concurrent('the server dies in the middle of a sentence and nobody loses a word', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  const waits = await evening.arrives();
  await isTold(waits, NEXT);
  for (const text of ['one', 'two', 'three']) {
    await say(her, `her ${text}`);
    await say(noor, `noor ${text}`);
  }
  evening.helpline.stall();
  await say(her, 'left her page and got lost');
  await say(noor, 'left the console and got lost');
  await beginsToWrite(her, 'in the middle of a sen');
  await evening.helpline.die();
  const died = Date.now();
  await Promise.all([her, noor, waits].map((someone) => isTold(someone, LOOKING)));
  await say(noor, 'said to a dead server');
  // So long a supervisor may take to start it again.
  await clock(died, 3);
  await evening.helpline.startAgain();
  const late = await evening.arrives();
  await isTold(waits, NEXT);
  await isTold(late, ONE_BEFORE);
  await finishes(her, 'in the middle of a sen', 'tence');
  await evening.nothingIsLost(
    her,
    noor,
    ['her one', 'her two', 'her three', 'left her page and got lost', 'in the middle of a sentence'],
    ['noor one', 'noor two', 'noor three', 'left the console and got lost', 'said to a dead server'],
  );
  await take(noor);
  await talksWith(waits, 'Noor');
  await isTold(late, NEXT);
});

test.concurrent('her network is cut while the server dies, and nobody loses a word', async (context) => {
  const evening = await Evening.begin(context, browser);
  const road = await evening.road();
  const { her, noor } = await evening.talking(road);
  const waits = await evening.arrives(road);
  await isTold(waits, NEXT);
  await say(her, 'before');
  await say(noor, 'noor before');
  road.cut();
  await Promise.all([her, waits].map(({ context: phone }) => phone.setOffline(true)));
  await say(her, 'written without a network');
  evening.helpline.stall();
  await say(noor, 'left the console and got lost');
  await evening.helpline.die();
  const died = Date.now();
  await Promise.all([her, noor, waits].map((someone) => isTold(someone, LOOKING)));
  await say(noor, 'said to a dead server');
  await beginsToWrite(her, 'in the middle of a sen');
  await clock(died, 3);
  await evening.helpline.startAgain();
  await isToldNoMore(noor, LOOKING);
  await isTold(noor, AWAY);
  // Whoever comes now is told what is true now: nobody else has come back yet.
  const late = await evening.arrives();
  await isTold(late, NEXT);
  road.mend();
  await Promise.all([her, waits].map(({ context: phone }) => phone.setOffline(false)));
  await isTold(waits, NEXT);
  await isTold(late, ONE_BEFORE);
  await finishes(her, 'in the middle of a sen', 'tence');
  await evening.nothingIsLost(
    her,
    noor,
    ['before', 'written without a network', 'in the middle of a sentence'],
    ['noor before', 'left the console and got lost', 'said to a dead server'],
  );
  await take(noor);
  await talksWith(waits, 'Noor');
  await isTold(late, NEXT);
});

test.concurrent('a counsellor with two windows has two shifts, and keeps everybody apart', async (context) => {
  const evening = await Evening.begin(context, browser);
  const [first, second] = [await evening.arrives(), await evening.arrives()];
  const [left, right] = [await evening.onDuty(), await evening.onDuty()];
  await left.page.getByText('2 counsellors on duty').waitFor();
  await right.page.getByText('2 counsellors on duty').waitFor();
  await take(left);
  await talksWith(first, 'Noor');
  await take(right);
  await talksWith(second, 'Noor');
  await say(left, 'left before');
  await say(right, 'right before');
  // A server that forgot everything hears of both windows with one name: the moment at which it could mix them up.
  await evening.helpline.die();
  await say(first, 'first after');
  await say(second, 'second after');
  await evening.helpline.startAgain();
  await evening.nothingIsLost(first, left, ['first after'], ['left before']);
  await evening.nothingIsLost(second, right, ['second after'], ['right before']);
});

/** She keeps what she was told, waits for another counsellor if she likes, and is before whoever came meanwhile. */
async function standsAtTheFront(evening: Evening, her: Person, late: Person): Promise<void> {
  await reads(her, 'a number to keep');
  await her.page.getByText('at the front of the line').waitFor();
  await her.page.getByRole('button', { name: 'Wait for another' }).click();
  await isTold(her, NEXT);
  await isTold(late, ONE_BEFORE);
  const sam = await evening.onDuty('Sam');
  await take(sam);
  await talksWith(her, 'Sam');
  await isTold(late, NEXT);
  await say(sam, 'here now');
  await reads(her, 'here now');
}

test.concurrent('a visitor whose counsellor is gone for good is told, and stands at the front', async (context) => {
  const evening = await Evening.begin(context, browser, 'conversation_grace_seconds = 5');
  // A machine that breaks says nothing any more, not even that it goes off duty.
  const machine = await chromium.launchServer(LAUNCH);
  evening.afterwards(() => machine.kill());
  const her = await evening.arrives();
  const noor = await evening.onDuty('Noor', await chromium.connect(machine.wsEndpoint()));
  await take(noor);
  await talksWith(her, 'Noor');
  await say(noor, 'a number to keep');
  await reads(her, 'a number to keep');
  await machine.kill();
  await isTold(her, AWAY);
  const late = await evening.arrives();
  await isTold(late, NEXT);
  await her.page.getByRole('heading', { name: 'did not come back' }).waitFor();
  await standsAtTheFront(evening, her, late);
});

test.concurrent('a visitor whose counsellor closes the window is told at once, and stands at the front', async (context) => {
  const evening = await Evening.begin(context, browser);
  const { her, noor } = await evening.talking();
  await say(noor, 'a number to keep');
  await reads(her, 'a number to keep');
  const late = await evening.arrives();
  await isTold(late, NEXT);
  await noor.context.close();
  await her.page.getByRole('heading', { name: 'had to stop' }).waitFor();
  await standsAtTheFront(evening, her, late);
});
