import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PASSPHRASE } from './helpline.ts';
import { LAPTOP, openTool, type Person, person, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

/** A laptop that knows its owner: her finger is always there. */
type Laptop = Person & {
  /** From now on it does not recognise her. */
  knowsHerNot: () => Promise<void>;
  /** How many passkeys are on it, and what they know about whom. */
  passkeys: () => Promise<{ userHandle?: string; userName?: string; rpId?: string }[]>;
  forgets: () => Promise<void>;
};

const ONE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasUserVerification: true,
  isUserVerified: true,
} as const;

async function laptop(hasPrf = true): Promise<Laptop> {
  const them = await person(browser, LAPTOP);
  const session = await them.context.newCDPSession(them.page);
  await session.send('WebAuthn.enable');
  const options = { ...ONE, ctap2Version: 'ctap2_1' as const, hasPrf, automaticPresenceSimulation: true };
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
  await them.page.goto(`${helpline.origin}/console/`);
  return {
    ...them,
    knowsHerNot: async () => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    },
    passkeys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    forgets: async () => {
      await session.send('WebAuthn.clearCredentials', { authenticatorId });
    },
  };
}

const press = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true }).click();

async function asks({ page }: Person, name = 'Noor', passphrase = PASSPHRASE): Promise<void> {
  await page.getByRole('radio', { name }).first().check();
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByText('A passkey instead of the passphrase').click();
  await page.getByRole('button', { name: 'Make a passkey' }).click();
}

/** She makes a passkey, and saves the file that it opens. */
async function makes(them: Person, name = 'Noor'): Promise<string> {
  await asks(them, name);
  await them.page.getByText('The passkey is made.').waitFor();
  const [file] = await Promise.all([them.page.waitForEvent('download'), press(them, 'Save the file')]);
  expect(file.suggestedFilename()).toBe(`${name}.passkey.luwte.json`);
  return readFileSync(await file.path(), 'utf8');
}

async function brings({ page }: Person, file: string): Promise<void> {
  await page.getByLabel(/file/).setInputFiles({
    name: 'a.json',
    mimeType: 'application/json',
    buffer: Buffer.from(file),
  });
}

test('a counsellor adds a passkey, locks the console, and goes on duty with it from then on', async () => {
  const noor = await laptop();
  const file = await makes(noor);
  expect(JSON.parse(file)).toMatchObject({ luwte: 'passkey identity', name: 'Noor' });
  // What the laptop keeps says neither who she is nor what she does.
  const [made, ...more] = await noor.passkeys();
  expect(more).toEqual([]);
  expect(made?.userName ?? 'Luwte').toBe('Luwte');
  // It is chosen at once, and opens without a passphrase.
  await press(noor, 'Go on duty');
  await noor.page.getByText('On duty: Noor').waitFor();
  await press(noor, 'Go off duty');
  await press(noor, 'Yes, go off duty');
  await press(noor, 'Go on duty again');

  // Another day: the file alone.
  await noor.page.reload();
  await brings(noor, file);
  await noor.page.getByText('This file opens with your passkey.').waitFor();
  expect(await noor.page.getByLabel('Passphrase').count()).toBe(0);
  await press(noor, 'Go on duty');
  await noor.page.getByText('On duty: Noor').waitFor();
  const her = await visitor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  for (const { context, problems } of [noor, her]) {
    expect(problems).toEqual([]);
    await context.close();
  }
});

test('a coordinator who works with a passkey signs with it', async () => {
  const noor = await laptop();
  await makes(noor);
  await press(noor, 'Go on duty');
  await noor.page.getByText('On duty: Noor').waitFor();
  await openTool(noor, 'Desk');
  await press(noor, 'Invite somebody');
  const link = await noor.page.getByLabel(/A link for one person/).inputValue();
  const yara = await person(browser, LAPTOP);
  await yara.page.goto(link);
  await yara.page.getByLabel('The name that visitors see').fill('Yara');
  for (const label of ['A passphrase', 'The passphrase again'])
    await yara.page.getByLabel(label, { exact: true }).fill('four words nobody guesses');
  await press(yara, 'Make my key');
  await noor.page.getByText('Yara asks to be certified').waitFor();
  await press(noor, 'Certify');
  await yara.page.getByText('Almost done: save your file now.', { exact: true }).waitFor();
  await Promise.all([noor.context.close(), yara.context.close()]);
});

