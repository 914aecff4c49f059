import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, copy, join, requireBytes } from './bytes.ts';
import {
  CHAIN_LENGTH,
  ChainRefused,
  type VerifiedChain,
  VISITOR_TOLERANCE,
  verifyChain,
} from './certificates.ts';
import { NO, type Said, YES } from './contents.ts';

/** Length of the secret of a guest, fresh for each (docs/protocol.md, section 6.7). */
export const GUEST_SECRET_LENGTH = 32;

/** Length of what a guest is called by in the records about her. */
export const GUEST_ID_LENGTH = 16;

const ANSWER_LENGTH = GUEST_ID_LENGTH + 1;

/**
 * What a guest is called by in the records about her, 16 bytes, made from her secret, 32 bytes. It tells nothing of it.
 *
 * @throws TypeError when the secret is not of its type or length.
 */
export function guestId(secret: Uint8Array): Uint8Array {
  requireBytes(secret, GUEST_SECRET_LENGTH, 'guest secret');
  return copy(sha256(join(ascii('luwte/1 guest id'), secret)), 0, GUEST_ID_LENGTH);
}

/**
 * The counsellor asks whether a guest may come in: `secret`, 32 bytes, is the one that she gave the guest in a letter,
 * and `chain`, 494 bytes, that of the guest's shift.
 *
 * @returns what must be sealed. The secret in it is the caller's to wipe.
 * @throws TypeError when an input is not of its type or length.
 */
export function askGuest(secret: Uint8Array, chain: Uint8Array): Said {
  requireBytes(secret, GUEST_SECRET_LENGTH, 'guest secret');
  requireBytes(chain, CHAIN_LENGTH, 'chain');
  return { kind: 'guest-asked', body: join(secret, chain) };
}

/**
 * What the visitor is asked: the body, 526 bytes, of contents of kind `guest-asked`. Nothing of it is checked yet: that
 * is for `verifyGuest`.
 *
 * @throws TypeError when the body is not of its type or length.
 */
export function readGuestAsked(body: Uint8Array): { secret: Uint8Array; chain: Uint8Array } {
  requireBytes(body, GUEST_SECRET_LENGTH + CHAIN_LENGTH, 'question');
  return { secret: copy(body, 0, GUEST_SECRET_LENGTH), chain: copy(body, GUEST_SECRET_LENGTH) };
}

/**
 * The visitor says whether the guest with this id, 16 bytes, may come in.
 *
 * @returns what must be sealed.
 * @throws TypeError when the id is not of its type or length.
 */
export function answerGuest(id: Uint8Array, yes: boolean): Said {
  requireBytes(id, GUEST_ID_LENGTH, 'guest id');
  return { kind: 'guest-answered', body: join(id, Uint8Array.of(yes ? YES : NO)) };
}

/**
 * What the visitor has answered: the body, 17 bytes, of contents of kind `guest-answered`. One about a guest who is not
 * known counts for nothing.
 *
 * @throws TypeError when the body is not of its type or length.
 */
export function readGuestAnswered(body: Uint8Array): { id: Uint8Array; yes: boolean } {
  requireBytes(body, ANSWER_LENGTH, 'answer');
  return { id: copy(body, 0, GUEST_ID_LENGTH), yes: body[GUEST_ID_LENGTH] === YES };
}

/**
 * Either end says that the question is taken back, or that the guest with this id, 16 bytes, is not in, or no longer.
 *
 * @returns what must be sealed; its body is the id.
 * @throws TypeError when the id is not of its type or length.
 */
export function endGuest(id: Uint8Array): Said {
  return { kind: 'guest-over', body: copy(requireBytes(id, GUEST_ID_LENGTH, 'guest id')) };
}

/**
 * Who the guest is to be, with a visitor's tolerance: whoever is on duty, in whatever role. Her page looks before she is
 * asked, and again before she says yes; a console looks before it calls.
 *
 * @returns nothing when the chain, 494 bytes, does not hold: then nobody is asked, and the answer is no.
 * @throws TypeError when an input is not of its type or length.
 */
export function verifyGuest(
  chain: Uint8Array,
  root: Uint8Array,
  nowSeconds: number,
): VerifiedChain | undefined {
  try {
    return verifyChain(chain, root, nowSeconds, VISITOR_TOLERANCE);
  } catch (error) {
    if (error instanceof ChainRefused) return undefined;
    throw error;
  }
}
