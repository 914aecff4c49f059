import { copy, requireBytes, wipe } from './bytes.ts';
import { ChainRefused } from './certificates.ts';
import { REPLY_LENGTH } from './folder.ts';
import { type Letterbox, verifyLetterbox } from './letterbox.ts';
import { draw, type Random } from './random.ts';
import { Refused } from './refused.ts';
import { boundTo, onceUnder, PLAIN_LENGTH, sealSlot } from './slot.ts';

export { Refused } from './refused.ts';

/** Length of the reply key (docs/protocol.md, section 13.5). */
export const REPLY_KEY_LENGTH = 32;

/** Where the length of the text stands, and the text. */
export const LENGTH = 1 + REPLY_LENGTH + REPLY_KEY_LENGTH;
export const TEXT = LENGTH + 2;

/** The longest text of mail, in bytes of UTF-8. */
export const LONGEST_MAIL = PLAIN_LENGTH - TEXT;

/** What a visitor leaves for a counsellor who is not on duty. */
export type Mail = {
  /** What the place of the answer is made from, 16 bytes at random. */
  reply: Uint8Array;
  /** Half of what opens the answer, 32 bytes at random. */
  replyKey: Uint8Array;
  /** 1 to 717 bytes of UTF-8. */
  text: string;
};

/** Mail for one person. */
export type SealedMail = {
  /** Her identity key, 32 bytes, by which the server knows whose letterbox it is for. */
  to: Uint8Array;
  /** 1,168 bytes, which only she can open. */
  slot: Uint8Array;
  /** 784 bytes: the mail under the key in the slot. */
  sealed: Uint8Array;
};

/** The prologue of a slot and the associated data of mail: tag | root 32 | the counsellor's identity key 32. */
export function mailBindings(root: Uint8Array, counsellor: Uint8Array) {
  const bound = boundTo('mail', root, counsellor);
  return { bound, prologue: bound };
}

/**
 * Encodes mail as 768 bytes (docs/protocol.md, section 13.5). A surrogate that stands alone becomes U+FFFD.
 *
 * @throws RangeError when the text is not as in section 13.5; TypeError when a field is not of its type or length.
 */
export function encodeMail({ reply, replyKey, text }: Mail): Uint8Array {
  requireBytes(reply, REPLY_LENGTH, 'reply');
  requireBytes(replyKey, REPLY_KEY_LENGTH, 'reply key');
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  const words = new TextEncoder().encode(text);
  if (words.length === 0) throw new RangeError('no text');
  if (words.length > LONGEST_MAIL) throw new RangeError('the text is longer than 717 bytes');
  const bytes = new Uint8Array(PLAIN_LENGTH);
  bytes[0] = 1;
  bytes.set(reply, 1);
  bytes.set(replyKey, 1 + REPLY_LENGTH);
  new DataView(bytes.buffer).setUint16(LENGTH, words.length);
  bytes.set(words, TEXT);
  wipe(words);
  return bytes;
}

function verify(letterbox: Uint8Array, root: Uint8Array, nowSeconds: number): Letterbox {
  try {
    return verifyLetterbox(letterbox, root, nowSeconds);
  } catch (error) {
    if (error instanceof ChainRefused) throw new Refused('chain', error.why);
    throw error;
  }
}

/**
 * Checks a letterbox of 1,726 bytes, with a visitor's tolerance, and seals mail to it (docs/protocol.md, section 13.5). Draws
 * the key of the mail, an ML-KEM message and an ephemeral secret, 32 bytes each.
 *
 * @throws Refused when the letterbox does not hold; RangeError when the mail is not as in section 13.5; TypeError when an
 * input is not of its type or length.
 */
export function sealMail(
  root: Uint8Array,
  mail: Mail,
  letterbox: Uint8Array,
  nowSeconds: number,
  random: Random,
): SealedMail {
  const to = verify(letterbox, root, nowSeconds);
  const { bound, prologue } = mailBindings(root, to.counsellor.key);
  const plain = encodeMail(mail);
  const secrets = [plain];
  try {
    const key = draw(random, 32);
    secrets.push(key);
    const slot = sealSlot('mail', prologue, to, to.encapsulationKey, key, random);
    return { to: copy(to.counsellor.key), slot, sealed: onceUnder(key, bound).encrypt(plain) };
  } finally {
    wipe(...secrets);
  }
}
