import { expect, test } from 'vitest';
import { effortBits } from '../../web-client/src/crypto/effort.ts';
import { Evening, talksWith } from './evening.ts';
import { type Person, say, take } from './people.ts';
import { browser, sharesBrowser } from './shared.ts';

sharesBrowser();

/** The bodies of the frames of a type that crossed somebody's sockets. */
const bodies = ({ crossed }: Person, way: 'in' | 'out', type: number) =>
  crossed
    .filter(({ way: gone, bytes }) => gone === way && bytes[1] === type)
    .map(({ bytes }) => bytes.subarray(2));

test('where it is crowded a page makes an effort for its ticket, and nobody notices', async (context) => {
  const evening = await Evening.begin(context, browser, 'effort_from = 1');
  const first = await evening.arrives();
  const second = await evening.arrives();
  await expect.poll(() => bodies(second, 'out', 0x0c).length).toBe(1);
  const [wanted] = bodies(second, 'in', 0x4a);
  const [nonce] = bodies(second, 'out', 0x0c);
  const [ticket] = bodies(second, 'in', 0x41);
  const root = await second.page.evaluate(() => document.body.dataset['root'] ?? '');
  const made = effortBits(
    Buffer.from(root, 'hex'),
    (ticket as Buffer).subarray(1, 17),
    (nonce as Buffer).subarray(0, 8),
  );
  expect(wanted?.[0]).toBe(8);
  expect(made).toBeGreaterThanOrEqual(8);
  // The first came while it was calm: nobody asked her.
  expect(bodies(first, 'in', 0x4a)).toEqual([]);
  const noor = await evening.onDuty();
  await take(noor);
  await talksWith(first, 'Noor');
  await say(first, 'hello');
  expect([...first.problems, ...second.problems]).toEqual([]);
});
