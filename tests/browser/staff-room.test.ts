import { expect, test } from 'vitest';
import { counsellor as onDuty, openTool, type Person } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

/** Somebody on duty who sees the staff room. */
async function counsellor(name: string): Promise<Person> {
  const them = await onDuty(browser, helpline.origin, name);
  await openTool(them, 'Colleagues');
  return them;
}

const room = ({ page }: Person) => page.getByRole('log', { name: 'Staff room' });

async function write(someone: Person, text: string, to?: string): Promise<void> {
  if (to) await someone.page.getByLabel('To', { exact: true }).selectOption({ label: to });
  const field = someone.page.getByLabel('Write to your colleagues');
  await field.fill(text);
  await field.press('Enter');
}

test('colleagues write to all and to one alone, and nothing of it can be read on the wire', async () => {
  const noor = await counsellor('Noor');
  const sam = await counsellor('Sam');
  const robin = await counsellor('Robin');
  await Promise.all([noor, sam, robin].map(({ page }) => page.getByText('2 colleagues on duty').waitFor()));
  await write(noor, 'who has time for a cup of tea?');
  await Promise.all(
    [sam, robin].map((one) => room(one).getByText('who has time for a cup of tea?').waitFor()),
  );
  await write(sam, 'only for your eyes', 'Noor');
  await room(noor).getByText('only for your eyes').waitFor();
  await room(noor).getByText('to you alone').waitFor();
  await write(sam, 'and this for all again', 'everybody on duty');
  await room(robin).getByText('and this for all again').waitFor();
  expect(await room(robin).textContent()).not.toContain('only for your eyes');
  for (const { crossed, problems } of [noor, sam, robin]) {
    const bytes = Buffer.concat(crossed.map(({ bytes }) => bytes));
    expect(bytes.includes('tea')).toBe(false);
    expect(bytes.includes('eyes')).toBe(false);
    expect(problems).toEqual([]);
  }
  await Promise.all([noor, sam, robin].map(({ context }) => context.close()));
});

test('everybody sees who is on a break, and who is alone is told that nobody reads', async () => {
  const noor = await counsellor('Noor');
  const sam = await counsellor('Sam');
  await noor.page.getByText('1 colleague on duty').waitFor();
  await sam.page.getByLabel('What you are doing').selectOption({ label: 'Meal' });
  await noor.page.locator('.present').getByText('Meal').waitFor();
  await sam.context.close();
  await noor.page.getByText('Nobody else is on duty').waitFor();
  await write(noor, 'hello?');
  await room(noor).getByText('Nobody is there to read this now.').waitFor();
  await noor.context.close();
});
