import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, firefox } from 'playwright-core';
import { LAUNCH, type Person, PHONE, record } from './people.ts';
import { FIREFOX_SAFER, makeSafer, SAFER } from './safer.ts';

type BrowserOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>;

/** The browsers that keep what they do on a disk, as people have them. */
export const BROWSERS = ['Chromium', 'Firefox ESR'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** A private one is called incognito in Chromium. */
export type Window = 'usual' | 'private';

/** A browser with a home of its own: everything that it writes on a disk lies in this folder. */
export class Profile {
  private constructor(
    readonly folder: string,
    readonly her: Person,
    private readonly context: BrowserContext,
    readonly window: Window,
  ) {}

  static async open(browser: BrowserName, window: Window = 'usual'): Promise<Profile> {
    const folder = mkdtempSync(join(tmpdir(), 'luwte-profile-'));
    const places = { HOME: 'home', TMPDIR: 'tmp', XDG_CACHE_HOME: 'cache', XDG_CONFIG_HOME: 'config' };
    const env: Record<string, string> = {};
    for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
    for (const [name, value] of Object.entries(places)) {
      env[name] = join(folder, value);
      mkdirSync(env[name]);
    }
    const own = { env, locale: 'en-US', viewport: PHONE };
    const profile = join(folder, 'profile');
    const context =
      browser === 'Chromium'
        ? await chromium.launchPersistentContext(profile, { ...chromiumOf(window), ...own })
        : await firefox.launchPersistentContext(profile, { ...firefoxOf(window), ...own });
    if (SAFER) await makeSafer(context);
    const page = context.pages()[0] ?? (await context.newPage());
    return new Profile(folder, record(context, page), context, window);
  }

  /** The person closes the whole browser. */
  async close(): Promise<void> {
    await this.context.close();
  }

  /** The battery is empty, or the machine is torn away: nothing gets to tidy up. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.context.once('close', resolve));
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL');
    await gone;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The processes that were started on this folder, which no other browser has. */
  private processes(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => commandOf(pid).includes(join(this.folder, 'profile')))
      .map(Number);
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

/** Playwright's switches for tests that would keep Chromium from what it does for a person. */
const TAME = ['--disable-back-forward-cache', '--disable-field-trial-config', '--disable-default-apps'];

function chromiumOf(window: Window): BrowserOptions {
  const args = window === 'private' ? [...LAUNCH.args, '--incognito'] : LAUNCH.args;
  return { ...LAUNCH, args, ignoreDefaultArgs: TAME };
}

/**
 * Playwright turns off what Firefox keeps for the next time; a person's Firefox has it. It saves the open windows every
 * fifteen seconds, and here every half second, so that nothing escapes for lack of time.
 */
function firefoxOf(window: Window): BrowserOptions {
  return {
    channel: 'moz-firefox',
    executablePath: '/usr/bin/firefox-esr',
    firefoxUserPrefs: {
      'browser.sessionstore.resume_from_crash': true,
      'browser.sessionstore.interval': 500,
      'browser.sessionstore.interval.idle': 500,
      'browser.formfill.enable': true,
      'browser.cache.disk.enable': true,
      'places.history.enabled': true,
      'browser.privatebrowsing.autostart': window === 'private',
      ...(SAFER ? FIREFOX_SAFER : {}),
    },
  };
}
