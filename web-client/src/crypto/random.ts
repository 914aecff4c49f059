import { requireBytes } from './bytes.ts';

/**
 * A source of random bytes. A page passes one built on `crypto.getRandomValues`; a test passes a seeded one.
 * It must return a fresh array of exactly `length` bytes, which the caller may wipe.
 */
export type Random = (length: number) => Uint8Array;

/**
 * Takes `length` bytes from `random`. A source that hands back something else is refused before it becomes a key.
 *
 * @throws TypeError when the source is no function or does not give exactly `length` bytes.
 */
export function draw(random: Random, length: number): Uint8Array {
  if (typeof random !== 'function') throw new TypeError('random must be a function');
  return requireBytes(random(length), length, 'random bytes');
}
