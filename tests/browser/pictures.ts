import { filesOf } from './traces.ts';
import { unpacked } from './unpack.ts';

/** A picture that lies in a file, and its size in pixels. */
export type Picture = { where: string; kind: 'png' | 'jpeg' | 'webp'; width: number; height: number };

type Size = { width: number; height: number };
type Kind = { kind: Picture['kind']; mark: Buffer; size: (bytes: Buffer) => Size | undefined };

const KINDS: readonly Kind[] = [
  { kind: 'png', mark: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), size: sizeOfPng },
  { kind: 'jpeg', mark: Buffer.of(0xff, 0xd8, 0xff), size: sizeOfJpeg },
  { kind: 'webp', mark: Buffer.from('RIFF'), size: sizeOfWebp },
];

/** Every picture in a folder: as a file of its own, in a database, packed, or as the text of a `data:` address. */
export function picturesIn(folder: string): Picture[] {
  return [...filesOf(folder)].flatMap(({ where, bytes }) =>
    [bytes, ...unpacked(bytes)]
      .flatMap((content) => [content, ...written(content)])
      .flatMap((content) => KINDS.flatMap((kind) => picturesOf(kind, content)))
      .map((picture) => ({ where, ...picture })),
  );
}

function picturesOf({ kind, mark, size }: Kind, bytes: Buffer): Omit<Picture, 'where'>[] {
  const found: Omit<Picture, 'where'>[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const pixels = size(bytes.subarray(at));
    if (pixels !== undefined) found.push({ kind, ...pixels });
  }
  return found;
}

/** What stands in `data:image/...;base64,` addresses. */
function written(bytes: Buffer): Buffer[] {
  if (!bytes.includes('data:image/')) return [];
  const addresses = bytes.toString('latin1').matchAll(/data:image\/[\w+.-]+;base64,([\w+/=-]+)/g);
  return [...addresses].map(([, text]) => Buffer.from(text ?? '', 'base64'));
}

/** PNG, section 11.2.1: IHDR comes first. */
function sizeOfPng(png: Buffer): Size | undefined {
  if (png.length < 24 || png.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/** JPEG, ISO 10918-1 B.1: segments with a length each, until the one that tells the size (SOF, not DHT, JPG or DAC). */
function sizeOfJpeg(jpeg: Buffer): Size | undefined {
  for (let at = 2; at + 9 <= jpeg.length && jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker < 0xc0 || marker === 0xff) return undefined;
    if (marker > 0xcf || [0xc4, 0xc8, 0xcc].includes(marker)) continue;
    return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
  }
  return undefined;
}

/** WebP, RFC 9649, section 2: the first chunk tells the size, each kind of chunk in its own way. */
function sizeOfWebp(webp: Buffer): Size | undefined {
  if (webp.length < 30 || webp.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  switch (webp.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: webp.readUInt16LE(26) & 0x3fff, height: webp.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = webp.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: webp.readUIntLE(24, 3) + 1, height: webp.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
