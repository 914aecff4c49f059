import { expect, test } from 'vitest';
import { counsellor, type Person, reads, say, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

/** Fifty texts of the kinds people write; each is unique, so that it can be looked for. */
function texts(who: string): string[] {
  const kinds = [
    'hi 🌱👩‍👩‍👧',
    'مرحبا، هل يمكنني التحدث معك؟',
    'Ik weet niet hoe ik moet beginnen',
    'line one\nline two',
    'a b',
  ];
  const ordinary = Array.from({ length: 48 }, (_, n) => `${kinds[n % kinds.length]} ${who}-${n}`);
  const long = `${who}-long ${'مرحبا 🌧 woorden '.repeat(260)}`;
  expect([...long].length).toBeGreaterThan(4_000);
  return [...ordinary, `${long} ${who}-end`, `${who}-last`];
}

/** Every way in which a text might be found in bytes. */
function encodings(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const swapped = Buffer.from(text, 'utf16le').swap16();
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    swapped,
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('base64').replace(/=+$/, '').slice(0, -2)),
    Buffer.from(encodeURIComponent(text)),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
  ];
}

async function logOf(someone: Person): Promise<string[]> {
  return someone.page.getByRole('log').locator('.words').allInnerTexts();
}

test('a visitor and a counsellor exchange fifty texts each, and nothing on the wire tells a word', async () => {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await noor.page.getByText('1 person is waiting').waitFor();
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  const hers = texts('visitor');
  const noors = texts('noor');
  for (const [n, text] of hers.entries()) {
    const reply = noors[n] ?? '';
    await say(her, text);
    await say(noor, reply);
  }
  await reads(her, 'noor-last');
  await reads(noor, 'visitor-last');
  // Once each, whole, and in the order in which they were written.
  const flat = (all: string[]) => all.map((text) => text.replace(/\s+/g, ' ').trim());
  for (const someone of [her, noor]) {
    const log = flat(await logOf(someone));
    expect(log).toHaveLength(100);
    expect(log.filter((text) => text.includes('visitor-'))).toEqual(flat(hers));
    expect(log.filter((text) => text.includes('noor-'))).toEqual(flat(noors));
    await someone.page.getByRole('log').getByText('Delivered').last().waitFor();
  }

  for (const someone of [her, noor]) {
    expect(someone.crossed.length).toBeGreaterThan(200);
    expect([...new Set(someone.crossed.map(({ bytes }) => bytes.length))]).toEqual([2048]);
    const wire = Buffer.concat(someone.crossed.map(({ bytes }) => bytes));
    for (const text of [...hers, ...noors]) {
      for (const needle of [...encodings(text), ...encodings([...text].slice(-12).join(''))]) {
        if (needle.length >= 8) expect(wire.includes(needle), text.slice(0, 40)).toBe(false);
      }
    }
    expect(someone.problems).toEqual([]);
  }
  expect(helpline.log).not.toMatch(/visitor-|noor-/);

  await her.page.getByRole('button', { name: 'End the conversation' }).click();
  await her.page.getByRole('button', { name: 'Yes, end it' }).click();
  await her.page.getByRole('heading', { name: 'The conversation has ended' }).waitFor();
  await noor.page.getByText('The visitor ended the conversation').waitFor();
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('a counsellor talks with two visitors at once and each reads only her own words', async () => {
  const first = await visitor(browser, helpline.origin);
  const second = await visitor(browser, helpline.origin);
  await second.page.getByText('There is one person before you.').waitFor();
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  await first.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await second.page.getByText('You are next.').waitFor();
  await say(noor, 'for the first');
  await take(noor);
  await second.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await noor.page.keyboard.press('Alt+2');
  await say(noor, 'for the second');
  await reads(first, 'for the first');
  await reads(second, 'for the second');
  expect((await logOf(first)).join()).not.toContain('for the second');
  expect((await logOf(second)).join()).not.toContain('for the first');
  await noor.page.getByRole('button', { name: 'Go off duty' }).click();
  await noor.page.getByRole('button', { name: 'Yes, go off duty' }).click();
  await first.page.getByRole('heading', { name: 'The counsellor had to stop' }).waitFor();
  await second.page.getByRole('heading', { name: 'The counsellor had to stop' }).waitFor();
  await Promise.all([first, second, noor].map(({ context }) => context.close()));
});

test('a visitor sees that the counsellor is writing, and the other way round', async () => {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  await noor.page.getByLabel('Your message').locator('visible=true').pressSequentially('I am');
  await her.page.getByText('Noor is writing').waitFor();
  await her.page.getByLabel('Your message').pressSequentially('me too');
  await noor.page.getByText('is writing').locator('visible=true').waitFor();
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('a link is only a link when it is one, and a tag is only text', async () => {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(noor, 'see https://example.org/a?b=1 or javascript:alert(1) <img src=x onerror=alert(1)> end');
  await reads(her, 'end');
  const links = her.page.getByRole('log').getByRole('link');
  expect(await links.count()).toBe(1);
  const link = links.first();
  expect(await link.getAttribute('href')).toBe('https://example.org/a?b=1');
  expect(await link.getAttribute('rel')).toContain('noopener');
  expect(await link.getAttribute('rel')).toContain('noreferrer');
  expect(await her.page.getByRole('log').locator('img').count()).toBe(0);
  expect(await her.page.getByRole('log').innerText()).toContain('<img src=x onerror=alert(1)>');
  await Promise.all([her.context.close(), noor.context.close()]);
});

test('a visitor whose line is gone for a moment loses nothing', async () => {
  const her = await visitor(browser, helpline.origin);
  const noor = await counsellor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(her, 'before');
  await reads(noor, 'before');
  // A second socket with her token takes over: her own is closed by the server, as a dead line is.
  await her.context.setOffline(true);
  await say(her, 'written without a line');
  await say(noor, 'said meanwhile');
  await her.context.setOffline(false);
  await reads(noor, 'written without a line');
  await reads(her, 'said meanwhile');
  await Promise.all([her.context.close(), noor.context.close()]);
});
