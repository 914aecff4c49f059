/** Length of every message on the socket (docs/protocol.md, section 2.2). */
export const FRAME_LENGTH = 2048;

/** Length of a conversation's name, which is also the ticket in a token. */
export const CONVERSATION_LENGTH = 16;

/** Length of a token: a ticket or a right (docs/protocol.md, section 3). */
export const TOKEN_LENGTH = 97;

const VERSION = 1;
const MESSAGE_ONE_LENGTH = 1232;
const ANSWER_LENGTH = 1678;
const ENVELOPE_LENGTH = 2030;
const CHAIN_LENGTH = 494;
const PROOF_LENGTH = 64;
const SHIFT_LENGTH = 32;
const ENCAPSULATION_KEY_LENGTH = 1184;
const SLOT_LENGTH = 1168;
const SEALED_CARD_LENGTH = 784;
const NONCE_LENGTH = 32;
const MOST_ENTRIES = 64;
const MOST_OF_A_RECORD = 2040;

/** Why something ended (docs/protocol.md, section 2.6). */
export type EndReason = OwnReason | 'gone' | 'off-duty' | 'away-too-long';

/** The reasons that a page may give itself. */
export type OwnReason = 'said-goodbye' | 'exit' | 'refused' | 'damaged' | 'unknown';

const REASONS: readonly EndReason[] = [
  'said-goodbye',
  'exit',
  'refused',
  'damaged',
  'gone',
  'off-duty',
  'unknown',
  'away-too-long',
];

/** How an end of a conversation is, as far as the server hears it. `exited`: she used the exit, and may come back. */
export type Presence = 'here' | 'away' | 'exited';

/** One place in the waiting room, as a console sees it. */
export type QueueEntry = { ticket: Uint8Array; waited: number; presence: Presence };

/** Her place: people before her, counsellors on duty, and the usual wait in minutes, 0 and 0 when it is not known. */
export type Place = { ahead: number; onDuty: number; least: number; most: number };

/** One piece of the server's own record of a visitor: which of how many, from 0 on, and some of its UTF-8. */
export type RecordPiece = { index: number; count: number; bytes: Uint8Array };

/** What a page says. */
export type PageFrame =
  | { kind: 'arrive' | 'heartbeat' | 'ask' | 'report' | 'take-next' | 'off-duty' }
  | { kind: 'return'; token: Uint8Array }
  | { kind: 'wait'; messageOne: Uint8Array }
  | { kind: 'envelope'; conversation: Uint8Array; envelope: Uint8Array }
  | { kind: 'leave'; conversation: Uint8Array; reason: OwnReason }
  | { kind: 'intake'; shift: Uint8Array; slot: Uint8Array; sealedCard: Uint8Array }
  | { kind: 'duty'; chain: Uint8Array; proof: Uint8Array; encapsulationKey: Uint8Array }
  | { kind: 'answer'; conversation: Uint8Array; answer: Uint8Array }
  | { kind: 'resume'; right: Uint8Array };

/** What the server says. */
export type ServerFrame =
  | { kind: 'heartbeat' | 'on-duty' }
  | { kind: 'envelope'; conversation: Uint8Array; envelope: Uint8Array }
  | { kind: 'ticket'; token: Uint8Array }
  | ({ kind: 'place' } & Place)
  | ({ kind: 'record' } & RecordPiece)
  | { kind: 'answered'; conversation: Uint8Array; answer: Uint8Array; right: Uint8Array }
  | { kind: 'presence'; conversation: Uint8Array; presence: Presence }
  | { kind: 'ended'; conversation: Uint8Array; reason: EndReason; next: Uint8Array | undefined }
  | { kind: 'full'; conversation: Uint8Array }
  | { kind: 'shift'; chain: Uint8Array; encapsulationKey: Uint8Array }
  | { kind: 'challenge'; nonce: Uint8Array }
  | { kind: 'queue'; waiting: number; onDuty: number; entries: QueueEntry[] }
  | { kind: 'taken'; conversation: Uint8Array; waited: number; messageOne: Uint8Array; right: Uint8Array }
  | { kind: 'not-taken'; why: 'nobody-waits' | 'at-capacity' }
  | { kind: 'intake-for'; ticket: Uint8Array; slot: Uint8Array; sealedCard: Uint8Array };

