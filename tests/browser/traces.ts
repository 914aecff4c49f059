import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { holdsZstd, unpacked } from './unpack.ts';

/** Something that is looked for, and every form in which it might lie in a file. */
export type Needle = { name: string; forms: readonly Buffer[] };

/** A text, as the storages of browsers write texts. */
export function ofText(name: string, text: string): Needle {
  const utf8 = Buffer.from(text, 'utf8');
  const wide = Buffer.from(text, 'utf16le');
  return { name, forms: [utf8, wide, Buffer.from(wide).swap16(), ...coded(utf8)] };
}

/** Bytes, as they are and as texts. */
export function ofBytes(name: string, bytes: Buffer): Needle {
  const hex = bytes.toString('hex');
  const list = [...bytes.subarray(0, 12)].join(',');
  return {
    name,
    forms: [bytes, ...texts(hex), ...texts(hex.toUpperCase()), ...texts(list), ...coded(bytes)],
  };
}

const texts = (text: string) => [Buffer.from(text), Buffer.from(text, 'utf16le')];

/** The bytes in base64, wherever in a longer text they begin: the first and last letters depend on what is around. */
function coded(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((skip) => {
    const whole = bytes.subarray(skip, bytes.length - ((bytes.length - skip) % 3));
    return [...texts(whole.toString('base64')), ...texts(whole.toString('base64url'))];
  });
}

/**
 * Where in a folder, and in what is packed in its files, which of these lie: "name in file". Also says where something
 * is packed that cannot be looked into.
 */
export function traces(folder: string, needles: readonly Needle[]): string[] {
  const search = new Search(needles);
  const found = new Set<string>();
  for (const { where, bytes } of filesOf(folder)) {
    for (const content of [Buffer.from(where), bytes, ...unpacked(bytes)]) {
      for (const name of search.in(content)) found.add(`${name} in ${where}`);
      if (holdsZstd(content)) found.add(`something packed with zstd in ${where}`);
    }
  }
  return [...found].sort();
}

/** Every file under a folder. A browser that runs may take one away at any moment. */
export function* filesOf(folder: string): Generator<{ where: string; bytes: Buffer }> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    try {
      yield { where: relative(folder, path), bytes: readFileSync(path) };
    } catch {
      // It is gone.
    }
  }
}

/** Looks for thousands of forms in one pass: the first three bytes say what may begin there. */
class Search {
  private readonly mayBegin = new Uint8Array(1 << 24);
  private readonly beginnings = new Map<number, { name: string; form: Buffer }[]>();

  constructor(needles: readonly Needle[]) {
    for (const { name, forms } of needles) {
      for (const form of forms) {
        if (form.length < 3) throw new RangeError(`${name} is too short to be looked for`);
        const beginning = form.readUIntLE(0, 3);
        this.mayBegin[beginning] = 1;
        const others = this.beginnings.get(beginning) ?? [];
        this.beginnings.set(beginning, [...others, { name, form }]);
      }
    }
  }

  /** The names of those that lie in these bytes. */
  in(bytes: Buffer): Set<string> {
    const found = new Set<string>();
    let beginning = ((bytes[0] ?? 0) << 8) | ((bytes[1] ?? 0) << 16);
    for (let at = 2; at < bytes.length; at++) {
      beginning = (beginning >>> 8) | ((bytes[at] as number) << 16);
      if (this.mayBegin[beginning] === 0) continue;
      for (const { name, form } of this.beginnings.get(beginning) ?? []) {
        if (bytes.subarray(at - 2, at - 2 + form.length).equals(form)) found.add(name);
      }
    }
    return found;
  }
}
