import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Helpline } from './helpline.ts';
import { counsellor, type Person, reads, say, take, visitor } from './people.ts';
import { MaliciousRelay, type Tampering } from './relay.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

const ENVELOPE = 0x09;
const ANSWERED = 0x43;
/** Where things are in an ANSWERED frame: docs/protocol.md, sections 2.3 and 5. */
const KEM_CIPHERTEXT = 18;
const MESSAGE_TWO = KEM_CIPHERTEXT + 1088;
const STATIC_KEY = MESSAGE_TWO + 32;
const CHAIN = STATIC_KEY + 48;

sharesHelpline();

let other: Helpline;
let relay: MaliciousRelay | undefined;

beforeAll(async () => {
  other = await Helpline.start();
});

afterEach(async () => {
  await relay?.stop();
  relay = undefined;
});

afterAll(async () => {
  await other?.stop();
});

function flipped(frame: Buffer, at: number): Buffer {
  const changed = Buffer.from(frame);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

/** A visitor behind the relay and a counsellor at the real helpline, who takes her. */
async function meet(tampering: Tampering): Promise<{ her: Person; noor: Person }> {
  relay = await MaliciousRelay.between(helpline, tampering);
  const her = await visitor(browser, relay.origin);
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  return { her, noor };
}

const changes: Record<string, Tampering> = {
  'the second handshake message': (frame) => (frame[1] === ANSWERED ? flipped(frame, MESSAGE_TWO) : frame),
  'the key ciphertext': (frame) => (frame[1] === ANSWERED ? flipped(frame, KEM_CIPHERTEXT + 7) : frame),
  'the key of the shift': (frame) => (frame[1] === ANSWERED ? flipped(frame, STATIC_KEY) : frame),
  'the certificate': (frame) => (frame[1] === ANSWERED ? flipped(frame, CHAIN + 60) : frame),
};

for (const [what, tampering] of Object.entries(changes)) {
  test(`a relay that changes ${what} makes the visitor's page stop and say so`, async () => {
    const { her, noor } = await meet(tampering);
    await her.page.getByRole('heading', { name: 'We stopped' }).waitFor();
    await her.page.getByText('we did not send anything you wrote').waitFor();
    await noor.page.getByText('did not accept your key').waitFor();
    expect(her.crossed.filter(({ way, bytes }) => way === 'out' && bytes[1] === ENVELOPE)).toEqual([]);
    await Promise.all([her.context.close(), noor.context.close()]);
  });
}

test('a counsellor of another organisation, brought in by the relay, cannot even read how she begins', async () => {
  // The page is built for one organisation; the relay connects it to the helpline of another, with a real counsellor.
  relay = await MaliciousRelay.between(other, (frame) => frame, helpline);
  const her = await visitor(browser, relay.origin);
  const noor = await counsellor(browser, other.origin);
  await take(noor);
  await noor.page.getByText('could not be read, so it was not opened').waitFor();
  await her.page.getByRole('heading', { name: 'We stopped' }).waitFor();
  expect(her.crossed.filter(({ way, bytes }) => way === 'out' && bytes[1] === ENVELOPE)).toEqual([]);
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('a relay that changes a record stops the conversation on both screens and shows none of it', async () => {
  let armed = false;
  const { her, noor } = await meet((frame) =>
    armed && frame[1] === ENVELOPE ? flipped(frame, 1000) : frame,
  );
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(noor, 'this arrives');
  await reads(her, 'this arrives');
  await noor.page.getByRole('log').getByText('Delivered').waitFor();
  const field = noor.page.getByLabel('Your message').locator('visible=true');
  await field.fill('this is damaged on the way');
  await her.page.getByText('Noor is writing').waitFor();
  armed = true;
  await field.press('Enter');
  await her.page.getByRole('heading', { name: 'We stopped' }).waitFor();
  await her.page.getByText('A message arrived damaged').waitFor();
  await noor.page.getByText('reached the visitor damaged').waitFor();
  expect(await her.page.locator('body').innerText()).not.toContain('this is damaged');
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('a relay that repeats records shows no text twice', async () => {
  const { her, noor } = await meet((frame) => frame);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  relay?.repeat((frame) => frame[1] === ENVELOPE);
  for (const text of ['one', 'two', 'three']) await say(noor, text);
  await reads(her, 'three');
  await say(noor, 'four');
  await reads(her, 'four');
  expect(await her.page.getByRole('log').locator('.words').allInnerTexts()).toEqual([
    'one',
    'two',
    'three',
    'four',
  ]);
  await Promise.all([her.context.close(), noor.context.close()]);
});
