import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Helpline } from './helpline.ts';
import {
  counsellor,
  NEUTRAL,
  neutralSite,
  openBrowser,
  type Person,
  reads,
  say,
  take,
  toTheQuestions,
} from './people.ts';
import { BROWSERS, type BrowserName, Profile } from './profile.ts';
import { MaliciousRelay } from './relay.ts';
import { type Needle, ofBytes, ofText, traces } from './traces.ts';
import { lz4, snappy } from './unpack.ts';

const TICKET = 0x41;
const ANSWERED = 0x43;
const ANSWERED_TOKEN = 2 + 16 + 1678;

let helpline: Helpline;
let browser: Browser;

beforeAll(async () => {
  [helpline, browser] = await Promise.all([Helpline.start(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await helpline?.stop();
});

/** A word that stands nowhere else in the world. */
const unheard = () => `kwel${randomBytes(9).toString('hex')}`;

test('whoever looks for traces finds them in every form in which a browser keeps things', () => {
  const folder = mkdtempSync(join(tmpdir(), 'luwte-traces-'));
  const word = unheard();
  const key = randomBytes(32);
  const packed = Buffer.concat([Buffer.from([word.length + 4, 8]), Buffer.from('abc')]);
  expect(snappy(Buffer.concat([packed, Buffer.of(0b1_01, 3)])).toString()).toBe('abcabcab'.slice(0, 8));
  expect(lz4(Buffer.concat([Buffer.of(0x31), Buffer.from('abc'), Buffer.of(3, 0)])).toString()).toBe(
    'abcabcab',
  );
  const files: Record<string, Buffer> = {
    plain: Buffer.from(`so ${word} is`),
    wide: Buffer.from(word, 'utf16le'),
    gzip: Buffer.concat([Buffer.from('head'), gzipSync(word), Buffer.from('tail')]),
    mozlz4: Buffer.concat([
      Buffer.from('mozLz40\0\x20\0\0\0', 'latin1'),
      Buffer.of(0xf0, word.length - 15),
      Buffer.from(word),
    ]),
    base64: Buffer.from(`{"x":"${Buffer.concat([Buffer.of(7), key]).toString('base64')}"}`),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  expect(traces(folder, [ofText('word', word), ofBytes('key', key)])).toEqual([
    'key in base64',
    'word in gzip',
    'word in mozlz4',
    'word in plain',
    'word in wide',
  ]);
  rmSync(folder, { recursive: true });
});

/** What the page draws at random becomes its keys: a script that is there before it notes all of it. */
function noteDrawn(): void {
  const noted: number[][] = [];
  Object.assign(window, { noted });
  const draw = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    const drawn = draw(array as never) as T;
    if (drawn) noted.push([...new Uint8Array(drawn.buffer, drawn.byteOffset, drawn.byteLength)]);
    return drawn;
  };
}

/** A whole visit, until somebody comes in. Returns everything that may be left nowhere. */
async function visits(
  profile: Profile,
  noor: Person,
  relay: MaliciousRelay,
  tokens: Buffer[],
): Promise<Needle[]> {
  const { her } = profile;
  const { page } = her;
  const [code, draft, more, message, answer, unsent] = Array.from({ length: 6 }, unheard) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  await page.addInitScript(noteDrawn);
  await page.goto(`${relay.origin}/`);
  await toTheQuestions(her);
  await page.getByLabel('Home and family').check();
  await page.getByLabel('How old are you?').selectOption('15 to 17');
  await page.getByLabel('You may write already').pressSequentially(draft);
  await page.getByLabel('A code word, if you like').pressSequentially(code.slice(0, 16));
  for (const question of ['danger right now', 'safe for you']) {
    await page.getByRole('group', { name: question }).getByLabel('Yes').check();
  }
  await browserSaves(profile);
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByText('You are next').waitFor();
  await page.getByLabel('You may write already').pressSequentially(` ${more}`);
  await page.getByRole('button', { name: 'What do you know about me?' }).click();
  await page.getByRole('region', { name: 'The record itself' }).waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await take(noor);
  await page.getByRole('heading', { name: 'talking with Noor' }).waitFor();
  await reads(noor, `${draft} ${more}`);
  await say(noor, `kept nowhere: ${answer}`);
  await reads(her, answer);
  await say(her, `nor this: ${message}`);
  await reads(noor, message);
  await page.getByLabel('Your message').pressSequentially(`half a ${unsent}`);
  await browserSaves(profile);
  const drawn = await page.evaluate(() => (window as unknown as { noted: number[][] }).noted);
  expect(drawn.length).toBeGreaterThan(1);
  expect(tokens).toHaveLength(2);
  return [
    ofText('the code word', code.slice(0, 16)),
    ofText('what she wrote while she waited', draft),
    ofText('what she added', more),
    ofText('her message', message),
    ofText('the answer', answer),
    ofText('what she did not send', unsent),
    answerOf('danger'),
    answerOf('safe'),
    ofText('what she ticked', 'xhtml:fieldset'),
    ...drawn
      .filter((bytes) => bytes.length >= 16)
      .map((bytes, i) => ofBytes(`random draw ${i}`, Buffer.from(bytes))),
    ...tokens.map((token) => ofBytes('the ticket', token.subarray(1, 17))),
    ...tokens.map((token) => ofBytes('the seal of a token', token.subarray(65))),
  ];
}

/** Writes into a careless field of this page until it is on the disk: everything before had its time to get there. */
async function browserSaves({ folder, her: { page } }: Profile): Promise<void> {
  const word = unheard();
  await page.evaluate(() => {
    document.getElementById('careless')?.remove();
    const field = document.createElement('textarea');
    field.id = 'careless';
    document.body.append(field);
  });
  await page.locator('#careless').pressSequentially(word);
  await expect.poll(() => traces(folder, [ofText('word', word)]), { timeout: 40_000 }).not.toEqual([]);
}

/** How the browsers write down which answer of a question is chosen. */
function answerOf(question: string): Needle {
  const wide = (text: string) => Buffer.from(text, 'utf16le');
  // Chromium names a form of which it keeps something by its first fields: "[danger danger ] #0".
  const chromium = [wide(`[${question}`), wide(`${question}radio`)];
  const name = `what she answered about ${question}`;
  return { name, forms: [...chromium, Buffer.from(`xhtml:input[@name='${question}']`)] };
}

const ENDINGS: Record<string, (profile: Profile, page: Page) => Promise<void>> = {
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

async function nothingIsLeft(name: BrowserName, end: (profile: Profile, page: Page) => Promise<void>) {
  const tokens: Buffer[] = [];
  const relay = await MaliciousRelay.between(helpline, (frame) => {
    if (frame[1] === TICKET) tokens.push(Buffer.from(frame.subarray(2, 2 + 97)));
    if (frame[1] === ANSWERED) tokens.push(Buffer.from(frame.subarray(ANSWERED_TOKEN, ANSWERED_TOKEN + 97)));
    return frame;
  });
  const profile = await Profile.open(name);
  const noor = await counsellor(browser, helpline.origin);
  try {
    const needles = await visits(profile, noor, relay, tokens);
    expect(traces(profile.folder, needles)).toEqual([]);
    await end(profile, profile.her.page);
    expect(traces(profile.folder, needles)).toEqual([]);
    // What is known to stay: that this address was visited. It also shows that there was something to look through.
    const address = traces(profile.folder, [ofText('the address', relay.origin)]);
    expect(address).not.toEqual([]);
  } finally {
    await noor.context.close();
    await profile.close().catch(() => undefined);
    await relay.stop();
    profile.remove();
  }
}

for (const name of BROWSERS) {
  for (const [how, end] of Object.entries(ENDINGS)) {
    test(`a visitor who ${how} leaves nothing of hers in ${name}`, () => nothingIsLeft(name, end));
  }
}
