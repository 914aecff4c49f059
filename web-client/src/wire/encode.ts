import { writeOpening, writeOutcome, writeStatus } from './duty.ts';
import { folderParts } from './folder.ts';
import { CONVERSATION_LENGTH, FRAME_LENGTH, type PageFrame, REASONS, TOKEN_LENGTH } from './frames.ts';
import {
  ANSWER_LENGTH,
  CERTIFICATES_LENGTH,
  CHAIN_LENGTH,
  EFFORT_NONCE_LENGTH,
  ENCAPSULATION_KEY_LENGTH,
  ENVELOPE_LENGTH,
  INVITED_LENGTH,
  MESSAGE_ONE_LENGTH,
  OUTCOME_ID_LENGTH,
  PROOF_LENGTH,
  REVOCATION_LENGTH,
  SEALED_FORM_LENGTH,
  SHIFT_LENGTH,
  SLOT_LENGTH,
  VERSION,
} from './lengths.ts';

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
        [say.sealedForm, SEALED_FORM_LENGTH],
      );
    case 'join':
      return frame(0x06, [say.right, TOKEN_LENGTH]);
    case 'call':
      return frame(0x07, [say.shift, SHIFT_LENGTH], [say.messageOne, MESSAGE_ONE_LENGTH]);
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
    case 'effort':
      return frame(0x0c, [say.nonce, EFFORT_NONCE_LENGTH]);
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
    case 'accept':
      return frame(0x05, [say.conversation, CONVERSATION_LENGTH]);
    case 'take':
      return frame(0x17, [say.ticket, CONVERSATION_LENGTH]);
    case 'status':
      return frame(0x18, [writeStatus(say.status), 3]);
    case 'letter':
      return frame(
        0x19,
        [say.to, SHIFT_LENGTH],
        [say.slot, SLOT_LENGTH],
        [say.sealedLetter, SEALED_FORM_LENGTH],
      );
    case 'hand-over':
      return frame(
        0x1a,
        [say.conversation, CONVERSATION_LENGTH],
        [say.to, SHIFT_LENGTH],
        [say.messageOne, MESSAGE_ONE_LENGTH],
      );
    case 'desk':
      return frame(0x1b, [writeOpening(say.opening), 9]);
    case 'call-in':
      return frame(0x1c);
    case 'outcome': {
      const rest = writeOutcome(say.outcome);
      return frame(0x1d, [say.outcome.id, OUTCOME_ID_LENGTH], [rest, rest.length]);
    }
    case 'invite':
      return frame(0x1e);
    case 'certify':
      return frame(0x1f, [say.invitation, CONVERSATION_LENGTH], [say.certificates, CERTIFICATES_LENGTH]);
    case 'revoke':
      return frame(0x20, [say.revocation, REVOCATION_LENGTH]);
    case 'enrol':
      return frame(0x21, [say.token, TOKEN_LENGTH], [say.invited, INVITED_LENGTH]);
    default: {
      const [type, ...parts] = folderParts(say);
      return frame(type, ...parts);
    }
  }
}
