import type { Random } from '../../src/crypto/random.ts';

/** Repeatable randomness for tests. Not for keys that anybody uses. */
export class Seeded {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Mulberry32: a whole number of 32 bits. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    return this.next() % bound;
  }

  /** One of several. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  readonly bytes: Random = (length) => Uint8Array.from({ length }, () => this.next() & 0xff);
}

/** Hands out exactly these bytes, in order, and refuses to go on when they are used up. */
export function scripted(...draws: readonly Uint8Array[]): Random {
  const left = draws.map((drawn) => new Uint8Array(drawn));
  return (length) => {
    const next = left.shift();
    if (next?.length !== length) throw new Error(`the script has no ${length} bytes here`);
    return next;
  };
}
