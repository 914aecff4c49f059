import { expect, test } from 'vitest';
import { goOnDuty, LAPTOP, type Person, person, reads, say, take, visitor } from './people.ts';
import { browser, helpline, sharesHelpline } from './shared.ts';

sharesHelpline();

/** What a window did to be heard and seen. */
type Called = {
  sounds: { seconds: number; loop: boolean; context: string; stopped: boolean }[];
  notices: { title: string; options: NotificationOptions | undefined; closed: boolean }[];
  asked: number;
};

declare global {
  interface Window {
    called: Called;
    /** How loud it is at this moment, 0 when nothing is heard. */
    loudness(): number;
  }
}

/** Watches the sounds and notices of a page. The notices are not the browser's: nobody can look at those from here. */
function watch(): void {
  const called: Called = { sounds: [], notices: [], asked: 0 };
  window.called = called;
  const records = new Map<AudioNode, Called['sounds'][number]>();
  const { start, stop } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (...when) {
    const record = {
      seconds: this.buffer?.duration ?? 0,
      loop: this.loop,
      context: this.context.state,
      stopped: false,
    };
    records.set(this, record);
    called.sounds.push(record);
    start.apply(this, when);
  };
  AudioBufferSourceNode.prototype.stop = function (...when) {
    const record = records.get(this);
    if (record) record.stopped = true;
    stop.apply(this, when as [number?]);
  };
  let meter: AnalyserNode | undefined;
  const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
    if (to instanceof AudioDestinationNode) {
      meter = this.context.createAnalyser();
      connect.call(this, meter);
    }
    return connect.call(this, to);
  } as typeof AudioNode.prototype.connect;
  window.loudness = () => {
    if (!meter) return 0;
    const samples = new Float32Array(meter.fftSize);
    meter.getFloatTimeDomainData(samples);
    return samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  };
  class Notice {
    static permission: NotificationPermission = 'default';
    static async requestPermission(): Promise<NotificationPermission> {
      called.asked += 1;
      Notice.permission = 'granted';
      return 'granted';
    }
    readonly #record;
    constructor(title: string, options?: NotificationOptions) {
      this.#record = { title, options, closed: false };
      called.notices.push(this.#record);
    }
    close(): void {
      this.#record.closed = true;
    }
  }
  Object.assign(window, { Notification: Notice });
}

/** A counsellor on duty in a window that is watched. */
async function watched(): Promise<Person> {
  const noor = await person(browser, LAPTOP);
  await noor.page.addInitScript(watch);
  await goOnDuty(noor, helpline.origin);
  return noor;
}

const called = ({ page }: Person): Promise<Called> => page.evaluate(() => window.called);
const rings = async (noor: Person) => (await called(noor)).sounds.filter(({ loop }) => loop);
const icon = ({ page }: Person) =>
  page.locator('link[rel="icon"]').evaluate((link: HTMLLinkElement) => link.href);

/** The window goes behind another one, or comes back. Playwright keeps every window in front, so it is only told so. */
async function hide({ page }: Person, hidden = true): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);
}

const leave = (...people: Person[]) => Promise.all(people.map(({ context }) => context.close()));

test('whoever waits is heard in a hidden window, every 20 seconds, until she is taken', async () => {
  const noor = await watched();
  const quiet = await icon(noor);
  expect((await called(noor)).sounds).toEqual([]);
  await hide(noor);
  const her = await visitor(browser, helpline.origin);
  await expect
    .poll(() => rings(noor))
    .toEqual([{ seconds: 20, loop: true, context: 'running', stopped: false }]);
  await expect.poll(() => noor.page.evaluate(() => window.loudness())).toBeGreaterThan(0.01);
  await expect.poll(() => noor.page.title()).toBe('(1) Agenda');
  expect(await icon(noor)).not.toBe(quiet);
  const second = await visitor(browser, helpline.origin);
  // It begins again for her: one rings at a time.
  await expect.poll(async () => (await rings(noor)).map(({ stopped }) => stopped)).toEqual([true, false]);
  await hide(noor, false);
  expect((await rings(noor)).at(-1)?.stopped).toBe(false);
  await take(noor);
  await noor.page.getByText('1 person is waiting').waitFor();
  // She has room for one, and for more only when she asks for more herself.
  await expect.poll(async () => (await rings(noor)).every(({ stopped }) => stopped)).toBe(true);
  await take(noor);
  await expect.poll(async () => (await rings(noor)).every(({ stopped }) => stopped)).toBe(true);
  await expect.poll(() => noor.page.title()).toBe('Agenda');
  expect(await icon(noor)).toBe(quiet);
  const third = await visitor(browser, helpline.origin);
  await expect.poll(() => noor.page.title()).toBe('(1) Agenda');
  expect((await rings(noor)).every(({ stopped }) => stopped)).toBe(true);
  expect(noor.problems).toEqual([]);
  await leave(her, second, third, noor);
});