/** A message that is not a frame of the server. Nothing of it is used. */
export class BadFrame extends Error {
  constructor(what: string) {
    super(`bad frame: ${what}`);
    this.name = 'BadFrame';
  }
}

/** The conversation that a token speaks of: its ticket, the one part of it that a page looks at. Shares its memory. */
export function conversationIn(token: Uint8Array): Uint8Array {
  return token.subarray(1, 1 + CONVERSATION_LENGTH);
}

/** An unsigned number of four bytes. */
function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function frame(type: number, ...parts: readonly (readonly [Uint8Array, number])[]): Uint8Array {
  const bytes = new Uint8Array(FRAME_LENGTH);
  bytes[0] = VERSION;
  bytes[1] = type;
  let offset = 2;
  for (const [part, length] of parts) {
    if (part.length !== length) throw new RangeError(`a field has ${part.length} bytes, not ${length}`);
    bytes.set(part, offset);
    offset += length;
  }
  return bytes;
}

/**
 * Writes a frame of a page, 2,048 bytes (docs/protocol.md, sections 2.2 and 2.3).
 *
 * @param nth how many sockets the page opened before the one that it leaves on
 * @throws RangeError when a field is not of its length.
 */
export function encodeFrame(say: PageFrame, nth: number): Uint8Array {
  switch (say.kind) {
    case 'arrive':
      return frame(0x01);
    case 'return':
      return frame(0x02, [say.token, TOKEN_LENGTH], [number(nth), 4]);
    case 'wait':
      return frame(0x03, [say.messageOne, MESSAGE_ONE_LENGTH]);
    case 'intake':
      return frame(
        0x04,
        [say.shift, SHIFT_LENGTH],
        [say.slot, SLOT_LENGTH],
        [say.sealedCard, SEALED_CARD_LENGTH],
      );
    case 'heartbeat':
      return frame(0x08);
    case 'envelope':
      return frame(0x09, [say.conversation, CONVERSATION_LENGTH], [say.envelope, ENVELOPE_LENGTH]);
    case 'leave': {
      const reason = Uint8Array.of(REASONS.indexOf(say.reason) + 1);
      return frame(0x0a, [say.conversation, CONVERSATION_LENGTH], [reason, 1]);
    }
    case 'ask':
      return frame(0x0b);
    case 'report':
      return frame(0x11);
    case 'duty':
      return frame(
        0x12,
        [say.chain, CHAIN_LENGTH],
        [say.proof, PROOF_LENGTH],
        [number(nth), 4],
        [say.encapsulationKey, ENCAPSULATION_KEY_LENGTH],
      );
    case 'take-next':
      return frame(0x13);
    case 'answer':
      return frame(0x14, [say.conversation, CONVERSATION_LENGTH], [say.answer, ANSWER_LENGTH]);
    case 'off-duty':
      return frame(0x15);
    case 'resume':
      return frame(0x16, [say.right, TOKEN_LENGTH]);
  }
}

