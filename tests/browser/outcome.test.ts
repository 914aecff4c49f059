import { expect, test } from 'vitest';
import { counsellor, openTool, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

test('a counsellor writes down how it was, and it is counted also when the server was dead meanwhile', async () => {
  const noor = await counsellor(browser, helpline.origin);
  const her = await visitor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await noor.page.getByRole('button', { name: 'End', exact: true }).click();
  await noor.page.getByRole('button', { name: 'Yes, end it' }).click();
  const form = noor.page.getByRole('form', { name: 'How was it?' });
  await form.getByLabel('How it ended').selectOption({ index: 1 });
  await helpline.die();
  await form.getByRole('button', { name: 'Count it' }).click();
  await noor.page.getByText('On its way to be counted.').waitFor();
  await helpline.startAgain();
  await noor.page.getByText('Counted. Nothing says which conversation it was.').waitFor();
  await openTool(noor, 'Desk');
  await noor.page.getByText('What counsellors wrote down: under 5').waitFor();
  await noor.page.getByText('Came: under 5').waitFor();
  expect(noor.problems.filter((problem) => !problem.includes('WebSocket'))).toEqual([]);
  await Promise.all([noor.context.close(), her.context.close()]);
});