test('whoever is not recognised by her device makes no passkey and loses nothing', async () => {
  const noor = await laptop();
  await noor.knowsHerNot();
  await asks(noor);
  await noor.page.getByText('No passkey was used.').waitFor();
  // A wrong passphrase does not come so far that the device is asked.
  await noor.page.getByLabel('Passphrase').fill('another sentence');
  await press(noor, 'Make a passkey');
  await noor.page.getByText('This passphrase does not open this key.').waitFor();
  await noor.page.getByLabel('Passphrase').fill('');
  await press(noor, 'Make a passkey');
  await noor.page.getByText('Type the passphrase first.').waitFor();
  expect(await noor.passkeys()).toEqual([]);
  await noor.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await press(noor, 'Go on duty');
  await noor.page.getByText('On duty: Noor').waitFor();
  await noor.context.close();
});

test('a device that gives no secret is told apart, and the passphrase goes on working', async () => {
  const noor = await laptop(false);
  await asks(noor);
  await noor.page.getByText('This browser or this passkey cannot open a key').waitFor();
  await press(noor, 'Go on duty');
  await noor.page.getByText('On duty: Noor').waitFor();
  await noor.context.close();
});

test('another passkey opens nothing, and neither does a laptop that has none', async () => {
  const noor = await laptop();
  const file = await makes(noor);
  const other = JSON.parse(await makes(noor));
  // The second did not replace the first.
  expect((await noor.passkeys()).length).toBe(2);
  await noor.page.reload();
  await brings(noor, JSON.stringify({ ...JSON.parse(file), credential: other.credential }));
  await press(noor, 'Go on duty');
  await noor.page.getByText('This passkey does not open this key.').waitFor();
  await noor.page.reload();
  await noor.forgets();
  await brings(noor, file);
  await press(noor, 'Go on duty');
  await noor.page.getByText('No passkey was used.').waitFor();
  // The way back.
  await noor.page.getByRole('radio', { name: 'Noor' }).first().check();
  await noor.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await press(noor, 'Go on duty');
  await noor.page.getByText('On duty: Noor').waitFor();
  await noor.context.close();
});

test('a browser without passkeys, and an address of numbers, offer none', async () => {
  const without = await person(browser, LAPTOP);
  await without.page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
  await without.page.goto(`${helpline.origin}/console/`);
  const numbers = await person(browser, LAPTOP);
  await numbers.page.goto(`${helpline.origin.replace('localhost', '127.0.0.1')}/console/`);
  for (const them of [without, numbers]) {
    await them.page.getByRole('radio', { name: 'Noor' }).check();
    await them.page.getByLabel('Passphrase').fill(PASSPHRASE);
    expect(await them.page.getByText('A passkey instead of the passphrase').count()).toBe(0);
  }
  await press(without, 'Go on duty');
  await without.page.getByText('On duty: Noor').waitFor();
  await Promise.all([without, numbers].map(({ context }) => context.close()));
});

test('no page of a visitor may ask for a passkey', async () => {
  const her = await person(browser, LAPTOP);
  await her.page.goto(`${helpline.origin}/`);
  const said = await her.page.evaluate(async () => {
    const publicKey = { challenge: new Uint8Array(32), rpId: location.hostname };
    return navigator.credentials
      .get({ publicKey })
      .catch((error: DOMException) => `${error.name}: ${error.message}`);
  });
  expect(said).toMatch(/^NotAllowedError: .*publickey-credentials-get/);
  await her.context.close();
});
