import { copy, requireBytes } from './bytes.ts';

/** Length of a conversation's name: the ticket it grew from (docs/protocol.md, section 2.3). */
export const CONVERSATION_LENGTH = 16;

/** What a handshake is bound to: the organisation's root key, 32 bytes, and the conversation, 16 bytes. */
export type Context = { root: Uint8Array; conversation: Uint8Array };

/** The conversation of a visitor and a counsellor, by the subject of the counsellor certificate, 32 bytes. No secret. */
export type Between = Context & { counsellorKey: Uint8Array };

/** What both ends of a session share, and a rejoin builds on (docs/protocol.md, section 6.5). */
export type Bond = Between & {
  /** In a session with a guest: the subject of the guest's certificate, 32 bytes (section 6.7). */
  guestKey?: Uint8Array | undefined;
  /** The exported secret of the keys in use, 32 bytes. Belongs to the session, which wipes it. */
  exported: Uint8Array;
};

/** Which end of the conversation calls the guest, by a handshake of its own (docs/protocol.md, section 6.7). */
export type Caller = 'visitor' | 'counsellor';

/** What a handshake builds on that is not the first of its conversation (docs/protocol.md, sections 6.5 to 6.7 and 6.10). */
export type Before = {
  purpose: 'rejoin' | 'hand-over' | 'guest' | 'back';
  /** With `guest`: who begins it. */
  caller?: Caller;
  /** Who is in the conversation with the visitor: the subject of the counsellor certificate, 32 bytes. */
  counsellorKey: Uint8Array;
  /** The guest who is in it too, at a rejoin with one. */
  guestKey?: Uint8Array | undefined;
  /** 32 bytes that go into the psk: the exported secret of the keys in use, or that of the hand-over, guest or folder. */
  secret: Uint8Array;
};

/**
 * A checked context of our own, which nobody changes under our hands between the two messages.
 *
 * @throws TypeError when a field is not a Uint8Array of its length.
 */
export function ownContext(context: Context): Context {
  return {
    root: copy(requireBytes(context.root, 32, 'root')),
    conversation: copy(requireBytes(context.conversation, CONVERSATION_LENGTH, 'conversation')),
  };
}
