/** So often Shift is pressed to leave, each time within so many milliseconds of the one before. */
const TIMES = 3;
export const PATIENCE = 5_000;

/**
 * Counts how often Shift was pressed alone. Any other key begins anew, and Shift with a letter is a capital, not a way
 * out.
 */
export class ShiftAlone {
  #times = 0;
  #last = Number.NEGATIVE_INFINITY;
  #alone = false;

  /** A key goes down, or something is pressed with the mouse or a finger. */
  down(key: string): void {
    this.#alone = key === 'Shift';
    if (!this.#alone) this.#times = 0;
  }

  /** A key comes up. Returns how often Shift must still be pressed, or nothing when this was no such press. */
  up(key: string, now: number): number | undefined {
    if (key !== 'Shift' || !this.#alone) return undefined;
    this.#alone = false;
    this.#times = now - this.#last > PATIENCE ? 1 : this.#times + 1;
    this.#last = now;
    return TIMES - this.#times;
  }
}
