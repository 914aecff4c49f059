/** A reply of the counsellor's own. */
export type OwnReply = { title: string; text: string };

/**
 * The counsellor's own replies as this browser has them. `damaged` is what stands there and cannot be read: it stays
 * there until the counsellor removes it. `closed`: this browser keeps nothing for us.
 */
export type OwnReplies =
  | { kind: 'kept'; replies: readonly OwnReply[] }
  | { kind: 'damaged'; stored: string }
  | { kind: 'closed'; replies: readonly OwnReply[] };

/** Where they are kept: the name of an entry in the browser's storage. */
export const PLACE = 'luwte-own-replies';

const VERSION = 1;

function isReply(value: unknown): value is OwnReply {
  if (typeof value !== 'object' || value === null) return false;
  const { title, text } = value as Partial<OwnReply>;
  return typeof title === 'string' && typeof text === 'string';
}

/** Reads what is stored. All of it must be readable: a part that is left out would be gone with the next change. */
export function readReplies(stored: string | null): OwnReplies {
  if (stored === null) return { kind: 'kept', replies: [] };
  try {
    const { version, replies } = JSON.parse(stored) as { version?: unknown; replies?: unknown };
    if (version === VERSION && Array.isArray(replies) && replies.every(isReply)) {
      return { kind: 'kept', replies: replies.map(({ title, text }) => ({ title, text })) };
    }
  } catch {
    // Not JSON, or `null`.
  }
  return { kind: 'damaged', stored };
}

/** The same as text, for the storage. */
export function storedReplies(replies: readonly OwnReply[]): string {
  return JSON.stringify({ version: VERSION, replies });
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Reads them from the storage of the browser. */
export function loadReplies(storage: () => Storage): OwnReplies {
  try {
    return readReplies(storage().getItem(PLACE));
  } catch {
    return { kind: 'closed', replies: [] };
  }
}

/**
 * Changes them, from what the storage has now: another window may have changed them too. What cannot be stored is here
 * until the page closes; what cannot be read is not written over.
 */
export function changeReplies(
  storage: () => Storage,
  before: OwnReplies,
  change: (replies: readonly OwnReply[]) => readonly OwnReply[],
): OwnReplies {
  const now = before.kind === 'closed' ? before : loadReplies(storage);
  if (now.kind === 'damaged') return now;
  const replies = change(now.kind === 'closed' && before.kind === 'kept' ? before.replies : now.replies);
  try {
    if (replies.length === 0) storage().removeItem(PLACE);
    else storage().setItem(PLACE, storedReplies(replies));
    return { kind: 'kept', replies };
  } catch {
    return { kind: 'closed', replies };
  }
}

/** Removes what cannot be read. Only the counsellor asks for it. */
export function removeDamaged(storage: () => Storage): OwnReplies {
  try {
    storage().removeItem(PLACE);
  } catch {
    // Then it is still there, and said so.
  }
  return loadReplies(storage);
}
