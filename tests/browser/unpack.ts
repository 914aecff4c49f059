import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';
import { levelBlocks, lz4 } from './blocks.ts';
import { cachedBody, SEALED, unsealed } from './chromium-files.ts';

/** More than this no file of a profile unpacks to that could hold what somebody wrote. */
const MOST = 64 * 1024 * 1024;
const PARTS = { maxOutputLength: MOST, finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI_PARTS = { maxOutputLength: MOST, finishFlush: constants.BROTLI_OPERATION_FLUSH };

/**
 * Everything that a file holds in packed form: gzip and zlib anywhere in it, Firefox's mozLz4 as a whole, the blocks of
 * a LevelDB table, and what Chromium sealed. Brotli cannot be known by its beginning. It is tried where the caches of
 * browsers put what a server sent: at the beginning of a file, and after the head of a cache's entry.
 */
export function unpacked(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const attempt = (unpack: () => Buffer) => {
    try {
      found.push(unpack());
    } catch {
      // It only looked like one.
    }
  };
  for (const at of places(file, Buffer.of(0x1f, 0x8b, 8))) {
    attempt(() => inflateRawSync(afterGzipHead(file.subarray(at)), PARTS));
  }
  for (const second of [0x01, 0x5e, 0x9c, 0xda]) {
    for (const at of places(file, Buffer.of(0x78, second))) {
      attempt(() => inflateSync(file.subarray(at), PARTS));
    }
  }
  attempt(() => brotliDecompressSync(cachedBody(file) ?? file, BROTLI_PARTS));
  if (file.subarray(0, 8).toString('latin1') === 'mozLz40\0') attempt(() => lz4(file.subarray(12)));
  if (file.length > 48 && file.readBigUInt64LE(file.length - 8) === 0xdb4775248b80fb57n) {
    for (const block of levelBlocks(file)) attempt(block);
  }
  for (const at of places(file, SEALED)) attempt(() => unsealed(file.subarray(at + SEALED.length)));
  return found;
}

/** RFC 8878: magic number 4, descriptor 1, what the descriptor says, and a block with its own head of 3. */
const ZSTD = Buffer.of(0x28, 0xb5, 0x2f, 0xfd);
const LONGEST_BLOCK = 128 * 1024;

/**
 * Whether a file holds something packed with zstd. Node 20 cannot unpack that, and no browser was seen to keep any:
 * whoever looks through a profile has to say so instead of calling it empty.
 */
export function holdsZstd(file: Buffer): boolean {
  for (const at of places(file, ZSTD)) {
    const descriptor = file[at + 4] ?? 0xff;
    const alone = (descriptor >> 5) & 1;
    const size = [alone, 2, 4, 8][descriptor >> 6] ?? 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const block = at + 5 + (1 - alone) + dictionary + size;
    if (descriptor & 0b1000 || block + 3 > file.length) continue;
    const head = file.readUIntLE(block, 3);
    if (((head >> 1) & 3) !== 3 && head >> 3 <= LONGEST_BLOCK) return true;
  }
  return false;
}

/** RFC 1952, section 2.3. Not with zlib's own reader, which refuses what comes after the end. */
function afterGzipHead(gzip: Buffer): Buffer {
  const flags = gzip[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + gzip.readUInt16LE(at);
  for (const named of [8, 16]) if (flags & named) at = gzip.indexOf(0, at) + 1;
  return gzip.subarray(at);
}

function* places(file: Buffer, what: Buffer): Generator<number> {
  for (let at = file.indexOf(what); at >= 0; at = file.indexOf(what, at + 1)) yield at;
}
