import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Helpline, PASSPHRASE } from './helpline.ts';
import { counsellor, LAPTOP, openBrowser, openTool, type Person, person, take, visitor } from './people.ts';
import { besideColumns, beyond, breaksNothing } from './rules.ts';

let helpline: Helpline;
let browser: Browser;

beforeAll(async () => {
  [helpline, browser] = await Promise.all([Helpline.start(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await helpline?.stop();
});

const SENTENCE = 'seven grey geese over the dyke';
const press = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true }).click();

/** By day and by night, in both languages, on a laptop and in the smallest window. It ends in English. */
async function holds(them: Person, name: string): Promise<void> {
  await breaksNothing(them, name);
  for (const tag of ['nl', 'en']) {
    const language = them.page.getByRole('navigation', { name: /Taal|Language/ });
    await language.getByRole('button').click();
    await them.page.waitForFunction((tag) => document.documentElement.lang === tag, tag);
    for (const viewport of [
      { width: 360, height: 640 },
      { width: 1280, height: 800 },
    ]) {
      await them.page.setViewportSize(viewport);
      expect(await beyond(them), `${name}, ${tag}, ${viewport.width} wide`).toEqual([]);
      expect(await besideColumns(them), `${name}, ${tag}, ${viewport.width} wide`).toEqual([]);
    }
  }
  await them.page.setViewportSize(LAPTOP);
}

test('no screen about a passkey, or about a certificate that ends, breaks a rule', async () => {
  const yara = await person(browser, LAPTOP);
  await yara.page.goto(`${helpline.origin}/console/`);
  await yara.page.getByLabel(/file/).setInputFiles({
    name: 'identity.json',
    mimeType: 'application/json',
    buffer: Buffer.from(helpline.certifies('Yara', 10, SENTENCE)),
  });
  await yara.page.locator('summary').click();
  await press(yara, 'Make a passkey');
  await yara.page.getByText('Type the passphrase first.').waitFor();
  await holds(yara, 'making a passkey');

  await yara.page.getByLabel('Passphrase').fill(SENTENCE);
  await press(yara, 'Go on duty');
  await yara.page.getByText('Ask your coordinator to renew it').waitFor();
  const her = await visitor(browser, helpline.origin);
  await take(yara);
  await her.page.getByRole('heading', { name: 'You are talking with Yara' }).waitFor();
  await holds(yara, 'a certificate that ends soon');

  const noor = await counsellor(browser, helpline.origin);
  await openTool(noor, 'Desk');
  const group = noor.page.getByRole('group', { name: 'Certificates' });
  await group.getByRole('button', { name: 'Renew the certificate of Yara' }).waitFor();
  await holds(noor, 'certificates of colleagues');
  await group.getByLabel('Your passphrase, to sign with your key').fill(PASSPHRASE);
  await group.getByRole('button', { name: 'Renew the certificate of Yara' }).click();

  await yara.page.getByText(/^Your key was renewed until/).waitFor();
  await holds(yara, 'a key that was renewed');
  await press(yara, 'Save it now');
  await holds(yara, 'making the new file');
  await yara.page.getByLabel('Passphrase').fill(SENTENCE);
  await press(yara, 'Make the new file');
  await Promise.all([yara.page.waitForEvent('download'), press(yara, 'Save the file')]);
  await holds(yara, 'the new file is saved');
  await Promise.all([yara, her, noor].map(({ context }) => context.close()));
});
