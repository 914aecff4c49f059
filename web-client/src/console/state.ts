import type { Brake } from '../crypto/brake.ts';
import type { Form } from '../crypto/form.ts';
import type { Random } from '../crypto/random.ts';
import type { Shift } from '../crypto/shift.ts';
import type { Mark } from '../look/log.tsx';
import type { Cards } from '../talk/cards/cards.ts';
import type { LineEvent } from '../talk/connection.ts';
import type { Conversation, Line } from '../talk/conversation.ts';
import type { Colleague, Opening, Outcome, Status } from '../wire/duty.ts';
import type { EndReason, NOT_TAKEN, PageFrame, QueueEntry } from '../wire/frames.ts';
import type { FolderOf } from './came-back.ts';
import type { Known } from './colleagues.ts';
import type { Counts } from './counts.ts';
import type { Enrolment } from './enrolling.ts';
import type { Guest, NoGuest } from './guests.ts';
import type { Handing, NotHanded, Offer } from './handing.ts';
import type { Left } from './mailroom.ts';
import type { Pending } from './outcomes.ts';
import type { Filter } from './queue-order.ts';
import type { Renewed } from './renewal.ts';
import type { Room } from './room.ts';
import type { Invitation, Seat } from './sitting-in.ts';

/** A visitor that this shift took. Ended ones stay until the counsellor closes them. */
export type Visitor = {
  /** The conversation's name, as bytes and as a key for lists. */
  conversation: Uint8Array;
  key: string;
  /** What she is called on this screen: "Visitor 1". */
  number: number;
  waited: number;
  messageOne: Uint8Array;
  /** Our right, with which a server that forgot this conversation is told of it. */
  right: Uint8Array;
  /** Our answer, until we opened something of hers: then she has it. Sent again as the same bytes. */
  answer: Uint8Array | undefined;
  /** Whether the server spoke of this conversation, or we of it, since the line came back. */
  known: boolean;
  /** Whether our answer went out since then. */
  answered: boolean;
  unread: number;
  /** Whether nobody has looked at this conversation since she was taken: she waits to be greeted. */
  fresh: boolean;
  /** What stands half-written in the field. */
  draft: string;
  /** Where this counsellor is a guest. */
  seat: Seat | undefined;
  /** Where guests came and left. */
  marks: readonly Mark[];
} & (
  | {
      kind: 'open';
      talk: Conversation;
      exited: boolean;
      /** A hand-over of hers that is under way, and why the last one came to nothing. */
      handing: Handing | undefined;
      notHanded: NotHanded | undefined;
      /** The guest in it, or on the way, and why there is none any more. */
      guest: Guest | undefined;
      noGuest: NoGuest | undefined;
      /** What the colleague wrote who handed her over. */
      note: { from: string; text: string } | undefined;
      /** What is known here of her folder. */
      folder: FolderOf;
    }
  | {
      kind: 'over';
      why: VisitorEnding;
      lines: readonly Line[];
      /** The outcome that the counsellor has written down, by its random name. */
      written: string | undefined;
    }
);

/** Why a conversation ended, as the counsellor is told. */
export type VisitorEnding = EndReason | 'ended-here' | 'damaged-here';

/** The waiting room as the server told it at a moment; at 0 it has told nothing yet. */
export type Queue = { waiting: number; onDuty: number; entries: readonly QueueEntry[]; at: number };

/** One thing to say above the queue. */
export type Notice = (typeof NOT_TAKEN)[number] | 'not-readable';

/** Why the shift ended. */
export type ShiftEnding = 'off-duty' | 'taken-over' | 'refused' | 'revoked' | 'closed';

