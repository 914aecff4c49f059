import type { Counsellor } from '../crypto/certificates.ts';
import type { Random } from '../crypto/random.ts';
import type { Session } from '../crypto/session.ts';
import type { VisitorHandshake } from '../crypto/visitor-handshake.ts';
import type { LineEvent } from '../talk/connection.ts';
import type { Conversation, Line } from '../talk/conversation.ts';
import type { PageFrame } from '../wire/frames.ts';

/** Why it ended, as the visitor is told. */
export type Ending =
  | 'left'
  | 'said-goodbye'
  | 'ended'
  | 'gone'
  | 'off-duty'
  | 'forgotten'
  | 'refused'
  | 'damaged'
  | 'taken-over'
  | 'no-room';

/** Her place: people before her and counsellors on duty. */
export type Place = { ahead: number; onDuty: number };

/** Where the visitor is. Everything secret hangs on this one value and is wiped with it. */
export type State =
  | { kind: 'start' }
  | {
      kind: 'waiting';
      token: Uint8Array | undefined;
      handshake: Handshake | undefined;
      place: Place | undefined;
      lost: boolean;
      /** When she began to wait, and the whole minutes since. */
      since: number;
      minutes: number;
    }
  | {
      kind: 'talking';
      token: Uint8Array;
      counsellor: string;
      conversation: Conversation;
      lost: boolean;
    }
  | { kind: 'ended'; why: Ending; counsellor: string; lines: readonly Line[] };

/** What happens to the page: the visitor does something, the line says something, time goes by. */
export type Event =
  | { kind: 'start' | 'leave' | 'typed' | 'retry' | 'clear' | 'tick' | 'wipe' }
  | { kind: 'write'; text: string }
  | { kind: 'line'; event: LineEvent };

/** What must be done because of it. */
export type Effect = { kind: 'connect' | 'hang-up' } | { kind: 'send'; frame: PageFrame };

/** The visitor's half of the handshake, as far as the page uses it. */
export type Handshake = Pick<VisitorHandshake, 'messageOne' | 'wipe'> & {
  finish(
    answer: Uint8Array,
    nowSeconds: number,
  ): { session: Pick<Session, 'seal' | 'open' | 'sent' | 'received' | 'wipe'>; counsellor: Counsellor };
};

/** What deciding needs from outside: the organisation's key, chance, and a handshake. */
export type Tools = {
  root: Uint8Array;
  random: Random;
  begin(context: { root: Uint8Array; conversation: Uint8Array }, random: Random): Handshake;
};
