import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from './profile.ts';
import { type Needle, ofText } from './traces.ts';

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

const NAME = 'the address';

/** The host of a page, as something to look for. */
export function ofAddress(host: string): Needle {
  // Firefox writes hosts from their end, to find those of one domain beside each other.
  const backwards = [...host].reverse().join('');
  return { name: NAME, forms: [...ofText(NAME, host).forms, ...ofText(NAME, backwards).forms] };
}

/** What was found, apart: the files in which the address lies, and everything else. */
export function apart(found: readonly string[]): { places: string[]; others: string[] } {
  const places = found
    .filter((trace) => trace.startsWith(NAME))
    .map((trace) => trace.slice(`${NAME} in `.length));
  return { places, others: found.filter((trace) => !trace.startsWith(NAME)) };
}

/** Those of these files of a browser's that the paper does not know. */
export function unknownPlaces(browser: BrowserName, files: readonly string[]): string[] {
  const known = knownPlaces()
    .filter((place) => place.browser === browser)
    .flatMap((place) => place.files);
  return files.filter((file) => !known.some((shape) => shape.test(file)));
}
