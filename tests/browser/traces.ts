import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { unpacked } from './unpack.ts';

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

/** Where in a folder, and in what is packed in its files, which of these lie: "name in file". */
export function traces(folder: string, needles: readonly Needle[]): string[] {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const where = relative(folder, path);
    if (!entry.isFile()) continue;
    const file = contentOf(path);
    if (file === undefined) continue;
    for (const bytes of [Buffer.from(where), file, ...unpacked(file)]) {
      for (const { name, forms } of needles) {
        if (forms.some((form) => bytes.includes(form))) found.add(`${name} in ${where}`);
      }
    }
  }
  return [...found].sort();
}

/** A browser that runs may take a file away at any moment. */
function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
