import { BRAKE_LENGTH, decodeBrake } from './brake.ts';
import { copy, decode64, encode64, isZero, requireBytes } from './bytes.ts';
import { Damaged } from './damaged.ts';
import { LONGEST_BODY, MOST_PARTS } from './text.ts';

export { Joiner, LONGEST_TEXT, splitText } from './text.ts';

/** Length of encoded contents (docs/protocol.md, section 7). */
export const CONTENTS_LENGTH = 2006;

/** The kinds of contents, in the order of their numbers. */
const KINDS = [
  'nothing',
  'text',
  'rejoin',
  'rejoin-answer',
  'rejoin-done',
  'hand-over-asked',
  'hand-over-agreed',
  'hand-over-refused',
  'hand-over-withdrawn',
  'guest-asked',
  'guest-answered',
  'guest-over',
  'brake',
  'card',
  'folder-offered',
  'folder-kept',
  'came-back',
] as const;

type Kind = (typeof KINDS)[number];

/** Length of the secret with which she can come back into this conversation (docs/protocol.md, section 6.10). */
export const BACK_SECRET_LENGTH = 32;

/** Length of what a code word is checked against: salt 16 | hash 32, or zeros (section 6.10). */
export const CODE_WORD_CHECK_LENGTH = 48;

/** Length of the body of each kind that has only one (docs/protocol.md, section 7). */
const LENGTHS: Partial<Record<Kind, number>> = {
  nothing: 0,
  rejoin: 1232,
  'rejoin-answer': 1678,
  'rejoin-done': 0,
  'hand-over-asked': 526,
  'hand-over-agreed': 1232,
  'hand-over-refused': 0,
  'hand-over-withdrawn': 0,
  'guest-asked': 526,
  'guest-answered': 17,
  'guest-over': 16,
  brake: BRAKE_LENGTH,
  'folder-offered': 0,
  'folder-kept': BACK_SECRET_LENGTH + CODE_WORD_CHECK_LENGTH,
  'came-back': CODE_WORD_CHECK_LENGTH,
};

/** What the last byte of an answer says (docs/protocol.md, section 6.7). */
export const YES = 1;
export const NO = 2;

/** What one record says (docs/protocol.md, section 7). Only a text has parts. */
export type Contents = {
  kind: Kind;
  /** The sender is writing. */
  typing: boolean;
  /** How many envelopes the sender of this one has opened so far. */
  acknowledged: number;
  /** Index of this part of a text, from 0. */
  part: number;
  /** Further parts of this text follow. */
  more: boolean;
  /** At most 1,992 bytes; exactly that many when more follow. */
  body: Uint8Array;
};

/** The part of contents that is said to a person or to the other end; the rest is told along. */
export type Said = Pick<Contents, 'kind' | 'body'>;

const HEADER_LENGTH = CONTENTS_LENGTH - LONGEST_BODY;
const TYPING = 1;
const MORE = 2;

/** What is wrong with contents, or nothing. One rule for both directions: we never send what we would refuse. */
function fault(contents: Contents): string | undefined {
  const { kind, acknowledged, part, more, body } = contents;
  if (!Number.isSafeInteger(acknowledged) || acknowledged < 0) return 'acknowledged is out of range';
  if (!KINDS.includes(kind)) return 'unknown kind';
  if (kind === 'guest-answered' && body.at(-1) !== YES && body.at(-1) !== NO) return 'neither yes nor no';
  if (kind === 'brake' && decodeBrake(body) === undefined) return 'brake is out of range';
  if (kind !== 'text') {
    // What a step with a card says is looked at where cards are: one that is wrong ends nothing (section 6.9).
    const length =
      kind === 'card' ? body.length >= 2 && body.length <= LONGEST_BODY : body.length === LENGTHS[kind];
    return part === 0 && !more && length ? undefined : 'not as its kind is';
  }
  if (!Number.isInteger(part) || part < 0 || part >= MOST_PARTS) return 'part is out of range';
  if (body.length === 0 || body.length > LONGEST_BODY) return 'body is out of range';
  if (more && (body.length !== LONGEST_BODY || part === MOST_PARTS - 1))
    return 'more after a part that is not full';
  return undefined;
}

/**
 * Encodes contents as 2,006 bytes (docs/protocol.md, section 7).
 *
 * @throws TypeError when the body is no Uint8Array; RangeError when a field is not as in section 7.
 */
export function encodeContents(contents: Contents): Uint8Array {
  const { kind, typing, acknowledged, part, more, body } = contents;
  requireBytes(body, body?.length, 'body');
  const wrong = fault(contents);
  if (wrong !== undefined) throw new RangeError(wrong);
  const bytes = new Uint8Array(CONTENTS_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes[0] = KINDS.indexOf(kind);
  bytes[1] = (typing ? TYPING : 0) | (more ? MORE : 0);
  bytes.set(encode64(acknowledged), 2);
  view.setUint16(10, part);
  view.setUint16(12, body.length);
  bytes.set(body, HEADER_LENGTH);
  return bytes;
}

/**
 * Decodes 2,006 bytes of contents (docs/protocol.md, section 7).
 *
 * @throws Damaged when they are not as in section 7; TypeError when they are not 2,006 bytes.
 */
export function decodeContents(bytes: Uint8Array): Contents {
  requireBytes(bytes, CONTENTS_LENGTH, 'contents');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(1);
  const length = view.getUint16(12);
  const kind = KINDS[view.getUint8(0)];
  if (kind === undefined) throw new Damaged('unknown kind');
  if ((flags & ~(TYPING | MORE)) !== 0) throw new Damaged('unknown flags');
  if (length > LONGEST_BODY) throw new Damaged('body is out of range');
  if (!isZero(bytes.subarray(HEADER_LENGTH + length))) throw new Damaged('padding is not zero');
  const contents: Contents = {
    kind,
    typing: (flags & TYPING) !== 0,
    // Above 2^53 the number is rounded; it stays beyond the safe range, and fault() refuses it.
    acknowledged: Number(decode64(bytes, 2)),
    part: view.getUint16(10),
    more: (flags & MORE) !== 0,
    body: copy(bytes, HEADER_LENGTH, HEADER_LENGTH + length),
  };
  const wrong = fault(contents);
  if (wrong !== undefined) throw new Damaged(wrong);
  return contents;
}
