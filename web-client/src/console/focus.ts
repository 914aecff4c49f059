/**
 * Puts the cursor in the conversation that is shown: in its field, else on its heading, else where conversations come.
 * Never on a button: whoever is typing when a conversation ends must not press one.
 */
export function focusConversation(): void {
  const places = ['.panel:not([hidden]) .composer textarea', '.panel:not([hidden]) h3', 'main'];
  const found = places.map((place) => document.querySelector<HTMLElement>(place));
  found.find((place) => place !== null)?.focus();
}

/** Whether the cursor is in a message that is being written. */
export function isWriting(): boolean {
  return document.activeElement?.matches('.composer textarea') === true;
}

const TICKS = '[type="checkbox"], [type="radio"], [type="range"]';

const FIELDS = ['.help', '.hand-over', '.brake', '.renewed'].map(
  (place) => `${place} :is(textarea, select, input:not(${TICKS}))`,
);

/**
 * Leaves what has the cursor in a card that makes place for another. Were it taken away while the page is drawn, leaving it
 * would have the page drawn once more in the middle of that.
 */
export function leaveCard(): void {
  const { activeElement } = document;
  if (activeElement?.closest?.('.cards')) (activeElement as HTMLElement).blur();
}

/** Whether somebody writes or chooses in it, beside the conversation, in the note of a hand-over, for a brake, or for her key. */
export function isToolField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(FIELDS.join());
}

/** The same when another conversation comes by itself: not while somebody writes in a field beside it. */
export function followConversation(): void {
  if (!isToolField(document.activeElement)) focusConversation();
}

/** Whether what had the cursor is gone. */
export function isLost(): boolean {
  return document.activeElement === document.body || document.activeElement === null;
}

/** The same when the cursor was in something that is gone: else whoever uses the keyboard begins at the top again. */
export function keepFocus(): void {
  if (isLost()) focusConversation();
}