test('a text is heard and counted when it is not being looked at, and sounds otherwise than a visitor', async () => {
  const noor = await watched();
  const her = await visitor(browser, helpline.origin);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await say(her, 'seen');
  await reads(noor, 'seen');
  const messages = async () => (await called(noor)).sounds.filter(({ loop }) => !loop);
  expect(await messages()).toEqual([]);
  await hide(noor);
  await say(her, 'not seen');
  await expect.poll(messages).toHaveLength(1);
  expect((await messages())[0]).toMatchObject({ context: 'running' });
  expect((await messages())[0]?.seconds).toBeLessThan(1);
  await expect.poll(() => noor.page.title()).toBe('(1) Agenda');
  await say(her, 'not seen either');
  await expect.poll(() => noor.page.title()).toBe('(2) Agenda');
  await hide(noor, false);
  await expect.poll(() => noor.page.title()).toBe('Agenda');
  await leave(her, noor);
});

test('a notice is shown only when it was asked for, and has no name and no text', async () => {
  const noor = await watched();
  await hide(noor);
  const her = await visitor(browser, helpline.origin);
  await expect.poll(() => rings(noor)).toHaveLength(1);
  expect(await called(noor)).toMatchObject({ asked: 0, notices: [] });
  await hide(noor, false);
  await take(noor);
  await her.page.getByRole('heading', { name: 'You are talking with Noor' }).waitFor();
  await noor.page.getByRole('button', { name: 'Turn on notices' }).click();
  await noor.page.getByText('Notices are on.').waitFor();
  expect((await called(noor)).asked).toBe(1);

  await say(her, 'while she looks');
  await reads(noor, 'while she looks');
  expect((await called(noor)).notices).toEqual([]);
  await hide(noor);
  await say(her, 'my secret');
  await expect.poll(async () => (await called(noor)).notices).toHaveLength(1);
  await her.context.close();
  await hide(noor, false);
  await noor.page.getByRole('button', { name: 'End', exact: true }).click();
  await noor.page.getByRole('button', { name: 'Yes, end it' }).click();
  await noor.page.getByRole('button', { name: 'Ready again' }).click();
  await hide(noor);
  const second = await visitor(browser, helpline.origin);
  await expect.poll(async () => (await called(noor)).notices).toHaveLength(2);
  const { notices } = await called(noor);
  expect(notices).toEqual([
    { title: 'New message', options: { silent: true }, closed: true },
    { title: 'Someone is waiting', options: { silent: true }, closed: false },
  ]);
  await hide(noor, false);
  await expect.poll(async () => (await called(noor)).notices.every(({ closed }) => closed)).toBe(true);
  await leave(second, noor);
});

test('the sound can be switched off and made softer, and rings on in silence', async () => {
  const noor = await watched();
  const loudness = () => noor.page.evaluate(() => window.loudness());
  await noor.page.keyboard.press('Alt+M');
  await noor.page.getByRole('button', { name: 'Sound is off' }).waitFor();
  const her = await visitor(browser, helpline.origin);
  await expect.poll(() => rings(noor)).toHaveLength(1);
  expect(await loudness()).toBeLessThan(0.01);
  await noor.page.keyboard.press('Alt+M');
  await noor.page.getByLabel('Volume').fill('0.1');
  await noor.page.getByRole('button', { name: 'Hear both' }).click();
  await expect.poll(loudness).toBeGreaterThan(0.005);
  await noor.page.getByLabel('Volume').fill('0');
  await noor.page.getByRole('button', { name: 'Sound is off' }).waitFor();
  expect(noor.problems).toEqual([]);
  await leave(her, noor);
});

test('a counsellor who is off duty is not called', async () => {
  const noor = await watched();
  const her = await visitor(browser, helpline.origin);
  await expect.poll(() => rings(noor)).toHaveLength(1);
  await noor.page.keyboard.press('Alt+O');
  const yes = noor.page.getByRole('button', { name: 'Yes, go off duty' });
  await yes.click();
  await noor.page.getByRole('heading', { name: 'You are off duty' }).waitFor();
  expect((await rings(noor)).every(({ stopped }) => stopped)).toBe(true);
  expect(await noor.page.title()).toBe('Agenda');
  await leave(her, noor);
});
