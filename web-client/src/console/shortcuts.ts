import { focusConversation } from './focus.ts';
import type { Event, Visitor } from './state.ts';

/** What a key combination asks for, or nothing. By the key's place, so that Alt on a Mac does not change it. */
export function readShortcut(
  key: Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'>,
  visitors: readonly Pick<Visitor, 'key'>[],
): Event | undefined {
  if (!key.altKey || key.ctrlKey || key.metaKey || key.shiftKey) return undefined;
  // A key that is held down would take one visitor after another.
  if (key.code === 'KeyN') return key.repeat ? undefined : { kind: 'take-next' };
  const digit = /^(?:Digit|Numpad)([1-8])$/.exec(key.code)?.[1];
  const visitor = digit === undefined ? undefined : visitors[Number(digit) - 1];
  return visitor && { kind: 'select', key: visitor.key };
}

/** Acts on a key combination. Going to a conversation moves the cursor, also to one that is shown already. */
export function onShortcut(
  event: KeyboardEvent,
  visitors: readonly Visitor[],
  dispatch: (event: Event) => void,
): void {
  const asked = readShortcut(event, visitors);
  if (asked === undefined) return;
  event.preventDefault();
  dispatch(asked);
  if (asked.kind === 'select') requestAnimationFrame(focusConversation);
}
