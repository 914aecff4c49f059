import type { Colleague, Opening, Outcome, Status } from './duty.ts';
import type { FolderPageFrame, FolderServerFrame } from './folder.ts';

/** Length of every message on the socket (docs/protocol.md, section 2.2). */
export const FRAME_LENGTH = 2048;

/** Length of a conversation's name, which is also the ticket in a token. */
export const CONVERSATION_LENGTH = 16;

/** Length of a token: a ticket or a right (docs/protocol.md, section 3). */
export const TOKEN_LENGTH = 97;

/** Why something ended (docs/protocol.md, section 2.6). */
export type EndReason = OwnReason | 'gone' | 'off-duty' | 'away-too-long' | 'closed' | 'handed-over';

/** The reasons that a page may give itself. */
export type OwnReason = 'said-goodbye' | 'exit' | 'refused' | 'damaged' | 'unknown' | 'passed-back';

/** In the order of their codes, from 1 on. */
export const REASONS: readonly EndReason[] = [
  'said-goodbye',
  'exit',
  'refused',
  'damaged',
  'gone',
  'off-duty',
  'unknown',
  'away-too-long',
  'passed-back',
  'closed',
  'handed-over',
];

/** How an end of a conversation is, as far as the server hears it. `exited`: she used the exit, and may come back. */
export type Presence = 'here' | 'away' | 'exited';

/** One place in the waiting room, as a console sees it. */
export type QueueEntry = { ticket: Uint8Array; waited: number; presence: Presence };

/** Her place: people before her, counsellors on duty, and the usual wait in minutes, 0 and 0 when it is not known. */
export type Place = { ahead: number; onDuty: number; least: number; most: number };

/** One piece of the server's own record of a visitor: which of how many, from 0 on, and some of its UTF-8. */
export type RecordPiece = { index: number; count: number; bytes: Uint8Array };

/** Why nobody was taken, from 1 on. */
export const NOT_TAKEN = ['nobody-waits', 'at-capacity', 'taken-already', 'not-your-role'] as const;

/** How a conversation came to a console, from 0 on: taken from the line, by a colleague, or called as a guest. */
export const TAKEN_HOW = ['line', 'handed-over', 'called'] as const;
export type TakenHow = (typeof TAKEN_HOW)[number];

/** What a page says. */
export type PageFrame =
  | {
      kind: 'arrive' | 'heartbeat' | 'ask' | 'report' | 'take-next' | 'off-duty' | 'call-in' | 'invite';
    }
  | { kind: 'return'; token: Uint8Array }
  | { kind: 'join'; right: Uint8Array }
  | { kind: 'call'; shift: Uint8Array; messageOne: Uint8Array }
  | { kind: 'wait'; messageOne: Uint8Array }
  | { kind: 'effort'; nonce: Uint8Array }
  | { kind: 'envelope'; conversation: Uint8Array; envelope: Uint8Array }
  | { kind: 'leave'; conversation: Uint8Array; reason: OwnReason }
  | { kind: 'intake'; shift: Uint8Array; slot: Uint8Array; sealedForm: Uint8Array }
  | { kind: 'duty'; chain: Uint8Array; proof: Uint8Array; encapsulationKey: Uint8Array }
  | { kind: 'answer'; conversation: Uint8Array; answer: Uint8Array }
  | { kind: 'resume'; right: Uint8Array }
  | { kind: 'accept'; conversation: Uint8Array }
  | { kind: 'take'; ticket: Uint8Array }
  | { kind: 'status'; status: Status }
  | { kind: 'letter'; to: Uint8Array; slot: Uint8Array; sealedLetter: Uint8Array }
  | { kind: 'hand-over'; conversation: Uint8Array; to: Uint8Array; messageOne: Uint8Array }
  | { kind: 'desk'; opening: Opening }
  | { kind: 'outcome'; outcome: Outcome }
  | { kind: 'certify'; invitation: Uint8Array; certificates: Uint8Array }
  | { kind: 'revoke'; revocation: Uint8Array }
  | { kind: 'enrol'; token: Uint8Array; invited: Uint8Array }
  | FolderPageFrame;

/** What the server says. */
export type ServerFrame =
  | { kind: 'heartbeat' | 'on-duty' | 'called-in' }
  | { kind: 'envelope'; conversation: Uint8Array; envelope: Uint8Array }
  | { kind: 'ticket'; token: Uint8Array }
  | ({ kind: 'place' } & Place)
  | ({ kind: 'record' } & RecordPiece)
  | { kind: 'answered'; conversation: Uint8Array; answer: Uint8Array; right: Uint8Array }
  | { kind: 'presence'; conversation: Uint8Array; presence: Presence }
  | { kind: 'ended'; conversation: Uint8Array; reason: EndReason; next: Uint8Array | undefined }
  | { kind: 'full'; conversation: Uint8Array }
  | { kind: 'effort-wanted'; bits: number }
  | { kind: 'shift'; chain: Uint8Array; encapsulationKey: Uint8Array }
  | { kind: 'challenge'; nonce: Uint8Array }
  | { kind: 'queue'; waiting: number; onDuty: number; entries: QueueEntry[] }
  | {
      kind: 'taken';
      conversation: Uint8Array;
      waited: number;
      messageOne: Uint8Array;
      right: Uint8Array;
      how: TakenHow;
    }
  | { kind: 'not-taken'; why: (typeof NOT_TAKEN)[number] }
  | { kind: 'intake-for'; ticket: Uint8Array; slot: Uint8Array; sealedForm: Uint8Array }
  | { kind: 'closing' | 'desk-is'; opening: Opening }
  | { kind: 'colleagues'; colleagues: Colleague[] }
  | { kind: 'colleague'; chain: Uint8Array; encapsulationKey: Uint8Array }
  | { kind: 'letter-for'; slot: Uint8Array; sealedLetter: Uint8Array }
  | { kind: 'not-there'; shift: Uint8Array }
  | { kind: 'counted'; outcome: Uint8Array }
  | { kind: 'invitation'; token: Uint8Array }
  | { kind: 'enrolment'; invitation: Uint8Array; invited: Uint8Array | undefined }
  | { kind: 'enrolling'; coordinators: number }
  | { kind: 'certified'; certificates: Uint8Array }
  | FolderServerFrame;

/** The conversation that a token speaks of: its ticket, the one part of it that a page looks at. Shares its memory. */
export function conversationIn(token: Uint8Array): Uint8Array {
  return token.subarray(1, 1 + CONVERSATION_LENGTH);
}
