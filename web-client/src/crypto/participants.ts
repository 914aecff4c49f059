import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, join } from './bytes.ts';
import type { Before, Context } from './context.ts';

/** One entry: role 1 | key 32. The visitor has no key, hence zeros (docs/protocol.md, section 5.2). */
const VISITOR = new Uint8Array(33);
const FIRST_CONTACT = 1;
const PURPOSES = { rejoin: 2, 'hand-over': 3, guest: { visitor: 4, counsellor: 5 }, back: 6 };

function hash(...entries: readonly Uint8Array[]): Uint8Array {
  return sha256(join(ascii('luwte/1 participants'), Uint8Array.of(entries.length), ...entries));
}

function purposeOf(before: Pick<Before, 'purpose' | 'caller'> | undefined): number {
  if (!before) return FIRST_CONTACT;
  if (before.purpose !== 'guest') return PURPOSES[before.purpose];
  return PURPOSES.guest[before.caller ?? 'visitor'];
}

/**
 * The prologue (docs/protocol.md, section 5.2). At first contact only the visitor is in the conversation yet; later a
 * counsellor is in it too, and at a rejoin with a guest the guest.
 */
export function prologue(context: Context, before?: Omit<Before, 'secret'>): Uint8Array {
  return join(
    ascii('luwte/1 conversation'),
    context.root,
    context.conversation,
    Uint8Array.of(purposeOf(before)),
    before ? associatedData(before.counsellorKey, before.guestKey) : hash(VISITOR),
  );
}

/**
 * The associated data of every record: the visitor, then the counsellor, whose key is the subject of her
 * certificate, 32 bytes (docs/protocol.md, section 6.2), then the guest, if it is a session with one (section 6.7).
 */
export function associatedData(counsellorKey: Uint8Array, guestKey?: Uint8Array): Uint8Array {
  const onDuty = guestKey ? [counsellorKey, guestKey] : [counsellorKey];
  return hash(VISITOR, ...onDuty.map((key) => join(Uint8Array.of(2), key)));
}
