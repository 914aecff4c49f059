import { test } from 'vitest';
import { AWAY, beginsToWrite, clock, Evening, finishes, isTold, talksWith } from './evening.ts';
import { beginToWait, reads, say, take } from './people.ts';
import { freezablePhone } from './phone.ts';
import { browser, sharesBrowser } from './shared.ts';

// It waits for two minutes and does nothing meanwhile, so it has a file of its own that runs beside all others.

sharesBrowser();

test('a phone that was frozen for two minutes goes on', { timeout: 240_000 }, async (context) => {
  const evening = await Evening.begin(context, browser);
  const phone = await freezablePhone();
  evening.afterwards(() => phone.close());
  const { her } = phone;
  await beginToWait(her, evening.helpline.origin);
  const noor = await evening.onDuty();
  await take(noor);
  await talksWith(her, 'Noor');
  await say(her, 'before the pocket');
  await reads(noor, 'before the pocket');
  await beginsToWrite(her, 'half a sen');
  const ticks = await her.page.evaluateHandle(() => {
    const counted = { ticks: 0 };
    setInterval(() => counted.ticks++, 100);
    return counted;
  });
  await context.expect.poll(() => ticks.evaluate((counted) => counted.ticks)).toBeGreaterThan(0);
  await say(noor, 'on its way to the pocket');
  const frozen = Date.now();
  const ticksBefore = await ticks.evaluate((counted) => counted.ticks);
  await phone.freeze();
  await say(noor, 'into the pocket');
  await isTold(noor, AWAY);
  await say(noor, 'to somebody who is away');
  await noor.page
    .getByText(/away for 1 min/i)
    .locator('visible=true')
    .first()
    .waitFor({ timeout: 100_000 });
  // Two minutes in a pocket: long enough for every timer of server and page, and what really happens to people.
  await clock(frozen, 120);
  const ticksAfter = await ticks.evaluate((counted) => counted.ticks);
  context.expect(ticksAfter - ticksBefore, 'the page was really frozen').toBeLessThan(10);
  await phone.thaw();
  await reads(her, 'to somebody who is away');
  await finishes(her, 'half a sen', 'tence');
  await evening.nothingIsLost(
    her,
    noor,
    ['before the pocket', 'half a sentence'],
    ['on its way to the pocket', 'into the pocket', 'to somebody who is away'],
  );
});
