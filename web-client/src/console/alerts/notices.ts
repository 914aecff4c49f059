/** Whether this computer may show notices: yes, no, not asked yet, or not possible in this browser. */
export type Allowed = NotificationPermission | 'impossible';

/** Notices of the computer itself, outside the window. They hold one fixed sentence: whoever looks on may read them. */
export class Notices {
  #shown: Notification | undefined;

  get allowed(): Allowed {
    return typeof Notification === 'undefined' ? 'impossible' : Notification.permission;
  }

  /** Asks whether they are allowed. Only because somebody pressed the button for it. */
  async ask(): Promise<void> {
    if (this.allowed !== 'impossible') await Notification.requestPermission();
  }

  /** Shows a sentence, in the place of the one before. */
  show(sentence: string): void {
    if (this.allowed !== 'granted') return;
    this.away();
    try {
      // It has its own sound already.
      const notice = new Notification(sentence, { silent: true });
      notice.onclick = () => {
        window.focus();
        notice.close();
      };
      this.#shown = notice;
    } catch {
      // Some phones have no such notices for a page.
    }
  }

  /** Takes away what is shown: somebody looks again. */
  away(): void {
    this.#shown?.close();
    this.#shown = undefined;
  }
}
