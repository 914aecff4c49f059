import {
  CONVERSATION_LENGTH,
  FRAME_LENGTH,
  type Presence,
  type QueueEntry,
  REASONS,
  type ServerFrame,
  TOKEN_LENGTH,
} from './frames.ts';
import {
  ANSWER_LENGTH,
  CHAIN_LENGTH,
  ENCAPSULATION_KEY_LENGTH,
  ENVELOPE_LENGTH,
  MESSAGE_ONE_LENGTH,
  MOST_ENTRIES,
  MOST_OF_A_RECORD,
  NONCE_LENGTH,
  SEALED_CARD_LENGTH,
  SLOT_LENGTH,
  VERSION,
} from './lengths.ts';

/** A message that is not a frame of the server. Nothing of it is used. */
export class BadFrame extends Error {
  constructor(what: string) {
    super(`bad frame: ${what}`);
    this.name = 'BadFrame';
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
