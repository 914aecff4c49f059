import { randomBytes } from 'node:crypto';
import { expect, vi } from 'vitest';
import { makesFolder, toFolder } from './folder-people.ts';
import { type Crossed, type Person, reads, say, take, toTheQuestions } from './people.ts';
import type { Profile } from './profile.ts';
import type { MaliciousRelay } from './relay.ts';
import { keyAfter, noteSecrets, openedWith, secretsOf } from './secrets.ts';
import { type Needle, ofBytes, ofText, traces } from './traces.ts';

const TICKET = 0x41;
const ANSWERED = 0x43;
const TICKET_TOKEN = 2;
const ANSWERED_TOKEN = 2 + 16 + 1678;
const TOKEN_LENGTH = 97;

/** A word that stands nowhere else in the world. */
export const unheard = () => `kwel${randomBytes(9).toString('hex')}`;

/** A whole visit, until somebody comes in. Returns everything that may be left nowhere. */
export async function visits(profile: Profile, noor: Person, relay: MaliciousRelay): Promise<Needle[]> {
  const { her } = profile;
  const { page } = her;
  const [code, draft, more, message, answer, later, unsent] = Array.from({ length: 7 }, unheard) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  await page.addInitScript(noteSecrets);
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
  // A new line brings new keys.
  relay.drop();
  await say(her, `with new keys: ${later}`);
  await reads(noor, later);
  const keys = await keysOf(her, relay.crossed, [message, answer, later]);
  const filled = await fillsACard(her);
  const [five, codeWord] = await keepsAFolder(her);
  await page.getByLabel('Your message').pressSequentially(`half a ${unsent}`);
  await browserSaves(profile);
  const tokens = tokensOf(relay.crossed);
  expect(tokens).toHaveLength(2);
  return [
    ofText('the code word', code.slice(0, 16)),
    ofText('what she wrote while she waited', draft),
    ofText('what she added', more),
    ofText('her message', message),
    ofText('the answer', answer),
    ofText('what she wrote with new keys', later),
    ofText('what she did not send', unsent),
    ...filled.map((word) => ofText('what stands in her card', word)),
    ofText('what opens her folder', five),
    ofText('what only she and her counsellor know', codeWord),
    answerOf('card-0-0'),
    answerOf('days'),
    answerOf('danger'),
    answerOf('safe'),
    ofText('what she ticked', 'xhtml:fieldset'),
    ...keys.map((key, n) => ofBytes(`key ${n} of the conversation`, key)),
    ...(await secretsOf(page)).map((bytes, n) => ofBytes(`secret ${n}`, bytes)),
    ...tokens.map((token) => ofBytes('the ticket', token.subarray(1, 17))),
    ...tokens.map((token) => ofBytes('the seal of a token', token.subarray(65))),
  ];
}

/** She opens a card and fills in a field of each kind. Returns what she wrote. */
async function fillsACard({ page }: Person): Promise<string[]> {
  const [word, who, how, line] = Array.from({ length: 4 }, unheard) as [string, string, string, string];
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await page.getByText('More', { exact: true }).click();
  await press('Make a plan together');
  await press(/^My safety plan/);
  await page.getByLabel('Remember the main things').check();
  await page.getByRole('textbox', { name: /who can help you.*: Who$/i }).pressSequentially(who);
  await page.getByRole('textbox', { name: /who can help you.*Line 1: How/i }).pressSequentially(how);
  await page.getByRole('textbox', { name: /Which word means: I am alone/ }).pressSequentially(word);
  await page.getByLabel('Talk about something ordinary').check();
  await press(/^On to:/);
  await page.getByRole('textbox', { name: /it is getting dangerous.*Line 1/ }).pressSequentially(line);
  await press(/^To the conversation/);
  return [word, who, how, line];
}

/** She keeps a folder with the card in it. Returns her five words and her code word. */
async function keepsAFolder(her: Person): Promise<[five: string, codeWord: string]> {
  const codeWord = unheard().slice(0, 16);
  await toFolder(her);
  const five = await makesFolder(her, { days: 'Three months', codeWord });
  await her.page.getByRole('button', { name: /^To the conversation/ }).click();
  return [five, codeWord];
}

/**
 * The keys of a conversation that has changed them all once, and those that are next. That they are the right ones is
 * seen: they open every envelope that went over the line, and these texts are in there.
 */
async function keysOf({ page }: Person, crossed: Crossed, texts: string[]): Promise<Buffer[]> {
  const look = async () => {
    const secrets = await secretsOf(page);
    const opened = openedWith(secrets, crossed);
    const said = opened.map(({ contents }) => Buffer.from(contents.body).toString()).join();
    for (const text of texts) expect(said).toContain(text);
    expect(opened.map(({ contents }) => contents.kind)).toContain('rejoin-done');
    const next = (['in', 'out'] as const).map((way) =>
      keyAfter(opened.findLast((one) => one.way === way)?.key ?? Buffer.of()),
    );
    expect(next.every((key) => secrets.some((secret) => secret.equals(key)))).toBe(true);
    return [...opened.map(({ key }) => key), ...next];
  };
  // What has just crossed may not have been opened by her page yet.
  return await vi.waitFor(look, { timeout: 20_000 });
}

/** What the helpline gave her to keep her place with. */
function tokensOf(crossed: Crossed): Buffer[] {
  const places: Record<number, number> = { [TICKET]: TICKET_TOKEN, [ANSWERED]: ANSWERED_TOKEN };
  return crossed.flatMap(({ way, bytes }) => {
    const at = places[bytes[1] ?? 0];
    return way === 'in' && at !== undefined ? [bytes.subarray(at, at + TOKEN_LENGTH)] : [];
  });
}

/**
 * Writes into a careless field of this page until it is on the disk: everything before had its time to get there. From
 * a private window nothing gets there, as the test is to show.
 */
async function browserSaves({ folder, window, her: { page } }: Profile): Promise<void> {
  if (window === 'private') return;
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
