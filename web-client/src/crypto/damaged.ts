/**
 * A record that does not open, or contents that are not as in docs/protocol.md, section 7. The conversation stops on
 * this side at once, nothing of it is shown, and the page sends LEAVE with reason `damaged` (section 6.4).
 */
export class Damaged extends Error {
  constructor(what: string) {
    super(`damaged: ${what}`);
    this.name = 'Damaged';
  }
}
