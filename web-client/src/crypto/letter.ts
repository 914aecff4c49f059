import { copy, decode64, encode64, isZero, join, requireBytes, requireSeconds, wipe } from './bytes.ts';
import { CONVERSATION_LENGTH } from './context.ts';
import { Damaged } from './damaged.ts';
import { SECRET_LENGTH } from './hand-over.ts';
import { IDENTITY_CERTIFICATE_LENGTH } from './identity-certificate.ts';
import { KEY_LENGTH, SIGNATURE_LENGTH } from './signature.ts';

/** Length of a letter, and of what its sender signs (docs/protocol.md, section 12.1). */
export const LETTER_LENGTH = 768;
export const SIGNED_LENGTH = LETTER_LENGTH - SIGNATURE_LENGTH;

/** The longest text of a letter, and the longest note of an offer, in bytes of UTF-8. */
export const LONGEST_LETTER = 644;
export const LONGEST_NOTE = LONGEST_LETTER - SECRET_LENGTH;

/** The last second of the year 9999. */
const LATEST = 253_402_300_799n;

/** The kinds of letters, in the order of their numbers, which begin at 1. */
export const LETTER_KINDS = ['room', 'aside', 'heavy', 'offer', 'accept', 'decline', 'withdraw'] as const;
/** The number of a kind that does not follow on them. */
const RENEWED = 12;

/** Length of a renewed certificate: the coordinator's 154 | the person's 154. */
export const RENEWED_LENGTH = 2 * IDENTITY_CERTIFICATE_LENGTH;

/** The conversation a letter is about, 16 bytes. */
type About = { conversation: Uint8Array };
type MaybeAbout = { conversation: Uint8Array | undefined };

/** What a letter says (docs/protocol.md, section 12.1). */
export type Says =
  /** To the staff room: each of the others gets a letter of her own. */
  | { kind: 'room'; text: string }
  /** To the recipient alone. */
  | ({ kind: 'aside'; text: string } & MaybeAbout)
  /** That was heavy: calls the coordinator. The text may be empty. */
  | ({ kind: 'heavy'; text: string } & MaybeAbout)
  /** Will you take over? The visitor gets the secret, 32 bytes, too. The note may be empty. */
  | ({ kind: 'offer'; secret: Uint8Array; note: string } & About)
  | ({ kind: 'accept' } & About)
  /** The text may be empty. */
  | ({ kind: 'decline'; text: string } & About)
  | ({ kind: 'withdraw' } & About)
  /** Your certificate, renewed: 308 bytes, the coordinator's first. Whether they hold is for the caller to find. */
  | { kind: 'renewed'; certificates: Uint8Array };

/** A letter. `sentAt` is by the clock of whoever wrote it, in seconds. */
export type Letter = Says & { sentAt: number };

const SENDER = 2;
const SENT_AT = SENDER + KEY_LENGTH;
const CONVERSATION = SENT_AT + 8;
const LENGTH = CONVERSATION + CONVERSATION_LENGTH;
const BODY = LENGTH + 2;
const NO_CONVERSATION = new Uint8Array(CONVERSATION_LENGTH);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function bodyOf(letter: Letter): Uint8Array {
  switch (letter.kind) {
    case 'offer':
      return join(requireBytes(letter.secret, SECRET_LENGTH, 'hand-over secret'), utf8(letter.note));
    case 'renewed':
      return copy(requireBytes(letter.certificates, RENEWED_LENGTH, 'certificates'));
    case 'accept':
    case 'withdraw':
      return new Uint8Array(0);
    default:
      return utf8(letter.text);
  }
}

/** What is wrong with a letter, or nothing. One rule for both directions: we never send what we would refuse. */
function fault(
  kind: Letter['kind'],
  sentAt: bigint,
  conversation: Uint8Array,
  body: Uint8Array,
): string | undefined {
  if (sentAt > LATEST) return 'sent after the year 9999';
  const named = !isZero(conversation);
  if ((kind === 'room' || kind === 'renewed') && named) return 'a conversation where there is none';
  if (!['room', 'aside', 'heavy', 'renewed'].includes(kind) && !named) return 'no conversation';
  if (body.length > LONGEST_LETTER) return 'too long';
  if ((kind === 'room' || kind === 'aside') && body.length === 0) return 'no text';
  if (kind === 'offer' && body.length < SECRET_LENGTH) return 'no secret';
  if (kind === 'renewed' && body.length !== RENEWED_LENGTH) return 'not two certificates';
  if ((kind === 'accept' || kind === 'withdraw') && body.length > 0) return 'a body where there is none';
  return undefined;
}

