import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { counsellor, NEUTRAL, neutralSite } from './people.ts';
import { picturesIn } from './pictures.ts';
import { apart, knownPlaces, ofAddress, unknownPlaces } from './places.ts';
import { BROWSERS, type BrowserName, Profile, type Window } from './profile.ts';
import { MaliciousRelay } from './relay.ts';
import { wordsOf } from './screens.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';
import { traces } from './traces.ts';
import { unheard, visits } from './whole-visit.ts';

sharesHelpline();

type Ending = (profile: Profile, page: Page) => Promise<void>;

const ENDINGS: Record<string, Ending> = {
  'leaves by the exit': async (profile, page) => {
    await neutralSite(profile.her);
    await page.getByRole('link', { name: 'Leave' }).click();
    await page.waitForURL(NEUTRAL);
    await profile.close();
  },
  'closes the tab': async (profile, page) => {
    page.on('dialog', (dialog) => dialog.accept());
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
    await profile.close();
  },
  'loses power': async (profile) => profile.kill(),
};

/** No icon is larger, and on no picture as small as this can anybody read a screen. */
const ICON = 32;

/** A visit that ends so leaves nothing of hers. Returns where its address is left. */
async function nothingIsLeft(name: BrowserName, window: Window, end: Ending): Promise<string[]> {
  const host = `${unheard()}.localhost`;
  const relay = await MaliciousRelay.between(helpline, (frame) => frame, helpline, host);
  const profile = await Profile.open(name, window);
  const noor = await counsellor(browser, helpline.origin);
  try {
    const needles = [...(await visits(profile, noor, relay)), ofAddress(host)];
    const during = apart(traces(profile.folder, needles));
    expect(during.others).toEqual([]);
    await end(profile, profile.her.page);
    const after = apart(traces(profile.folder, needles));
    expect(after.others).toEqual([]);
    const pictures = picturesIn(profile.folder);
    expect(pictures.filter(({ width, height }) => width > ICON || height > ICON)).toEqual([]);
    const files = pictures.map(({ where }) => where);
    expect(unknownPlaces(name, files)).toEqual([]);
    return [...during.places, ...after.places];
  } finally {
    await noor.context.close();
    await profile.close().catch(() => undefined);
    await relay.stop();
    profile.remove();
  }
}

for (const name of BROWSERS) {
  for (const [how, end] of Object.entries(ENDINGS)) {
    test(`a visitor who ${how} leaves nothing of hers in ${name}, and the address only where she is told`, async () => {
      const places = await nothingIsLeft(name, 'usual', end);
      // It also shows that there was something to look through.
      expect(places).not.toEqual([]);
      expect(unknownPlaces(name, places)).toEqual([]);
    });
  }

  test(`a visitor with a private window leaves not even the address in ${name}`, async () => {
    expect(await nothingIsLeft(name, 'private', (profile) => profile.close())).toEqual([]);
  });
}

test('she is told of every kind of place in which her browser keeps the address, in her language', async () => {
  const kinds = new Set(knownPlaces().map(({ told }) => told));
  expect(kinds.size).toBeGreaterThan(0);
  for (const tag of ['nl', 'en', 'ar']) {
    const { evidence } = await wordsOf(helpline.origin, tag);
    expect(new Set(Object.keys(evidence.stays)), tag).toEqual(kinds);
  }
});
