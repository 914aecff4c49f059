import { copy, isZero, requireBytes, wipe } from './bytes.ts';
import { Damaged } from './damaged.ts';
import { REPLY_LENGTH } from './folder.ts';
import type { LetterboxKeys } from './letterbox-keys.ts';
import { LENGTH, LONGEST_MAIL, type Mail, mailBindings, TEXT } from './mail.ts';
import { openSealed } from './open-slot.ts';
import { PLAIN_LENGTH } from './slot.ts';

/**
 * Decodes 768 bytes of mail (docs/protocol.md, section 13.5).
 *
 * @throws Damaged when they are not as in section 13.5; TypeError when they are not 768 bytes.
 */
export function decodeMail(bytes: Uint8Array): Mail {
  requireBytes(bytes, PLAIN_LENGTH, 'mail');
  if (bytes[0] !== 1) throw new Damaged('another version');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint16(LENGTH);
  if (length === 0 || length > LONGEST_MAIL) throw new Damaged('the length of the text');
  if (!isZero(bytes.subarray(TEXT + length))) throw new Damaged('padding is not zero');
  return {
    reply: copy(bytes, 1, 1 + REPLY_LENGTH),
    replyKey: copy(bytes, 1 + REPLY_LENGTH, LENGTH),
    text: readText(bytes.subarray(TEXT, TEXT + length)),
  };
}

function readText(bytes: Uint8Array): string {
  try {
    // ignoreBOM keeps a leading byte order mark: the text is shown as it was written.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Damaged('mail is not UTF-8');
  }
}

/**
 * Opens what was left for the person with this identity key, 32 bytes, with the keys of her letterbox: a slot of 1,168 bytes
 * and mail of 784 (docs/protocol.md, section 13.5). Only a console does.
 *
 * @throws Refused when it does not open; Damaged when what was sealed is no mail; TypeError when an input is not of its type
 * or length; Error when the keys were wiped.
 */
export function openMail(
  root: Uint8Array,
  counsellor: Uint8Array,
  keys: LetterboxKeys,
  slot: Uint8Array,
  sealed: Uint8Array,
): Mail {
  requireBytes(root, 32, 'root');
  requireBytes(counsellor, 32, 'counsellor key');
  requireBytes(keys.agreementSecret, 32, 'agreement secret');
  // A wiped secret is all zero, which X25519 would take for a key that everybody knows.
  if (isZero(keys.agreementSecret)) throw new Error('the keys of the letterbox are wiped');
  const plain = openSealed('mail', mailBindings(root, counsellor), keys, slot, sealed);
  try {
    return decodeMail(plain);
  } finally {
    wipe(plain);
  }
}
