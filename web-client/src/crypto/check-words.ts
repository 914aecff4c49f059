import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, join } from './bytes.ts';
import type { Session } from './session.ts';

/** How many words a list has, and how many of them are shown. */
export const LIST_LENGTH = 64;
export const WORDS_SHOWN = 5;

/**
 * The value behind the check words: the first 30 bits of a hash over the first handshake of a conversation. Two ends
 * that say the same words have made their keys with each other.
 */
export function checkValue({ handshakeHash }: Pick<Session, 'handshakeHash'>): number {
  const hash = sha256(join(ascii('luwte/1 check'), handshakeHash));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0) >>> 2;
}

/** The check words of a value, the highest six bits first. `list` has 64 words. */
export function checkWords(value: number, list: readonly string[]): string[] {
  return Array.from({ length: WORDS_SHOWN }, (_, i) => {
    const at = (value >>> (6 * (WORDS_SHOWN - 1 - i))) % LIST_LENGTH;
    return list[at] ?? '';
  });
}
