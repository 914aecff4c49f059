import { readColleagues, readOpening } from './duty.ts';
import { readFolderFrame } from './folder.ts';
import {
  FRAME_LENGTH,
  NOT_TAKEN,
  type Presence,
  type QueueEntry,
  REASONS,
  type ServerFrame,
  TAKEN_HOW,
  type TakenHow,
} from './frames.ts';
import {
  ANSWER_LENGTH,
  CERTIFICATES_LENGTH,
  CHAIN_LENGTH,
  ENCAPSULATION_KEY_LENGTH,
  ENVELOPE_LENGTH,
  INVITED_LENGTH,
  MESSAGE_ONE_LENGTH,
  MOST_EFFORT_BITS,
  MOST_ENTRIES,
  MOST_OF_A_RECORD,
  NONCE_LENGTH,
  OUTCOME_ID_LENGTH,
  SEALED_FORM_LENGTH,
  SHIFT_LENGTH,
  SLOT_LENGTH,
  VERSION,
} from './lengths.ts';
import { BadFrame, Reader } from './reader.ts';

export { BadFrame } from './reader.ts';

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
        how: readHow(body),
      };
    case 0x55:
      return { kind: 'not-taken', why: body.oneOf(NOT_TAKEN) };
    case 0x56:
      return {
        kind: 'intake-for',
        ticket: body.conversation(),
        slot: body.bytes(SLOT_LENGTH),
        sealedForm: body.bytes(SEALED_FORM_LENGTH),
      };
    case 0x49:
      return { kind: 'closing', opening: readOpening(body) };
    case 0x4a:
      return readEffortWanted(body);
    default:
      return readBeside(type, body);
  }
}

/** What a console hears beside conversations, and who was invited. */
function readBeside(type: number, body: Reader): ServerFrame {
  switch (type) {
    case 0x57:
      return { kind: 'colleagues', colleagues: readColleagues(body) };
    case 0x58:
      return {
        kind: 'colleague',
        chain: body.bytes(CHAIN_LENGTH),
        encapsulationKey: body.bytes(ENCAPSULATION_KEY_LENGTH),
      };
    case 0x59:
      return {
        kind: 'letter-for',
        slot: body.bytes(SLOT_LENGTH),
        sealedLetter: body.bytes(SEALED_FORM_LENGTH),
      };
    case 0x5a:
      return { kind: 'not-there', shift: body.bytes(SHIFT_LENGTH) };
    case 0x5b:
      return { kind: 'desk-is', opening: readOpening(body) };
    case 0x5c:
      return { kind: 'called-in' };
    case 0x5d:
      return { kind: 'counted', outcome: body.bytes(OUTCOME_ID_LENGTH) };
    case 0x5e:
      return { kind: 'invitation', token: body.token() };
    case 0x5f: {
      const invitation = body.conversation();
      const invited = body.bytes(INVITED_LENGTH);
      return {
        kind: 'enrolment',
        invitation,
        invited: invited.some((byte) => byte !== 0) ? invited : undefined,
      };
    }
    case 0x60:
      return { kind: 'enrolling', coordinators: body.number(2) };
    case 0x61:
      return { kind: 'certified', certificates: body.bytes(CERTIFICATES_LENGTH) };
    default:
      return readFolderFrame(type, body);
  }
}

function readHow(body: Reader): TakenHow {
  const how = TAKEN_HOW[body.number(1)];
  if (how === undefined) throw new BadFrame('taken in a way that does not exist');
  return how;
}

function readEffortWanted(body: Reader): ServerFrame {
  const bits = body.number(1);
  if (bits > MOST_EFFORT_BITS) throw new BadFrame('more effort than anybody may ask for');
  return { kind: 'effort-wanted', bits };
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
