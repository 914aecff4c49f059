import { focusConversation } from './focus.ts';
import { isShown } from './sitting-in.ts';
import type { Event, OnDuty, Visitor } from './state.ts';

type Pressed = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'>;

/** Alt alone. With Ctrl it is AltGr on Windows, with which people write. */
const alone = (key: Pressed) => key.altKey && !key.ctrlKey && !key.metaKey && !key.shiftKey;

/** What a key combination asks for, or nothing. By the key's place, so that Alt on a Mac does not change it. */
export function readShortcut(
  key: Pressed,
  visitors: readonly Pick<Visitor, 'key'>[],
  selected?: string,
): Event | undefined {
  if (!alone(key)) return undefined;
  // A key that is held down would take one visitor after another.
  if (key.code === 'KeyN') return key.repeat ? undefined : { kind: 'take-next' };
  if (key.code === 'KeyW') return selected === undefined ? undefined : { kind: 'select', key: selected };
  if (key.code === 'KeyY')
    return selected === undefined || key.repeat ? undefined : { kind: 'retry', key: selected };
  const digit = /^(?:Digit|Numpad)([1-8])$/.exec(key.code)?.[1];
  const visitor = digit === undefined ? undefined : visitors[Number(digit) - 1];
  return visitor && { kind: 'select', key: visitor.key };
}

/** Keys of controls that the visitor's page has too, where they have none: they cannot name them themselves. */
const PLACES: Readonly<Record<string, string>> = { KeyJ: '.panel:not([hidden]) .below' };

/**
 * The control that a key presses: one that is seen and names the key in `aria-keyshortcuts`. Never E, U, I or C: with
 * Alt they write accents on a Mac.
 */
function control(key: Pressed): HTMLElement | undefined {
  const name = alone(key) ? /^(?:Key|Digit|Numpad)([A-Z90])$/.exec(key.code)?.[1] : undefined;
  if (name === undefined) return undefined;
  const place = PLACES[key.code] ?? `[aria-keyshortcuts="Alt+${name}"]`;
  return [...document.querySelectorAll<HTMLElement>(place)].find((one) => one.getClientRects().length > 0);
}

/** Acts on a key combination. Going to a conversation moves the cursor, also to one that is shown already. */
export function onShortcut(
  event: KeyboardEvent,
  { visitors, selected }: OnDuty,
  dispatch: (event: Event) => void,
): void {
  const asked = readShortcut(event, visitors.filter(isShown), selected);
  if (asked !== undefined) {
    event.preventDefault();
    dispatch(asked);
    // At once: the next key may lead somewhere else already.
    if (asked.kind === 'select') focusConversation();
    return;
  }
  const pressed = control(event);
  if (pressed === undefined) return;
  event.preventDefault();
  if (event.repeat) return;
  // A list is opened by the arrows, and a colleague is answered with the buttons that come next.
  if (pressed instanceof HTMLButtonElement) pressed.click();
  else pressed.focus();
  if (event.code in PLACES) focusConversation();
}