/** Reads a body in order. What is left at the end must be zero: nothing travels in the padding. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 2;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  bytes(length: number): Uint8Array {
    this.#offset += length;
    return new Uint8Array(this.#bytes.subarray(this.#offset - length, this.#offset));
  }

  conversation(): Uint8Array {
    return this.bytes(CONVERSATION_LENGTH);
  }

  token(): Uint8Array {
    return this.bytes(TOKEN_LENGTH);
  }

  number(length: 1 | 2 | 4): number {
    const at = this.#offset;
    this.#offset += length;
    if (length === 1) return this.#view.getUint8(at);
    return length === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  oneOf<T>(names: readonly T[]): T {
    const name = names[this.number(1) - 1];
    if (name === undefined) throw new BadFrame('a field is out of range');
    return name;
  }

  finish(): void {
    for (const byte of this.#bytes.subarray(this.#offset)) {
      if (byte !== 0) throw new BadFrame('padding is not zero');
    }
  }
}

const PRESENCES: readonly Presence[] = ['here', 'away', 'exited'];

function readBody(type: number, body: Reader): ServerFrame {
  switch (type) {
    case 0x08:
      return { kind: 'heartbeat' };
    case 0x09:
      return { kind: 'envelope', conversation: body.conversation(), envelope: body.bytes(ENVELOPE_LENGTH) };
    case 0x41:
      return { kind: 'ticket', token: body.token() };
    case 0x42:
      return {
        kind: 'place',
        ahead: body.number(4),
        onDuty: body.number(2),
        least: body.number(2),
        most: body.number(2),
      };
    case 0x43:
      return {
        kind: 'answered',
        conversation: body.conversation(),
        answer: body.bytes(ANSWER_LENGTH),
        right: body.token(),
      };
    case 0x44:
      return { kind: 'presence', conversation: body.conversation(), presence: body.oneOf(PRESENCES) };
    case 0x45:
      return readEnded(body);
    case 0x46:
      return { kind: 'full', conversation: body.conversation() };
    case 0x47:
      return readRecord(body);
    case 0x48:
      return {
        kind: 'shift',
        chain: body.bytes(CHAIN_LENGTH),
        encapsulationKey: body.bytes(ENCAPSULATION_KEY_LENGTH),
      };
    case 0x51:
      return { kind: 'challenge', nonce: body.bytes(NONCE_LENGTH) };
    case 0x52:
      return { kind: 'on-duty' };
    case 0x53:
      return readQueue(body);
    case 0x54:
      return {
        kind: 'taken',
        conversation: body.conversation(),
        waited: body.number(4),
        messageOne: body.bytes(MESSAGE_ONE_LENGTH),
        right: body.token(),
      };
    case 0x55:
      return { kind: 'not-taken', why: body.oneOf(['nobody-waits', 'at-capacity'] as const) };
    case 0x56:
      return {
        kind: 'intake-for',
        ticket: body.conversation(),
        slot: body.bytes(SLOT_LENGTH),
        sealedCard: body.bytes(SEALED_CARD_LENGTH),
      };
    default:
      throw new BadFrame('unknown type');
  }
}

function readEnded(body: Reader): ServerFrame {
  const conversation = body.conversation();
  const reason = body.oneOf(REASONS);
  const token = body.token();
  return { kind: 'ended', conversation, reason, next: token.some((byte) => byte !== 0) ? token : undefined };
}

function readRecord(body: Reader): ServerFrame {
  const index = body.number(1);
  const count = body.number(1);
  const length = body.number(2);
  if (index >= count) throw new BadFrame('a piece that is not one of its record');
  if (length > MOST_OF_A_RECORD) throw new BadFrame('a piece that is too long');
  return { kind: 'record', index, count, bytes: body.bytes(length) };
}

function readQueue(body: Reader): ServerFrame {
  const waiting = body.number(4);
  const onDuty = body.number(2);
  const count = body.number(1);
  if (count > MOST_ENTRIES) throw new BadFrame('too many entries');
  const entries: QueueEntry[] = [];
  for (let i = 0; i < count; i++) {
    entries.push({
      ticket: body.conversation(),
      waited: body.number(4),
      presence: body.oneOf(PRESENCES),
    });
  }
  return { kind: 'queue', waiting, onDuty, entries };
}

/**
 * Reads a message of the server (docs/protocol.md, sections 2.2 and 2.3). All of its 2,048 bytes are checked.
 *
 * @throws BadFrame when it is not one.
 */
export function decodeFrame(message: Uint8Array): ServerFrame {
  if (message.length !== FRAME_LENGTH) throw new BadFrame('not 2,048 bytes');
  if (message[0] !== VERSION) throw new BadFrame('another version');
  const body = new Reader(message);
  const read = readBody(message[1] ?? 0, body);
  body.finish();
  return read;
}