/**
 * Encodes all of a letter but its signature as 704 bytes (docs/protocol.md, section 12.1), as the shift with this signing
 * key, 32 bytes. A surrogate that stands alone becomes U+FFFD.
 *
 * @throws RangeError when a field is not as in section 12.1; TypeError when one is not of its type or length.
 */
export function encodeLetter(letter: Letter, sender: Uint8Array): Uint8Array {
  requireBytes(sender, KEY_LENGTH, 'sender');
  const sentAt = requireSeconds(letter.sentAt, 'sent at');
  const about = 'conversation' in letter ? letter.conversation : undefined;
  const conversation = about ? requireBytes(about, CONVERSATION_LENGTH, 'conversation') : NO_CONVERSATION;
  // Zeros are none: one that is given must not become so.
  if (about && isZero(about)) throw new RangeError('no conversation');
  const number = letter.kind === 'renewed' ? RENEWED : LETTER_KINDS.indexOf(letter.kind) + 1;
  if (number === 0) throw new RangeError('unknown kind');
  const body = bodyOf(letter);
  const wrong = fault(letter.kind, sentAt, conversation, body);
  if (wrong !== undefined) throw new RangeError(wrong);
  const bytes = new Uint8Array(SIGNED_LENGTH);
  bytes.set(join(Uint8Array.of(1, number), sender, encode64(sentAt), conversation));
  new DataView(bytes.buffer).setUint16(LENGTH, body.length);
  bytes.set(body, BODY);
  wipe(body);
  return bytes;
}

function readText(bytes: Uint8Array): string {
  try {
    // ignoreBOM keeps a leading byte order mark: the text is shown as it was written.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Damaged('a letter is not UTF-8');
  }
}

function says(kind: Letter['kind'], conversation: Uint8Array, body: Uint8Array): Says {
  switch (kind) {
    case 'room':
      return { kind, text: readText(body) };
    case 'aside':
    case 'heavy':
      return { kind, text: readText(body), conversation: isZero(conversation) ? undefined : conversation };
    case 'offer':
      return {
        kind,
        secret: copy(body, 0, SECRET_LENGTH),
        note: readText(body.subarray(SECRET_LENGTH)),
        conversation,
      };
    case 'decline':
      return { kind, text: readText(body), conversation };
    case 'renewed':
      return { kind, certificates: copy(body) };
    default:
      return { kind, conversation };
  }
}

/**
 * Decodes 704 bytes of a letter (docs/protocol.md, section 12.1), and whose signing key is in it. Whether she signed it is
 * for the caller to find.
 *
 * @throws Damaged when they are not as in section 12.1; TypeError when they are not 704 bytes.
 */
export function decodeLetter(bytes: Uint8Array): { sender: Uint8Array; letter: Letter } {
  requireBytes(bytes, SIGNED_LENGTH, 'letter');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = view.getUint8(1);
  const kind = number === RENEWED ? 'renewed' : LETTER_KINDS[number - 1];
  const length = view.getUint16(LENGTH);
  if (view.getUint8(0) !== 1) throw new Damaged('another version');
  if (kind === undefined) throw new Damaged('unknown kind');
  if (length > LONGEST_LETTER) throw new Damaged('too long');
  if (!isZero(bytes.subarray(BODY + length))) throw new Damaged('padding is not zero');
  const sentAt = decode64(bytes, SENT_AT);
  const conversation = copy(bytes, CONVERSATION, LENGTH);
  const body = bytes.subarray(BODY, BODY + length);
  const wrong = fault(kind, sentAt, conversation, body);
  if (wrong !== undefined) throw new Damaged(wrong);
  const letter = { ...says(kind, conversation, body), sentAt: Number(sentAt) };
  return { sender: copy(bytes, SENDER, SENT_AT), letter };
}
