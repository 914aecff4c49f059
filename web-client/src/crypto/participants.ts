import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, join } from './bytes.ts';
import type { Before, Context } from './context.ts';

/** One entry: role 1 | key 32. The visitor has no key, hence zeros (docs/protocol.md, section 5.2). */
const VISITOR = new Uint8Array(33);
const FIRST_CONTACT = 1;
const PURPOSES = { rejoin: 2, 'hand-over': 3 };

function hash(...entries: readonly Uint8Array[]): Uint8Array {
  return sha256(join(ascii('luwte/1 participants'), Uint8Array.of(entries.length), ...entries));
}

/**
 * The prologue (docs/protocol.md, section 5.2). At first contact only the visitor is in the conversation yet; at a
 * rejoin or a hand-over a counsellor is in it too.
 */
export function prologue(context: Context, before?: Pick<Before, 'purpose' | 'counsellorKey'>): Uint8Array {
  return join(
    ascii('luwte/1 conversation'),
    context.root,
    context.conversation,
    Uint8Array.of(before ? PURPOSES[before.purpose] : FIRST_CONTACT),
    before ? associatedData(before.counsellorKey) : hash(VISITOR),
  );
}

/**
 * The associated data of every record: the visitor, then the counsellor, whose key is the subject of her
 * certificate, 32 bytes (docs/protocol.md, section 6.2).
 */
export function associatedData(counsellorKey: Uint8Array): Uint8Array {
  return hash(VISITOR, join(Uint8Array.of(2), counsellorKey));
}
