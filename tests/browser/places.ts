import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from './profile.ts';
import { ofText, traces } from './traces.ts';

const PAPER = join(import.meta.dirname, '../../docs/traces.md');

/** Where a browser keeps the address of a page, and under which of `evidence.stays` she is told so. */
export type Place = { browser: string; files: readonly RegExp[]; told: string };

/** The places of the table in docs/traces.md. */
export function knownPlaces(): Place[] {
  const rows = readFileSync(PAPER, 'utf8').matchAll(
    /^\| (Chromium|Firefox ESR) \| (`.*?`) \| .* \| (\w+) \|$/gm,
  );
  return [...rows].map(([, browser = '', files = '', told = '']) => ({
    browser,
    files: [...files.matchAll(/`(.+?)`/g)].map(([, file = '']) => shapeOf(file)),
    told,
  }));
}

/** A name in which `*` stands for anything, and beside which a database may have its journal. */
function shapeOf(file: string): RegExp {
  const parts = file.split('*').map((part) => part.replace(/[.\\+?^$(){}|[\]]/g, '\\$&'));
  return new RegExp(`^profile/${parts.join('[^/]*')}(-wal|-journal)?$`);
}

/** Where in a folder this host lies. */
export function placesOf(folder: string, host: string): string[] {
  const { forms } = ofText('', host);
  // Firefox writes hosts from their end, to find those of one domain beside each other.
  const backwards = ofText('', [...host].reverse().join(''));
  const found = traces(folder, [{ name: 'the address', forms: [...forms, ...backwards.forms] }]);
  return found.map((trace) => trace.replace('the address in ', ''));
}

/** Those of these files of a browser's that the paper does not know. */
export function unknownPlaces(browser: BrowserName, files: readonly string[]): string[] {
  const known = knownPlaces()
    .filter((place) => place.browser === browser)
    .flatMap((place) => place.files);
  return files.filter((file) => !known.some((shape) => shape.test(file)));
}
