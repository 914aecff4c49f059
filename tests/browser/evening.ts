import type { Browser } from 'playwright-core';
import type { TestContext } from 'vitest';
import { Helpline } from './helpline.ts';
import { counsellor, type Person, say, take, visitor } from './people.ts';
import { Road } from './road.ts';

/** The calm line of whoever has no connection, on both pages and in the waiting room. */
export const LOOKING = /looking for the connection/;
/** The calm line of whoever is here while the other end is not. */
export const AWAY = /is away for a moment/;
export const NEXT = /You are next/;
export const ONE_BEFORE = /one person before you/;

/** Longer than the pages wait between two attempts after a minute without a server. */
const PATIENT = { timeout: 40_000 };

/** A helpline and its people for one test, which others run beside. All of it is gone when the test is over. */
export class Evening {
  private constructor(
    private readonly test: TestContext,
    private readonly browser: Browser,
    readonly helpline: Helpline,
  ) {}

  /** @param desk more lines for the `[desk]` section of the configuration. */
  static async begin(test: TestContext, browser: Browser, desk?: string): Promise<Evening> {
    const helpline = await Helpline.start(desk);
    const evening = new Evening(test, browser, helpline);
    evening.afterwards(() => helpline.stop());
    return evening;
  }

  /** A road to this helpline, which can be cut. */
  async road(): Promise<Road> {
    const road = await Road.to(this.helpline);
    this.afterwards(() => road.stop());
    return road;
  }

  /** Somebody opens the page and begins to wait. */
  async arrives({ origin }: Helpline | Road = this.helpline): Promise<Person> {
    const her = await visitor(this.browser, origin);
    this.afterwards(() => her.context.close());
    return her;
  }

  /** A counsellor goes on duty, in another browser if it should break. */
  async onDuty(name = 'Noor', browser = this.browser): Promise<Person> {
    const them = await counsellor(browser, this.helpline.origin, name);
    this.afterwards(() => them.context.close());
    return them;
  }

  /** A visitor and Noor, who talk. */
  async talking(by?: Road): Promise<{ her: Person; noor: Person }> {
    const her = await this.arrives(by);
    const noor = await this.onDuty();
    await take(noor);
    await talksWith(her, 'Noor');
    return { her, noor };
  }

  /** What must be closed after the test, the newest first. */
  afterwards(close: () => Promise<void>): void {
    this.test.onTestFinished(close);
  }

  /** What somebody sees becomes this. */
  async eventually<T>(look: () => Promise<T>, wanted: T): Promise<void> {
    await this.test.expect.poll(look, PATIENT).toEqual(wanted);
  }

  /** Every text is on both screens, once, in the order in which it was written, and every one is delivered. */
  async nothingIsLost(her: Person, noor: Person, hers: string[], noors: string[]): Promise<void> {
    const { expect } = this.test;
    for (const someone of [her, noor]) {
      await isToldNoMore(someone, LOOKING);
      await isToldNoMore(someone, AWAY);
    }
    // What comes after all that was sent again: whatever would be there twice is there by then.
    await say(her, 'is it all there');
    await say(noor, 'all of it');
    const mine = [...hers, 'is it all there'];
    const theirs = [...noors, 'all of it'];
    const states = ['Delivered'];
    await expect.poll(() => screen(her), PATIENT).toEqual({ mine, theirs, states });
    await expect.poll(() => screen(noor), PATIENT).toEqual({ mine: theirs, theirs: mine, states });
    // Chromium itself complains about lines that are lost. The pages have nothing to complain about.
    for (const { problems } of [her, noor]) {
      expect(problems.filter((problem) => !problem.includes('WebSocket connection'))).toEqual([]);
    }
  }
}

export async function talksWith(her: Person, name: string): Promise<void> {
  await her.page.getByRole('heading', { name: `talking with ${name}` }).waitFor();
}

/** Waits until this stands where a page says how things are. */
export async function isTold(someone: Person, what: RegExp, timeout = PATIENT.timeout): Promise<void> {
  await someone.page.getByRole('status').getByText(what).waitFor({ timeout });
}

/** Waits until nothing of the kind stands there any more. */
export async function isToldNoMore(someone: Person, what: RegExp): Promise<void> {
  const line = someone.page.getByRole('status').getByText(what);
  await line.waitFor({ state: 'detached', ...PATIENT });
}

/** Waits for the clock, in seconds: only where what is tested is that time goes by. */
export async function clock(since: number, seconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, since + seconds * 1000 - Date.now()));
}

/** Writes without sending, letter by letter, after what stands in the field. */
export async function beginsToWrite(someone: Person, text: string): Promise<void> {
  await field(someone).pressSequentially(text);
}

/** Finishes and sends what is still in the field as it was left. */
export async function finishes(someone: Person, halfWritten: string, rest: string): Promise<void> {
  await someone.page.waitForFunction(
    (half) => [...document.querySelectorAll('textarea')].some(({ value }) => value === half),
    halfWritten,
  );
  await field(someone).pressSequentially(rest);
  await field(someone).press('Enter');
}

const field = ({ page }: Person) => page.getByRole('textbox', { name: 'Your message' });

/** What somebody has on the screen: her own texts, those of the other end, and how far her own have come. */
async function screen({ page }: Person): Promise<{ mine: string[]; theirs: string[]; states: string[] }> {
  const [mine, theirs, states] = await Promise.all([
    page.locator('.bubble.mine .words:visible').allInnerTexts(),
    page.locator('.bubble:not(.mine) .words:visible').allInnerTexts(),
    page.locator('.bubble.mine .state:visible').allInnerTexts(),
  ]);
  return { mine, theirs, states };
}
