import type { Counsellor } from '../crypto/certificates.ts';
import type { Card, Intake } from '../crypto/intake.ts';
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
  | 'away-too-long'
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
      /** Her ticket. Of one that an ended conversation left her, the server has not heard yet. */
      token: Uint8Array | undefined;
      handshake: Handshake | undefined;
      /** What she says beforehand, and the same under its key once somebody is there who may read it. */
      intake: Card;
      sealed: Intake | undefined;
      place: Place | undefined;
      /** Since when her line is lost; 0 when it is not. */
      lost: number;
      /** Whether she came for another ticket by herself and has no place since: she does not do so twice in a row. */
      renewed: boolean;
      /** When she began to wait. */
      since: number;
      /** The time as the screen shows it. */
      now: number;
    }
  | {
      kind: 'talking';
      /** Her right, with which she comes back into this conversation. */
      token: Uint8Array;
      counsellor: string;
      /** What stands half-written in the field. */
      draft: string;
      conversation: Conversation;
      lost: number;
      /** The time as the screen shows it, which goes on only while the line is lost. */
      now: number;
    }
  | {
      kind: 'ended';
      why: Ending;
      counsellor: string;
      lines: readonly Line[];
      /** A ticket for the place that she had. */
      next: Uint8Array | undefined;
    };

/** What happens to the page: the visitor does something, the line says something, time goes by. */
export type Event =
  | { kind: 'start' | 'leave' | 'retry' | 'clear' | 'tick' | 'wipe' }
  | { kind: 'write' | 'typed'; text: string }
  | { kind: 'line'; event: LineEvent };

/** What must be done because of it. */
export type Effect = { kind: 'connect' | 'hang-up' } | { kind: 'send'; frame: PageFrame };

/** The visitor's half of the handshake, as far as the page uses it. */
export type Handshake = Pick<VisitorHandshake, 'messageOne' | 'wipe'> & {
  finish(answer: Uint8Array, nowSeconds: number): { session: Session; counsellor: Counsellor };
};

/** What deciding needs from outside: the organisation's key, chance, and a handshake. */
export type Tools = {
  root: Uint8Array;
  random: Random;
  begin(context: { root: Uint8Array; conversation: Uint8Array }, random: Random): Handshake;
};
