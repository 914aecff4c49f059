import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, copy, isZero, join, requireBytes, wipe } from './bytes.ts';
import { TAG_LENGTH } from './cipher-key.ts';
import { draw, type Random } from './random.ts';

/** Length of a sealed folder (docs/protocol.md, section 13.2). */
export const FOLDER_LENGTH = 16_320;

/** Most bytes of what is in a folder. */
export const LONGEST_FOLDER = 16_269;

/** PBKDF2 iterations: about a second on a slow phone. */
export const FOLDER_ITERATIONS = 600_000;

/** Length of what the place of an answer is made from (docs/protocol.md, section 13.5). */
export const REPLY_LENGTH = 16;

const TAG = 'luwte/1 folder';
const VERSION = 1;
const HEADER_LENGTH = 3;
const FRESH_LENGTH = 32;
const PLAIN_LENGTH = FOLDER_LENGTH - FRESH_LENGTH - TAG_LENGTH;
/** Safe because every sealing has a fresh key. */
const ZERO_NONCE = new Uint8Array(12);
const FIVE_WORDS = /^[a-z]+( [a-z]+){4}$/;

/** What five words come to, or a reply that somebody waits for: where the folder is, and half of what opens it, 32 bytes each. */
export type FolderWords = { root: Uint8Array; lookup: Uint8Array; seed: Uint8Array };

/** Why a folder does not open: it is not what was sealed under these words, or a newer page has sealed it. */
export type FolderTrouble = 'damaged' | 'newer';

/** A folder that does not open. */
export class FolderRefused extends Error {
  readonly why: FolderTrouble;

  constructor(why: FolderTrouble) {
    super(`the folder is ${why}`);
    this.name = 'FolderRefused';
    this.why = why;
  }
}

/**
 * Stretches five words, with one space between them, by PBKDF2-HMAC-SHA-512 (docs/protocol.md, section 13.1). It takes
 * about a second on a slow phone, and is meant to: whoever guesses pays it for every guess.
 *
 * @throws RangeError when these are no five words of a to z; TypeError when the root is not 32 bytes.
 */
export async function stretch(root: Uint8Array, words: string): Promise<FolderWords> {
  requireBytes(root, 32, 'root');
  if (!FIVE_WORDS.test(words)) throw new RangeError('not five words');
  const password = ascii(words);
  const salt = join(ascii(TAG), root);
  try {
    // WebCrypto, as for an identity: where the browser compiles nothing, our own would take minutes.
    const key = await crypto.subtle.importKey('raw', new Uint8Array(password), 'PBKDF2', false, [
      'deriveBits',
    ]);
    const how = {
      name: 'PBKDF2',
      hash: 'SHA-512',
      salt: new Uint8Array(salt),
      iterations: FOLDER_ITERATIONS,
    };
    const both = new Uint8Array(await crypto.subtle.deriveBits(how, key, 512));
    const stretched = { root: copy(root), lookup: copy(both, 0, 32), seed: copy(both, 32, 64) };
    wipe(both);
    return stretched;
  } finally {
    wipe(password);
  }
}

/**
 * Where the answer to mail is, and half of what opens it: the reply, 16 bytes, and the reply key, 32 bytes, are those in the
 * mail (docs/protocol.md, section 13.5).
 *
 * @throws TypeError when an input is not of its length.
 */
export function replyFolder(root: Uint8Array, reply: Uint8Array, replyKey: Uint8Array): FolderWords {
  requireBytes(root, 32, 'root');
  requireBytes(reply, REPLY_LENGTH, 'reply');
  requireBytes(replyKey, 32, 'reply key');
  return { root: copy(root), lookup: sha256(join(ascii('luwte/1 reply'), reply)), seed: copy(replyKey) };
}

/** The key of one sealing. */
function keyOf({ seed }: FolderWords, share: Uint8Array, fresh: Uint8Array): Uint8Array {
  const secret = join(seed, requireBytes(share, 32, 'share'));
  const key = hkdf(sha256, secret, fresh, ascii(TAG), 32);
  wipe(secret);
  return key;
}

function bound({ root, lookup }: FolderWords): Uint8Array {
  return join(ascii(TAG), root, lookup);
}

/**
 * Seals what is in a folder, with the server's share, 32 bytes (docs/protocol.md, section 13.2). Draws 32 bytes.
 *
 * @returns 16,320 bytes, whatever is in it.
 * @throws RangeError when it is more than a folder holds.
 */
export function sealFolder(
  words: FolderWords,
  share: Uint8Array,
  contents: Uint8Array,
  random: Random,
): Uint8Array {
  if (contents.length > LONGEST_FOLDER) throw new RangeError('more than a folder holds');
  const plain = new Uint8Array(PLAIN_LENGTH);
  plain[0] = VERSION;
  new DataView(plain.buffer).setUint16(1, contents.length);
  plain.set(contents, HEADER_LENGTH);
  const fresh = draw(random, FRESH_LENGTH);
  const key = keyOf(words, share, fresh);
  const sealed = chacha20poly1305(key, ZERO_NONCE, bound(words)).encrypt(plain);
  wipe(plain, key);
  return join(fresh, sealed);
}

/**
 * Opens a folder of 16,320 bytes with the server's share, 32 bytes.
 *
 * @returns what is in it, the caller's to wipe.
 * @throws FolderRefused when it does not open; TypeError when an input is not of its length.
 */
export function openFolder(words: FolderWords, share: Uint8Array, folder: Uint8Array): Uint8Array {
  requireBytes(folder, FOLDER_LENGTH, 'folder');
  const key = keyOf(words, share, folder.subarray(0, FRESH_LENGTH));
  let plain: Uint8Array;
  try {
    plain = chacha20poly1305(key, ZERO_NONCE, bound(words)).decrypt(folder.subarray(FRESH_LENGTH));
  } catch {
    throw new FolderRefused('damaged');
  } finally {
    wipe(key);
  }
  try {
    const [version = 0] = plain;
    if (version > VERSION) throw new FolderRefused('newer');
    const end = HEADER_LENGTH + new DataView(plain.buffer, plain.byteOffset).getUint16(1);
    if (version !== VERSION || end > plain.length || !isZero(plain.subarray(end)))
      throw new FolderRefused('damaged');
    return copy(plain, HEADER_LENGTH, end);
  } finally {
    wipe(plain);
  }
}

/** Forgets what opens a folder. */
export function wipeFolderWords({ lookup, seed }: FolderWords): void {
  wipe(lookup, seed);
}
