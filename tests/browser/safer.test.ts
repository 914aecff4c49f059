import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { counsellor, openBrowser, type Person, PHONE, person, reads, say } from './people.ts';
import { freezablePhone } from './phone.ts';
import { BROWSERS, Profile } from './profile.ts';
import { makeSafer, NO_JIT, SAFER, stillHas } from './safer.ts';
import { SCREENS, wordsOf } from './screens.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

let careful: Browser;

beforeAll(async () => {
  careful = await openBrowser(NO_JIT);
});

afterAll(async () => {
  await careful?.close();
});

test('a visitor with a browser made safer has her whole conversation', async () => {
  const words = await wordsOf(helpline.origin, 'en');
  const her: Person = await person(careful, PHONE);
  await makeSafer(her.context);
  const noor = await counsellor(browser, helpline.origin);
  await her.page.goto(`${helpline.origin}/`);
  expect(await stillHas(her.page)).toEqual([]);
  for (const { name, go } of SCREENS) {
    await go({ her, words, noor });
    if (name !== 'the conversation') continue;
    for (let n = 0; n < 5; n++) {
      await say(her, `hers ${n} 🌱 ${'مرحبا '.repeat(100)}`);
      await say(noor, `noors ${n}`);
      await reads(noor, `hers ${n}`);
      await reads(her, `noors ${n}`);
    }
  }
  expect(her.problems).toEqual([]);
  await Promise.all([her.context.close(), noor.context.close()]);
});

test.runIf(SAFER)('whoever is in a test has such a browser', async () => {
  const usual = await person(browser, PHONE);
  const phone = await freezablePhone();
  const profiles = await Promise.all(BROWSERS.map((name) => Profile.open(name)));
  for (const { page } of [usual, phone.her, ...profiles.map(({ her }) => her)]) {
    await page.goto(`${helpline.origin}/`);
    expect(await stillHas(page)).toEqual([]);
  }
  await Promise.all([usual.context.close(), phone.close(), ...profiles.map((profile) => profile.close())]);
  for (const profile of profiles) profile.remove();
});
