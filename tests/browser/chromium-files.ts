import { createDecipheriv, pbkdf2Sync } from 'node:crypto';

/** Chromium's net/disk_cache/simple/simple_entry_format.h: head 24 with the length of the key, key, body, ends. */
const SIMPLE_ENTRY = 0xfcfb6d1ba7725c30n;
const SIMPLE_HEAD = 24;

/** What a file of Chromium's cache holds after its head: the body of an answer, as it was sent. */
export function cachedBody(file: Buffer): Buffer | undefined {
  if (file.length < SIMPLE_HEAD || file.readBigUInt64LE(0) !== SIMPLE_ENTRY) return undefined;
  return file.subarray(SIMPLE_HEAD + file.readUInt32LE(12));
}

/** Chromium's components/os_crypt on Linux: where the system keeps no passwords, it seals with one that all know. */
export const SEALED = Buffer.from('v10');
const SEAL = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
/** Longer than any record in the lists of tabs, of which there is a sealed copy. */
const LONGEST = 64 * 1024;

/** What was sealed, from after its mark to its end, which is not known: what follows that comes out as noise. */
export function unsealed(from: Buffer): Buffer {
  const sealed = from.subarray(0, Math.min(LONGEST, from.length - (from.length % 16)));
  const cipher = createDecipheriv('aes-128-cbc', SEAL, Buffer.alloc(16, ' ')).setAutoPadding(false);
  return cipher.update(sealed);
}
