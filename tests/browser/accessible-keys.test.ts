import { expect, test } from 'vitest';
import { PASSPHRASE } from './helpline.ts';
import { counsellor, LAPTOP, openTool, type Person, person, take, visitor } from './people.ts';
import { besideColumns, beyond, breaksNothing } from './rules.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

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
  const femke = await person(browser, LAPTOP);
  await femke.page.goto(`${helpline.origin}/console/`);
  await femke.page.getByLabel(/file/).setInputFiles({
    name: 'identity.json',
    mimeType: 'application/json',
    buffer: Buffer.from(helpline.certifies('Femke', 10, SENTENCE)),
  });
  await femke.page.locator('summary').click();
  await press(femke, 'Make a passkey');
  await femke.page.getByText('Type the passphrase first.').waitFor();
  await holds(femke, 'making a passkey');

  await femke.page.getByLabel('Passphrase').fill(SENTENCE);
  await press(femke, 'Go on duty');
  await femke.page.getByText('Ask your coordinator to renew it').waitFor();
  const her = await visitor(browser, helpline.origin);
  await take(femke);
  await her.page.getByRole('heading', { name: 'You are talking with Femke' }).waitFor();
  await holds(femke, 'a certificate that ends soon');

  const noor = await counsellor(browser, helpline.origin);
  await openTool(noor, 'Desk');
  const group = noor.page.getByRole('group', { name: 'Certificates' });
  await group.getByRole('button', { name: 'Renew the certificate of Femke' }).waitFor();
  await holds(noor, 'certificates of colleagues');
  await group.getByLabel('Your passphrase, to sign with your key').fill(PASSPHRASE);
  await group.getByRole('button', { name: 'Renew the certificate of Femke' }).click();

  await femke.page.getByText(/^Your key was renewed until/).waitFor();
  await holds(femke, 'a key that was renewed');
  await press(femke, 'Save it now');
  await holds(femke, 'making the new file');
  await femke.page.getByLabel('Passphrase').fill(SENTENCE);
  await press(femke, 'Make the new file');
  await Promise.all([femke.page.waitForEvent('download'), press(femke, 'Save the file')]);
  await holds(femke, 'the new file is saved');
  await Promise.all([femke, her, noor].map(({ context }) => context.close()));
});
