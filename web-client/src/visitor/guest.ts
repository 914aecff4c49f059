import { equal, wipe } from '../crypto/bytes.ts';
import type { VerifiedChain } from '../crypto/certificates.ts';
import type { Contents } from '../crypto/contents.ts';
import type { Mark } from '../look/log.tsx';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import {
  callGuest,
  type GuestLine,
  type GuestStep,
  guestLineInTime,
  guestLineSaid,
  leaveGuestLine,
  typedBesideGuest,
  wipeGuestLine,
  writeToGuest,
} from '../talk/guest-line.ts';
import type { OwnReason } from '../wire/frames.ts';
import type { Decided, Effect, Tools } from './state.ts';
import { sends, type Talking } from './wait.ts';

/** A colleague whom the counsellor wants to let in, or who is in (docs/protocol.md, section 6.7). */
export type Guest = Readonly<{
  /** 16 bytes, by which both ends of the conversation name this guest. */
  id: Uint8Array;
  secret: Uint8Array;
  to: VerifiedChain;
  /** Of which that was read, 494 bytes. */
  chain: Uint8Array;
  /** She is asked; she has said yes and the guest is on the way; the guest is in. */
  stage: 'asked' | 'coming' | 'here';
  /** Since she said yes. */
  line: GuestLine | undefined;
}>;

/** The time of the visitor's page, in seconds. */
const seconds = (now: number) => Math.floor(now / 1000);

function wipeOne(guest: Guest): void {
  wipe(guest.secret);
  if (guest.line) wipeGuestLine(guest.line);
}

/** Whether it is this guest whom she is asked about, or who is in. */
export function isGuest({ guest }: Talking, id: Uint8Array): boolean {
  return guest !== undefined && equal(guest.id, id);
}

/** Forgets every secret about a guest. */
export function wipeGuest({ guest }: Talking): void {
  if (guest) wipeOne(guest);
}

/** What is said on the line to the guest when the visitor goes, and that it is hung up. */
export function goodbyeToGuest({ guest }: Talking, reason: OwnReason): Effect[] {
  if (!guest?.line) return [];
  return [...leaveGuestLine(guest.line, reason).map(sendGuest), { kind: 'hang-up-guest' }];
}

const sendGuest = (frame: GuestStep['send'][number]): Effect => ({ kind: 'send-guest', frame });

function marked(state: Talking, name: string, came: boolean): readonly Mark[] {
  return [...state.marks, { at: state.conversation.lines.length, name, came }];
}

/** There is no guest any more, and no question about one. */
function without(state: Talking): Talking {
  const { guest } = state;
  if (guest === undefined) return state;
  wipeOne(guest);
  const marks = guest.stage === 'here' ? marked(state, guest.to.counsellor.name, false) : state.marks;
  const noGuest = guest.stage === 'coming' ? guest.to.counsellor.name : undefined;
  return { ...state, guest: undefined, marks, noGuest };
}

/** The guest goes, or does not come: the line is ended, and the counsellor is told if she does not know it. */
function ends(state: Talking, tellsCounsellor: boolean, now: number, { guests }: Tools): Decided {
  const { guest } = state;
  if (guest === undefined) return { state, effects: [] };
  const record = guests().endGuest(guest.id);
  const effects = goodbyeToGuest(state, 'said-goodbye');
  const next = without(state);
  if (!tellsCounsellor) return { state: next, effects };
  const told = sends(next, talk.say(next.conversation, record, now));
  return { state: told.state, effects: [...effects, ...told.effects] };
}

