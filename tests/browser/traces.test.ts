import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lz4, snappy } from './blocks.ts';
import { openBrowser, PHONE, person } from './people.ts';
import { picturesIn } from './pictures.ts';
import { BROWSERS, Profile } from './profile.ts';
import { ofBytes, ofText, traces } from './traces.ts';
import { unheard } from './whole-visit.ts';

/** A folder with these files, for as long as somebody looks. */
async function lookingAt(files: Record<string, Buffer>, look: (folder: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'luwte-traces-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  look(folder);
  rmSync(folder, { recursive: true });
}

/** A text long enough that what packs it leaves no word of it as it was. */
const around = (word: string) => `${Array.from({ length: 20 }, unheard).join(' ')} so ${word} is`;

/** As Chromium seals where the system keeps no passwords. */
function sealed(text: string): Buffer {
  const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '));
  return Buffer.concat([Buffer.from('v10'), cipher.update(text), cipher.final()]);
}

test('whoever looks for traces finds them in every form in which a browser keeps things', async () => {
  const word = unheard();
  const key = randomBytes(32);
  const packed = Buffer.concat([Buffer.from([word.length + 4, 8]), Buffer.from('abc')]);
  expect(snappy(Buffer.concat([packed, Buffer.of(0b1_01, 3)])).toString()).toBe('abcabcab'.slice(0, 8));
  expect(lz4(Buffer.concat([Buffer.of(0x31), Buffer.from('abc'), Buffer.of(3, 0)])).toString()).toBe(
    'abcabcab',
  );
  const files = {
    plain: Buffer.from(`so ${word} is`),
    wide: Buffer.from(word, 'utf16le'),
    gzip: Buffer.concat([Buffer.from('head'), gzipSync(around(word)), Buffer.from('tail')]),
    brotli: Buffer.concat([brotliCompressSync(around(word)), Buffer.from('tail')]),
    mozlz4: Buffer.concat([
      Buffer.from('mozLz40\0\x20\0\0\0', 'latin1'),
      Buffer.of(0xf0, word.length - 15),
      Buffer.from(word),
    ]),
    sealed: Buffer.concat([Buffer.from('head'), sealed(around(word)), Buffer.from('tail')]),
    base64: Buffer.from(`{"x":"${Buffer.concat([Buffer.of(7), key]).toString('base64')}"}`),
    // One block that is not even packed, of two letters.
    zstd: Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0x20, 2, 0b10_001, 0, 0, 0x61, 0x62),
  };
  for (const name of ['gzip', 'brotli', 'sealed'] as const) expect(files[name].includes(word)).toBe(false);
  await lookingAt(files, (folder) => {
    expect(traces(folder, [ofText('word', word), ofBytes('key', key)])).toEqual([
      'key in base64',
      'something packed with zstd in zstd',
      'word in brotli',
      'word in gzip',
      'word in mozlz4',
      'word in plain',
      'word in sealed',
      'word in wide',
    ]);
  });
});

for (const name of BROWSERS) {
  test(`what ${name} keeps of a page that may be kept is found as it was sent`, async () => {
    const words = { br: unheard(), gzip: unheard() };
    const sent = { br: brotliCompressSync(around(words.br)), gzip: gzipSync(around(words.gzip)) };
    for (const coding of ['br', 'gzip'] as const) expect(sent[coding].includes(words[coding])).toBe(false);
    const server = createServer((asked, answer) => {
      const coding = asked.url === '/br' ? 'br' : 'gzip';
      answer.setHeader('content-type', 'text/html').setHeader('content-encoding', coding);
      answer.setHeader('cache-control', 'max-age=3600').end(sent[coding]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const profile = await Profile.open(name);
    try {
      for (const coding of ['br', 'gzip'] as const) {
        await profile.her.page.goto(`http://localhost:${port}/${coding}`);
        await profile.her.page.getByText(words[coding]).waitFor();
      }
      await profile.close();
      const found = traces(profile.folder, [ofText('br', words.br), ofText('gzip', words.gzip)]);
      for (const coding of ['br', 'gzip']) {
        expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${coding} in .*cache`, 'i')));
      }
    } finally {
      server.close();
      profile.remove();
    }
  });
}

test('whoever looks for pictures finds a screen in every form in which a browser keeps one', async () => {
  const browser = await openBrowser();
  const { page } = await person(browser, PHONE);
  const png = await page.screenshot();
  const jpeg = await page.screenshot({ type: 'jpeg' });
  const webp = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [innerWidth, innerHeight];
    canvas.getContext('2d')?.fillRect(9, 9, 99, 99);
    return [0.5, 1].map((quality) => canvas.toDataURL('image/webp', quality));
  });
  await browser.close();
  const [lossy = '', lossless = ''] = webp;
  const decoded = Buffer.from(lossless.slice(lossless.indexOf(',') + 1), 'base64');
  const files = {
    png,
    jpeg: Buffer.concat([Buffer.from('a page of a database'), jpeg]),
    lossless: decoded,
    lossy: Buffer.from(lossy),
    packed: gzipSync(png),
  };
  await lookingAt(files, (folder) => {
    const found = picturesIn(folder).map(({ where, kind, width, height }) => [where, kind, width, height]);
    expect(new Map(found.map(([where, ...rest]) => [where, rest]))).toEqual(
      new Map(
        Object.entries({ png: 'png', jpeg: 'jpeg', lossless: 'webp', lossy: 'webp', packed: 'png' }).map(
          ([where, kind]) => [where, [kind, PHONE.width, PHONE.height]],
        ),
      ),
    );
  });
});
