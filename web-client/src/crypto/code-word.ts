import { FOLDER_ITERATIONS } from './folder.ts';
import { draw, type Random } from './random.ts';

const TAG = 'luwte/1 code word ';

/** What a code word is checked against (docs/protocol.md, section 6.10): salt 16 bytes, hash 32 bytes. */
export type CodeWordCheck = { salt: Uint8Array; hash: Uint8Array };

/** A code word as it is compared: how it was typed does not matter. */
function normal(word: string): string {
  return word.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** PBKDF2-HMAC-SHA-512 over a code word: a second for every guess. */
export async function hashOf(word: string, salt: Uint8Array): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(TAG + normal(word)), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-512', salt: new Uint8Array(salt), iterations: FOLDER_ITERATIONS };
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
}

/** What a code word is checked against another day, or nothing when there is none. Draws 16 bytes. */
export async function checkOf(word: string, random: Random): Promise<CodeWordCheck | undefined> {
  if (normal(word) === '') return undefined;
  const salt = draw(random, 16);
  return { salt, hash: await hashOf(word, salt) };
}
