import type { Counsellor } from '../crypto/certificates.ts';
import type { Form } from '../crypto/form.ts';
import type { Intake as SealedIntake } from '../crypto/intake.ts';
import type { Random } from '../crypto/random.ts';
import type { Session } from '../crypto/session.ts';
import type { VisitorHandshake } from '../crypto/visitor-handshake.ts';
import type { Earlier, Mark } from '../look/log.tsx';
import type { Cards } from '../talk/cards/cards.ts';
import type { Template } from '../talk/cards/template.ts';
import type { LineEvent } from '../talk/connection.ts';
import type { Conversation, Line } from '../talk/conversation.ts';
import type { WayBack } from '../talk/folder/contents.ts';
import type { OpenFolder } from '../talk/folder/folder.ts';
import type { PageFrame, Place } from '../wire/frames.ts';
import type { HerCards } from './cards.ts';
import type { Guest } from './guest.ts';
import type { Hours } from './hours.ts';
import type { Entrance, Intake } from './intake.ts';
import type { back, guests } from './later.tsx';

/** Why it ended, as the visitor is told. */
export type Ending =
  | 'left'
  | 'said-goodbye'
  | 'ended'
  | 'gone'
  | 'off-duty'
  | 'away-too-long'
  | 'passed-back'
  | 'closed'
  | 'forgotten'
  | 'refused'
  | 'damaged'
  | 'taken-over'
  | 'no-room';

/** What she has said about herself, and what stands half-written in the field. They go with her to the end. */
export type Hers = { intake: Intake; draft: string };

/** Where the visitor is. Everything secret hangs on this one value and is wiped with it. */
export type State =
  | { kind: 'safety' }
  /** `anyway`: nobody is on duty, and she wants to wait. `hers`: what she said before she came back here. */
  | { kind: 'entrance'; anyway: boolean; hers: Hers | undefined }
  | ({ kind: 'intake' } & Hers)
  | ({
      kind: 'waiting';
      /** Her ticket. Of one that an ended conversation left her, the server has not heard yet. */
      token: Uint8Array | undefined;
      handshake: Handshake | undefined;
      place: Place | undefined;
      /** The effort that was made for her ticket, and how large it is at least. */
      effort: { nonce: Uint8Array; bits: number } | undefined;
      /** Since when her line is lost; 0 when it is not. */
      lost: number;
      /** Whether she came for another ticket by herself and has no place since: she does not do so twice in a row. */
      renewed: boolean;
      /** What stands in the field she wrote at the questions and then skipped: it is not sent by itself. */
      skipped: boolean;
      /** Cards of a conversation before. */
      cards: HerCards;
      /** When she began to wait. */
      since: number;
      /** The time as the screen shows it. */
      now: number;
    } & Hers)
  | ({
      /** She comes back into a conversation with what her folder kept. */
      kind: 'returning';
      /** Her right to it. */
      token: Uint8Array;
      handshake: Handshake;
      /** The envelope with which she comes, and how often nobody answered it. */
      comes: Uint8Array;
      waits: number;
      /** When message one was last said, and whether the server knows the conversation on this line. */
      said: number;
      up: boolean;
      /** Whether the counsellor is here. */
      here: boolean;
      lost: number;
      since: number;
      now: number;
      cards: HerCards;
    } & Hers)
  | ({
      kind: 'talking';
      /** Her right, with which she comes back into this conversation. */
      token: Uint8Array;
      /** How the answer began that she opened: it may come once more. */
      opened: Uint8Array;
      counsellor: string;
      /** Who wrote with her before, and up to which line. */
      earlier: readonly Earlier[];
      /** Who is to go on with her: she is asked. */
      asked: string | undefined;
      /** Who goes on with her: she has agreed, and waits for the answer. */
      goesTo: string | undefined;
      /** Whom the counsellor wants to let in, or who is in, and where guests came and left. */
      guest: Guest | undefined;
      marks: readonly Mark[];
      /** Who was to come, and cannot. */
      noGuest: string | undefined;
      conversation: Conversation;
      /** The texts of the cards that she has. */
      templates: readonly Template[];
      /** The title of a card that the counsellor has put ready, until she looks at it. */
      ready: string | undefined;
      /** The counsellor thinks that five words are safe for her, and she has not answered. */
      offered: boolean;
      /** Whether the counsellor has heard that she was here before, and whether the cards of her folder have come in. */
      cameBack: boolean;
      hasFolder: boolean;
      /** Whether the folder was made in this conversation: then she was not here before. */
      madeHere: boolean;
      lost: number;
      /** The time as the screen shows it, which goes on only while the line is lost or she is asked to write less. */
      now: number;
    } & Hers)
  | ({
      kind: 'ended';
      why: Ending;
      counsellor: string;
      earlier: readonly Earlier[];
      marks: readonly Mark[];
      lines: readonly Line[];
      cards: HerCards;
      /** A ticket for the place that she had. */
      next: Uint8Array | undefined;
      skipped: boolean;
      /** With whom she talked: a folder may still be made of it. */
      was: Was | undefined;
    } & Hers);