/** The console of a shift. */
export type State =
  | {
      kind: 'on-duty';
      shift: Shift;
      /** Whether the server has accepted the shift on the line of this moment. */
      accepted: boolean;
      lost: boolean;
      /** What the counsellor does, and for how many she has room. */
      status: Status;
      /** Until when she wraps up a conversation, unless she says otherwise; 0 when she does not. */
      wrapsUpUntil: number;
      /** How the coordinator has the desk. */
      opening: Opening;
      /** What was left for her, and when that was last looked for. */
      mail: readonly Left[];
      mailLooked: number;
      /** Who is on duty, as the server says, and who of them belongs to the organisation, by the keys of their shifts. */
      colleagues: readonly Colleague[];
      known: ReadonlyMap<string, Known>;
      /** The letters that were opened in this shift: none is read twice. */
      lettersSeen: ReadonlySet<string>;
      room: Room;
      /** Visitors whom colleagues want to hand over to this counsellor. */
      offers: readonly Offer[];
      /** Conversations into which colleagues invite this counsellor, or where she is a guest. */
      invitations: readonly Invitation[];
      /** How conversations were, as long as the server has not counted it. */
      outcomes: readonly Pending[];
      /** Certificates she took back in this shift. They are said again on every line: it is no harm to say it twice. */
      takenBack: readonly PageFrame[];
      /** For a coordinator: what may be told of the counts, as JSON in pieces. */
      counts: Counts;
      /** For a coordinator: the newest invitation she asked for, and who came with one. */
      invitation: Uint8Array | undefined;
      enrolments: readonly Enrolment[];
      /** For a coordinator: to whom a renewed certificate is on its way, by the keys of their shifts. */
      renewals: ReadonlySet<string>;
      /** What a coordinator has renewed for her. */
      renewed: Renewed | undefined;
      /** Whether the coordinator has called her in from standing by. */
      calledIn: boolean;
      queue: Queue;
      /** The languages that she writes. */
      languages: readonly string[];
      filter: Filter;
      /** What those who wait, and those who were taken, said beforehand; by the keys of their tickets. */
      forms: ReadonlyMap<string, Form>;
      visitors: readonly Visitor[];
      selected: string | undefined;
      /** How many visitors this shift has taken: the next gets the next number. */
      taken: number;
      /** Whom she asked for: somebody, or whoever is next. */
      taking: 'next' | 'chosen' | undefined;
      /** Whether the cursor is in a field of the tools. What is noted there is about whoever is shown: she stays. */
      noting: boolean;
      notice: Notice | undefined;
      /** The time as the screen shows it, for "away for 20 seconds". */
      now: number;
    }
  | { kind: 'over'; why: ShiftEnding };

/** A shift that is on. */
export type OnDuty = Extract<State, { kind: 'on-duty' }>;

/** What happens to the console. */
export type Event =
  | { kind: 'take-next' | 'off-duty' | 'tick' | 'wipe' }
  | { kind: 'status'; doing: Status['doing']; reason: number }
  | { kind: 'languages'; languages: readonly string[] }
  | { kind: 'filter'; filter: Filter }
  | { kind: 'offer'; key: string; to: string; note: string }
  | { kind: 'answer-offer' | 'answer-invitation'; key: string; accepts: boolean; text: string }
  | { kind: 'invite'; key: string; to: string; note: string }
  | { kind: 'uninvite'; key: string }
  | { kind: 'guest-line'; key: string; event: LineEvent }
  | { kind: 'room'; to: string | undefined; text: string }
  | { kind: 'heavy'; text: string }
  | { kind: 'outcome'; key: string; disposition: number; answers: Outcome['answers'] }
  | { kind: 'room-read' | 'ask-counts' }
  | { kind: 'open-desk'; opening: Opening }
  | { kind: 'renew'; to: string; certificates: Uint8Array }
  | { kind: 'renewal'; stage: Renewed['stage'] }
  /** A coordinator says something that changes nothing here. */
  | { kind: 'say'; frame: PageFrame }
  | { kind: 'withdraw'; key: string }
  | { kind: 'take' | 'select' | 'retry' | 'end' | 'pass-back' | 'dismiss' | 'show-held'; key: string }
  | { kind: 'write' | 'typed'; key: string; text: string }
  | { kind: 'brake'; key: string; brake: Brake }
  | { kind: 'cards'; key: string; does: (cards: Cards, now: number) => Cards }
  | { kind: 'offer-folder'; key: string }
  | { kind: 'code-word'; key: string; proof: 'right' | 'wrong' | 'without' }
  | { kind: 'mail-came'; mail: readonly Left[] }
  | { kind: 'mail-gone'; key: string }
  | { kind: 'noting'; on: boolean }
  | { kind: 'line'; event: LineEvent };

/** What must be done because of it. */
export type Effect =
  | { kind: 'hang-up' }
  /** Where she gets mail is told to the server; it is looked what is there. */
  | { kind: 'put-up-letterbox' | 'look-for-mail' }
  | { kind: 'send'; frame: PageFrame }
  /** On a line of its own to the guest in the conversation with this key. */
  | { kind: 'connect-guest' | 'hang-up-guest'; key: string }
  | { kind: 'send-guest'; key: string; frame: PageFrame };

/** What deciding needs from outside. */
export type Tools = { root: Uint8Array; random: Random };
