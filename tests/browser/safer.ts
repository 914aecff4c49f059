import type { BrowserContext, Page } from 'playwright-core';

/** Whether everybody in the tests has a browser that is made safer: `make test-safer`. */
export const SAFER = process.env['LUWTE_SAFER'] === '1';

/** Chromium without a compiler for scripts: they are read out word by word. */
export const NO_JIT = '--js-flags=--jitless';

/** The same in Firefox: what Tor Browser sets for "Safer". */
export const FIREFOX_SAFER = {
  'javascript.options.ion': false,
  'javascript.options.baselinejit': false,
  'javascript.options.native_regexp': false,
  'javascript.options.wasm': false,
  'javascript.options.asmjs': false,
};

/** Without a compiler a step takes longer than Playwright would wait for it on a busy machine. */
const PATIENCE = 120_000;

/** Takes from all pages that will be opened what Tor Browser's "Safer" and Lockdown Mode take away. */
export async function makeSafer(context: BrowserContext): Promise<void> {
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(takeAway, TAKEN);
}

const TAKEN = ['WebAssembly', 'indexedDB', 'RTCPeerConnection', 'FileReader', 'caches'];

/** What of it a page still has. */
export async function stillHas(page: Page): Promise<string[]> {
  return page.evaluate((names) => names.filter((name) => Reflect.get(globalThis, name) !== undefined), TAKEN);
}

function takeAway(names: string[]): void {
  for (const name of names) {
    Reflect.deleteProperty(globalThis, name);
    if (name in globalThis) Object.defineProperty(globalThis, name, { value: undefined });
  }
}