/** Her right to a conversation, and the key of the counsellor, 32 bytes. */
export type Was = { right: Uint8Array; counsellor: Uint8Array };

/** What can be opened beside waiting and talking, and is closed again without losing the place. */
export type Beside = 'reading' | 'numbers' | 'breathing' | 'evidence' | 'cards' | 'folder';

/** The pieces of the server's own record of her that have come, and whether it was asked for on this line. */
export type Held = Readonly<{ asked: boolean; pieces: readonly (Uint8Array | undefined)[] }>;

/** The whole visit: where she is, and what lies beside it. */
export type Visit = Readonly<{
  state: State;
  beside: Beside | undefined;
  /** How many texts there were when she opened what lies beside. */
  seen: number;
  /** The place of the card that she looks at among hers; nothing in the list of them. */
  card: number | undefined;
  held: Held;
  /** Her folder, when it is open here, and the cards in it. */
  folder: OpenFolder | undefined;
  folderCards: HerCards;
  /** What is known about the opening hours, and when it was last asked. */
  hours: Hours | undefined;
  looked: number;
}>;

/** What happens to the state: the visitor does something, the line says something, time goes by. */
export type StateEvent =
  | { kind: 'go-on' | 'anyway' | 'back' | 'start' | 'skip' | 'leave' | 'retry' | 'clear' | 'tick' | 'wipe' }
  | { kind: 'choose'; entrance: Entrance }
  | { kind: 'answer'; says: Partial<Intake> }
  | { kind: 'write' | 'typed'; text: string }
  /** `who`: whom she was asked about. She may be asked about another meanwhile. */
  | { kind: 'hand-over'; agrees: boolean; who: string }
  /** An effort is made, for this ticket. */
  | { kind: 'effort'; ticket: Uint8Array; nonce: Uint8Array; bits: number }
  /** Whether the guest with this id may come in, or is to leave. She may be asked about another meanwhile. */
  | { kind: 'guest'; agrees: boolean; id: Uint8Array }
  | { kind: 'guest-away'; id: Uint8Array }
  /** She opens a card; she does something with those she has. */
  | { kind: 'open-card'; template: Template }
  | { kind: 'cards'; does: (cards: Cards, now: number) => Cards }
  /** Her folder is open: its cards come into her conversation, and the counsellor hears that she was here before. */
  | { kind: 'came-back'; folder: OpenFolder; cards: HerCards }
  /** Her folder can bring this conversation back, with this secret of 32 bytes; what her code word is checked against, 48. */
  | { kind: 'folder-kept'; secret: Uint8Array; check: Uint8Array }
  /** She goes back into the conversation that her folder kept the way to. */
  | { kind: 'go-back-in'; wayBack: WayBack }
  /** She would rather not make five words now. */
  | { kind: 'not-now' }
  /** The text of a card that the counsellor has asked for is here, or cannot be had. */
  | { kind: 'asked-card'; name: string; template: Template | undefined }

  /** `guest-line`: the line to a guest says something. */
  | { kind: 'line' | 'guest-line'; event: LineEvent };

/** What happens to the page. */
export type Event =
  | StateEvent
  | { kind: 'beside'; beside: Beside | undefined; card?: number }
  | { kind: 'ask' }
  | { kind: 'hours'; hours: Hours }
  /**
   * Her folder is open in this page, or no longer. `made`: it is of this conversation, and she was not here before. `open`:
   * what it takes the place of.
   */
  | { kind: 'folder'; folder: OpenFolder | undefined; cards: HerCards; made?: boolean; open?: OpenFolder }
  /** She comes back: she wants to talk with one of these counsellors, or with whoever is next. */
  | { kind: 'talk-again'; asksFor: readonly Uint8Array[] };

/** What must be done because of it. */
export type Effect =
  /** `connect-again`: for a conversation of which another page may still have a line. */
  | { kind: 'connect' | 'connect-again' | 'hang-up' | 'connect-guest' | 'hang-up-guest' | 'look-at-hours' }
  | { kind: 'send' | 'send-guest'; frame: PageFrame }
  | { kind: 'get-card'; name: string }
  | { kind: 'make-effort'; ticket: Uint8Array; bits: number };

/** A state after an event, and what must be done because of it. */
export type Decided = { state: State; effects: readonly Effect[] };

/** The visitor's half of the handshake, as far as the page uses it. */
export type Handshake = Pick<VisitorHandshake, 'messageOne' | 'wipe'> & {
  finish(answer: Uint8Array, nowSeconds: number): { session: Session; counsellor: Counsellor };
};

/** What she says beforehand under its key, as far as the page uses it. */
export type Sealed = Pick<SealedIntake, 'sealFor' | 'wipe'>;

/** What deciding needs from outside: the organisation's key, chance, a handshake, and a sealed form. */
export type Tools = {
  root: Uint8Array;
  random: Random;
  begin(context: { root: Uint8Array; conversation: Uint8Array }, random: Random): Handshake;
  seal(context: { root: Uint8Array; conversation: Uint8Array }, form: Form, random: Random): Sealed;
  guests(): typeof guests;
  back(): typeof back;
};
