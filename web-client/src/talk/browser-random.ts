import type { Random } from '../crypto/random.ts';

/** Random bytes from the browser. */
export const browserRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