/** A record about a guest was opened. Whoever does not belong to the organisation is refused without a question. */
export function aboutGuest(state: Talking, { kind, body }: Contents, now: number, tools: Tools): Decided {
  const { readGuestAsked, guestId, verifyGuest, answerGuest } = tools.guests();
  if (kind === 'guest-over') {
    return isGuest(state, body) ? ends(state, false, now, tools) : { state, effects: [] };
  }
  if (kind !== 'guest-asked') return { state, effects: [] };
  const { secret, chain } = readGuestAsked(body);
  wipe(body);
  const id = guestId(secret);
  const to = verifyGuest(chain, tools.root, seconds(now));
  const { guest } = state;
  // One at a time. A new question takes the place of one that she has not answered.
  if (to === undefined || (guest !== undefined && guest.stage !== 'asked')) {
    wipe(secret);
    return sends(state, talk.say(state.conversation, answerGuest(id, false), now));
  }
  if (guest) wipeOne(guest);
  const asked: Guest = { id, secret, to, chain, stage: 'asked', line: undefined };
  return { state: { ...state, guest: asked, noGuest: undefined }, effects: [] };
}

/** She says whether the guest may come in. */
export function answersGuest(state: Talking, agrees: boolean, now: number, tools: Tools): Decided {
  const { guest, conversation } = state;
  if (guest?.stage !== 'asked') return { state, effects: [] };
  const { answerGuest, begin, verifyGuest } = tools.guests();
  const { between } = conversation.keys;
  const says = (yes: boolean, next: Talking) =>
    sends(next, talk.say(next.conversation, answerGuest(guest.id, yes), now));
  // Her certificates may have run out while she thought about it.
  const to = agrees ? verifyGuest(guest.chain, tools.root, seconds(now)) : undefined;
  if (to === undefined) return says(false, without(state));
  const handshake = begin(between, 'visitor', guest.secret, to, tools.random);
  const line = callGuest(state.token, to.signingKey, handshake);
  const said = says(true, { ...state, guest: { ...guest, stage: 'coming', line } });
  return { state: said.state, effects: [...said.effects, { kind: 'connect-guest' }] };
}

/** She would rather go on without the guest. */
export function sendsGuestAway(state: Talking, now: number, tools: Tools): Decided {
  return ends(state, true, now, tools);
}

/** Something came of the line to the guest. */
export function guestLine(state: Talking, event: LineEvent, now: number, tools: Tools): Decided {
  const line = state.guest?.line;
  if (line === undefined) return { state, effects: [] };
  return after(state, guestLineSaid(line, event, now, tools.random), now, tools);
}

/** What she says is said to the guest too. */
export function alsoToGuest(state: Talking, text: string, now: number, tools: Tools): Decided {
  const line = state.guest?.line;
  return line ? after(state, writeToGuest(line, text, now), now, tools) : { state, effects: [] };
}

/** She writes a letter. */
export function alsoTyped(state: Talking, now: number, tools: Tools): Decided {
  const line = state.guest?.line;
  return line ? after(state, typedBesideGuest(line, now), now, tools) : { state, effects: [] };
}

/** Time went by. */
export function guestInTime(state: Talking, now: number, tools: Tools): Decided {
  const line = state.guest?.line;
  if (line === undefined) return { state, effects: [] };
  const step = guestLineInTime(line, now);
  return step.line === line ? { state, effects: [] } : after(state, step, now, tools);
}

function after(state: Talking, step: GuestStep, now: number, tools: Tools): Decided {
  const { guest } = state;
  if (guest === undefined) return { state, effects: [] };
  const { name } = guest.to.counsellor;
  const conversation = step.texts.reduce(
    (said, text) => talk.saidByGuest(said, name, text, now),
    state.conversation,
  );
  const effects = step.send.map(sendGuest);
  if (step.line === undefined) {
    // Its secrets are wiped already.
    const over = ends({ ...state, conversation, guest: { ...guest, line: undefined } }, true, now, tools);
    return { state: over.state, effects: [...effects, { kind: 'hang-up-guest' }, ...over.effects] };
  }
  const next = { ...state, conversation, guest: { ...guest, line: step.line } };
  if (guest.stage !== 'coming' || step.line.talk === undefined) return { state: next, effects };
  // From here on both have keys of their own.
  wipe(guest.secret);
  const here = { ...next.guest, stage: 'here' as const };
  return { state: { ...next, guest: here, marks: marked(next, name, true) }, effects };
}
