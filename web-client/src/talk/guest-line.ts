import { copy, equal, wipe } from '../crypto/bytes.ts';
import { Damaged } from '../crypto/damaged.ts';
import type { Random } from '../crypto/random.ts';
import type { Session } from '../crypto/session.ts';
import { conversationIn, type OwnReason, type PageFrame, type ServerFrame } from '../wire/frames.ts';
import type { LineEvent } from './connection.ts';
import * as talk from './conversation.ts';

/** The half of the handshake of whoever calls, as far as the line uses it. */
export type CallHandshake = {
  messageOne: Uint8Array;
  finish(answer: Uint8Array, nowSeconds: number): { session: Session };
  wipe(): void;
};

/**
 * A line of its own to a guest, at the end of whoever calls: the visitor or her counsellor (docs/protocol.md, section 6.7).
 * To the server it is a conversation like any other.
 */
export type GuestLine = Readonly<{
  /** A copy of the right to the conversation that the guest joins: with it the line is opened. */
  right: Uint8Array;
  /** The signing key of the guest's shift, 32 bytes. */
  to: Uint8Array;
  /** Until the guest has answered. */
  handshake: CallHandshake | undefined;
  /** The called ticket, and then the right to what grew from it; and its name there, 16 bytes, which is no secret. */
  token: Uint8Array | undefined;
  conversation: Uint8Array | undefined;
  /** Since the guest has answered. */
  talk: talk.Conversation | undefined;
}>;

/** A line after a step: nothing when it is over. What it says to the server, and the texts of the guest that came. */
export type GuestStep = {
  line: GuestLine | undefined;
  send: readonly PageFrame[];
  texts: readonly string[];
};

/** A line that is about to be opened. */
export function callGuest(right: Uint8Array, to: Uint8Array, handshake: CallHandshake): GuestLine {
  return { right: copy(right), to, handshake, token: undefined, conversation: undefined, talk: undefined };
}

/** Forgets every secret of it. */
export function wipeGuestLine(line: GuestLine): void {
  wipe(line.right);
  if (line.token) wipe(line.token);
  line.handshake?.wipe();
  line.talk?.keys.wipe();
}

const stay = (line: GuestLine): GuestStep => ({ line, send: [], texts: [] });

/** It is over, and the other end hears why if it can. */
export function endGuestLine(line: GuestLine, reason: OwnReason): GuestStep {
  const send = leaveGuestLine(line, reason);
  wipeGuestLine(line);
  return { line: undefined, send, texts: [] };
}

/** The frame with which it is left, also when its secrets are wiped already. */
export function leaveGuestLine({ conversation }: GuestLine, reason: OwnReason): PageFrame[] {
  return conversation === undefined ? [] : [{ kind: 'leave', conversation, reason }];
}

function goesOn(line: GuestLine, step: talk.Step): GuestStep {
  const { conversation } = line;
  if (conversation === undefined) return stay(line);
  const send = step.send.map((envelope): PageFrame => ({ kind: 'envelope', conversation, envelope }));
  const came = step.conversation.lines.slice(line.talk?.lines.length ?? 0);
  const texts = came.filter(({ mine }) => !mine).map(({ text }) => text);
  return { line: { ...line, talk: step.conversation }, send, texts };
}

/** The same is said to the guest that is said in the conversation. */
export function writeToGuest(line: GuestLine, text: string, now: number): GuestStep {
  return line.talk ? goesOn(line, talk.write(line.talk, text, now)) : stay(line);
}

/** A letter is written, of which the guest may see that there is one. */
export function typedBesideGuest(line: GuestLine, now: number): GuestStep {
  return line.talk ? goesOn(line, talk.typed(line.talk, now)) : stay(line);
}

/** Time went by. */
export function guestLineInTime(line: GuestLine, now: number): GuestStep {
  if (!line.talk) return stay(line);
  const step = talk.timeWentBy(line.talk, now);
  return step.conversation === line.talk ? stay(line) : goesOn(line, step);
}

/** Something came of the line. */
export function guestLineSaid(line: GuestLine, event: LineEvent, now: number, random: Random): GuestStep {
  switch (event.kind) {
    case 'opened': {
      const { token, right } = line;
      const hello: PageFrame = token ? { kind: 'return', token } : { kind: 'join', right };
      return { line, send: [hello], texts: [] };
    }
    case 'lost':
      return stay(line.talk ? { ...line, talk: talk.lineLost(line.talk, now) } : line);
    case 'closed':
      return endGuestLine(line, 'said-goodbye');
    case 'frame':
      return frameCame(line, event.frame, now, random);
  }
}

function frameCame(line: GuestLine, frame: ServerFrame, now: number, random: Random): GuestStep {
  if (frame.kind === 'ticket') return ticketCame(line, frame.token);
  const { conversation } = line;
  if (conversation === undefined || !('conversation' in frame)) return stay(line);
  if (!equal(frame.conversation, conversation)) return endGuestLine(line, 'damaged');
  if (frame.kind === 'ended') return endGuestLine(line, 'said-goodbye');
  if (frame.kind === 'answered') return answered(line, frame.answer, frame.right, now);
  if (line.talk === undefined) return stay(line);
  switch (frame.kind) {
    case 'presence':
      return goesOn(line, talk.presenceCame(line.talk, frame.presence === 'here', now, random));
    case 'full':
      return stay({ ...line, talk: talk.mailboxFull(line.talk, now) });
    case 'envelope':
      try {
        const rejoin = (keys: Session, { body }: { body: Uint8Array }) =>
          keys.finishRejoin(body, Math.floor(now / 1000));
        return goesOn(line, talk.envelopeCame(line.talk, frame.envelope, now, rejoin));
      } catch (error) {
        if (error instanceof Damaged) return endGuestLine(line, 'damaged');
        throw error;
      }
    default:
      return stay(line);
  }
}

/** The ticket is here, or here again because the server had forgotten it: the guest is called, by the same message one. */
function ticketCame(line: GuestLine, token: Uint8Array): GuestStep {
  if (line.handshake === undefined) return stay(line);
  if (line.token) wipe(line.token);
  const { to, handshake } = line;
  return {
    line: { ...line, token, conversation: copy(conversationIn(token)) },
    send: [{ kind: 'call', shift: to, messageOne: handshake.messageOne }],
    texts: [],
  };
}

/** Somebody has answered. Whoever is not that guest is refused like anybody else. */
function answered(line: GuestLine, answer: Uint8Array, right: Uint8Array, now: number): GuestStep {
  if (line.token) wipe(line.token);
  const { handshake } = line;
  // The server says it again after a return, as long as it heard nothing from here.
  if (handshake === undefined) return stay({ ...line, token: right });
  try {
    const { session } = handshake.finish(answer, Math.floor(now / 1000));
    const begun = talk.beginConversation(session);
    const here = { ...line, token: right, handshake: undefined, talk: begun };
    // The guest takes nobody to be there before something has opened.
    const nothing = { kind: 'nothing', body: new Uint8Array(0) } as const;
    return goesOn(here, talk.say(begun, nothing, now));
  } catch {
    return endGuestLine({ ...line, token: right }, 'refused');
  }
}
