import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PASSPHRASE } from './helpline.ts';
import { counsellor, LAPTOP, openTool, type Person, person, reads, say, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

const SENTENCE = 'seven grey geese over the dyke';
const press = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true }).click();
const asFile = (text: string) => ({
  name: 'identity.json',
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

async function unlock(them: Person, file: string): Promise<void> {
  await them.page.goto(`${helpline.origin}/console/`);
  await them.page.getByLabel(/file/).setInputFiles(asFile(file));
  await them.page.getByLabel('Passphrase').fill(SENTENCE);
}

/** Somebody goes on duty with a file of her own. */
async function onDuty(them: Person, file: string, name: string): Promise<void> {
  await unlock(them, file);
  await press(them, 'Go on duty');
  await them.page.getByText(`On duty: ${name}`).waitFor();
}

async function saves(them: Person): Promise<string> {
  const [file] = await Promise.all([them.page.waitForEvent('download'), press(them, 'Save the file')]);
  return readFileSync(await file.path(), 'utf8');
}

/** Noor renews what ends soon. */
async function renews(noor: Person, name: string): Promise<void> {
  const group = noor.page.getByRole('group', { name: 'Certificates' });
  await group.getByText(/ends in 9 days/).waitFor();
  await group.getByLabel('Your passphrase, to sign with your key').fill(PASSPHRASE);
  await group.getByRole('button', { name: `Renew the certificate of ${name}` }).click();
  await group.getByText('Renewed.').waitFor();
}

async function coordinator(): Promise<Person> {
  const noor = await counsellor(browser, helpline.origin);
  await openTool(noor, 'Desk');
  return noor;
}

test('a coordinator renews a counsellor who is talking: the conversation goes on, and the new file opens her next shift', async () => {
  const file = helpline.certifies('Femke', 10, SENTENCE);
  const femke = await person(browser, LAPTOP);
  await onDuty(femke, file, 'Femke');
  await femke.page.getByText('Ask your coordinator to renew it').waitFor();
  const her = await visitor(browser, helpline.origin);
  await take(femke);
  await her.page.getByRole('heading', { name: 'You are talking with Femke' }).waitFor();
  await say(her, 'are you there?');
  await reads(femke, 'are you there?');

  const noor = await coordinator();
  await renews(noor, 'Femke');
  await femke.page.getByText(/^Your key was renewed until/).waitFor();
  expect(await femke.page.getByText('Ask your coordinator to renew it').count()).toBe(0);
  // She is in the middle of something, and does it later.
  await say(femke, 'yes, go on');
  await reads(her, 'yes, go on');
  await press(femke, 'Go off duty');
  await femke.page.getByText(/not saved yet.*One conversation is still open/).waitFor();
  await press(femke, 'No, stay');
  await press(femke, 'Save it now');
  await press(femke, 'Later');
  await press(femke, 'Save it now');
  const phrase = femke.page.getByLabel('Passphrase');
  // Typed without looking, it goes where it belongs, also the second time.
  await femke.page.keyboard.type('seven grey gees\n');
  await femke.page.getByText('This passphrase does not open this key.').waitFor();
  expect(await phrase.evaluate((field) => field === document.activeElement)).toBe(true);
  await phrase.fill(SENTENCE);
  await press(femke, 'Make the new file');
  const renewed = await saves(femke);
  expect(JSON.parse(renewed)).toMatchObject({ luwte: 'identity', name: 'Femke' });
  await femke.page.getByText('The new file is saved.').waitFor();
  await femke.page.getByLabel(/second file/).setInputFiles(asFile(helpline.certifies('Zoe', 10, SENTENCE)));
  await femke.page.getByText('This is not a file of the same key.').waitFor();
  await press(femke, 'Done');
  await say(her, 'thank you');
  await reads(femke, 'thank you');
  for (const { problems } of [femke, her, noor]) expect(problems).toEqual([]);

  await femke.page.reload();
  await onDuty(femke, renewed, 'Femke');
  expect(await femke.page.getByText('Ask your coordinator to renew it').count()).toBe(0);
  await noor.page.getByRole('button', { name: 'Renew the certificate of Femke' }).waitFor();
  expect(await noor.page.getByText(/ends in/).count()).toBe(0);
  await Promise.all([femke, her, noor].map(({ context }) => context.close()));
});

test('whoever works with a passkey renews the file for it, and the one with the passphrase too', async () => {
  const file = helpline.certifies('Mila', 10, SENTENCE);
  const mila = await person(browser, LAPTOP);
  const session = await mila.context.newCDPSession(mila.page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasPrf: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await unlock(mila, file);
  await mila.page.getByText('A passkey instead of the passphrase').click();
  await press(mila, 'Make a passkey');
  await saves(mila);
  await press(mila, 'Go on duty');
  await mila.page.getByText('On duty: Mila').waitFor();
  const noor = await coordinator();
  await renews(noor, 'Mila');
  await mila.page.getByText(/^Your key was renewed until/).waitFor();
  await press(mila, 'Save it now');
  await press(mila, 'Make the new file');
  const passkey = await saves(mila);
  await mila.page.getByLabel(/second file/).setInputFiles(asFile(file));
  await mila.page.getByLabel('Passphrase').fill(SENTENCE);
  await press(mila, 'Make the new file');
  const passphrase = await saves(mila);
  await press(mila, 'Done');
  const [one, other] = [passkey, passphrase].map((text) => JSON.parse(text));
  expect([one.luwte, other.luwte]).toEqual(['passkey identity', 'identity']);
  expect(one.counsellor).toBe(other.counsellor);
  expect(one.counsellor).not.toBe(JSON.parse(file).counsellor);
  // Both open.
  await mila.page.reload();
  await onDuty(mila, passphrase, 'Mila');
  await mila.page.goto('about:blank');
  await mila.page.goto(`${helpline.origin}/console/`);
  await mila.page.getByLabel(/file/).setInputFiles(asFile(passkey));
  await press(mila, 'Go on duty');
  await mila.page.getByText('On duty: Mila').waitFor();
  for (const { context, problems } of [mila, noor]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('a coordinator is told that her own certificate is renewed with the root, and how', async () => {
  const noor = await coordinator();
  const group = noor.page.getByRole('group', { name: 'Certificates' });
  await group.getByText('luwte organisation certify-coordinator').waitFor();
  await group.getByText('luwte identity renew').waitFor();
  expect(await group.getByRole('button').count()).toBe(0);
  await noor.context.close();
});
