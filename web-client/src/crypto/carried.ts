import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, copy, isZero, join, requireBytes } from './bytes.ts';
import { ENVELOPE_LENGTH } from './envelope.ts';

/** No envelope has this number: a key would have been used up before (docs/protocol.md, section 6.10). */
const MARK = new Uint8Array(8).fill(0xff);

/** A message of a handshake in an envelope, which is no record: of somebody who comes back, or the answer to her. */
export function carry(message: Uint8Array): Uint8Array {
  return join(MARK, message, new Uint8Array(ENVELOPE_LENGTH - MARK.length - message.length));
}

/** The message of so many bytes that an envelope carries, or nothing when it is a record or carries something else. */
export function carried(envelope: Uint8Array, length: number): Uint8Array | undefined {
  requireBytes(envelope, ENVELOPE_LENGTH, 'envelope');
  const marked = envelope.subarray(0, MARK.length).every((byte) => byte === 0xff);
  const end = MARK.length + length;
  return marked && isZero(envelope.subarray(end)) ? copy(envelope, MARK.length, end) : undefined;
}

/** By which the console knows with which of the secrets that it has heard somebody comes back, 16 bytes (section 6.10). */
export function backId(secret: Uint8Array): Uint8Array {
  return sha256(join(ascii('luwte/1 back id'), requireBytes(secret, 32, 'back secret'))).slice(0, 16);
}
