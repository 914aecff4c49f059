/**
 * Puts the cursor in the conversation that is shown: in its field, else on its heading, else where conversations come.
 * Never on a button: whoever is typing when a conversation ends must not press one.
 */
export function focusConversation(): void {
  const places = ['.panel:not([hidden]) textarea', '.panel:not([hidden]) h3', 'main'];
  const found = places.map((place) => document.querySelector<HTMLElement>(place));
  found.find((place) => place !== null)?.focus();
}

/** The same when the cursor was in something that is gone: else whoever uses the keyboard begins at the top again. */
export function keepFocus(): void {
  if (document.activeElement === document.body || document.activeElement === null) focusConversation();
}
