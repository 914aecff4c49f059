import { equal, wipe } from '../crypto/bytes.ts';
import type { Contents } from '../crypto/contents.ts';
import {
  askGuest,
  endGuest,
  GUEST_SECRET_LENGTH,
  guestId,
  readGuestAnswered,
  verifyGuest,
} from '../crypto/guest.ts';
import type { Letter } from '../crypto/sealed-letter.ts';
import { VisitorHandshake } from '../crypto/visitor-handshake.ts';
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
import type { PageFrame } from '../wire/frames.ts';
import { type Known, others } from './colleagues.ts';
import { letterTo } from './letters.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { keyOf, type Open, openVisitor, replace, type Step, sends } from './visitors.ts';

/**
 * A colleague whom this counsellor lets into a conversation, and how far it is: the colleague is asked, then the visitor,
 * then the colleague comes (docs/protocol.md, section 6.7).
 */
export type Guest = Readonly<{
  /** The shift of the colleague. */
  to: string;
  known: Known;
  stage: 'invited' | 'asked' | 'coming' | 'here';
  /** Since when it is at this stage, in milliseconds. */
  since: number;
  id: Uint8Array;
  secret: Uint8Array;
  line: GuestLine | undefined;
}>;

/** Why nobody came, or that the guest has gone, as the counsellor is told. */
export type NoGuest = { name: string; why: 'declined' | 'refused' | 'not-there' | 'gone'; text: string };

/** How long a guest may take to come once the visitor has agreed, in milliseconds: longer than the desk gives her. */
const TOO_LONG = 30_000;

const stay = (state: OnDuty): Step => ({ state, effects: [] });
const sendGuest =
  (key: string) =>
  (frame: PageFrame): Effect => ({ kind: 'send-guest', key, frame });

/** Forgets every secret about a guest. */
export function wipeGuest(guest: Guest): void {
  wipe(guest.secret);
  if (guest.line) wipeGuestLine(guest.line);
}

/** The counsellor asks a colleague to come into this conversation. */
export function invite(
  state: OnDuty,
  visitor: Open,
  to: string,
  note: string,
  now: number,
  tools: Tools,
): Step {
  const known = others(state).find(({ key }) => key === to)?.known;
  // A letter that finds no line is lost.
  const may = state.accepted && visitor.guest === undefined && visitor.handing === undefined;
  if (known === undefined || !may) return stay(state);
  const secret = tools.random(GUEST_SECRET_LENGTH);
  const { conversation } = visitor;
  const effects = letterTo(state, known, { kind: 'invite', secret, note, conversation }, now, tools);
  const guest: Guest = {
    to,
    known,
    stage: 'invited',
    since: now,
    id: guestId(secret),
    secret,
    line: undefined,
  };
  return { state: replace(state, { ...visitor, guest, noGuest: undefined }), effects };
}

/** A colleague answers an invitation, or says that after all she cannot come. */
export function guestLetter(state: OnDuty, from: Known, letter: Letter, now: number, tools: Tools): Step {
  if (letter.kind !== 'comes' && letter.kind !== 'does-not-come') return stay(state);
  const visitor = openVisitor(state, keyOf(letter.conversation));
  const guest = visitor?.guest;
  if (visitor === undefined || guest === undefined || guest.to !== from.key) return stay(state);
  if (letter.kind === 'does-not-come') {
    if (guest.stage === 'here') return stay(state);
    return ends(state, visitor, { name: from.name, why: 'declined', text: letter.text }, true, now, tools);
  }
  if (guest.stage !== 'invited') return stay(state);
  // Now the visitor is asked, and sees who it is.
  const asked = { ...visitor, guest: { ...guest, stage: 'asked' as const, since: now } };
  const question = askGuest(guest.secret, guest.known.chain);
  const step = sends(state, asked, talk.say(visitor.talk, question, now));
  wipe(question.body);
  return step;
}

/** The visitor has answered, or would rather be without the guest. */
export function guestRecord(
  state: OnDuty,
  visitor: Open,
  contents: Contents,
  now: number,
  tools: Tools,
): Step {
  const { guest } = visitor;
  if (guest === undefined) return stay(state);
  const { known } = guest;
  const { name } = known;
  if (contents.kind === 'guest-over') {
    if (!equal(contents.body, guest.id)) return stay(state);
    // Once she has said yes it is the guest who does not come.
    const why = { invited: 'refused', asked: 'refused', coming: 'not-there', here: 'gone' } as const;
    return ends(state, visitor, { name, why: why[guest.stage], text: '' }, false, now, tools);
  }
  if (contents.kind !== 'guest-answered') return stay(state);
  const { id, yes } = readGuestAnswered(contents.body);
  if (!equal(id, guest.id) || guest.stage !== 'asked') return stay(state);
  if (!yes) return ends(state, visitor, { name, why: 'refused', text: '' }, false, now, tools);
  const to = verifyGuest(known.chain, tools.root, Math.floor(now / 1000));
  if (to === undefined) return ends(state, visitor, { name, why: 'not-there', text: '' }, true, now, tools);
  const { between } = visitor.talk.keys;
  const handshake = VisitorHandshake.guest(between, 'counsellor', guest.secret, to, tools.random);
  const line = callGuest(visitor.right, known.shift, handshake);
  const coming = { ...visitor, guest: { ...guest, stage: 'coming' as const, since: now, line } };
  return { state: replace(state, coming), effects: [{ kind: 'connect-guest', key: visitor.key }] };
}

/** It comes to nothing, or it is over. Whoever does not know it yet is told. */
function ends(
  state: OnDuty,
  visitor: Open,
  noGuest: NoGuest | undefined,
  tellsVisitor: boolean,
  now: number,
  tools: Tools,
): Step {
  const { guest, conversation, key } = visitor;
  if (guest === undefined) return stay(state);
  const { line, stage, known, id } = guest;
  const record = endGuest(id);
  // Also to one who is in: she may have lost her line, and find no other way to hear it.
  const letter =
    noGuest?.why === 'declined'
      ? []
      : letterTo(state, known, { kind: 'uninvited', conversation }, now, tools);
  const left = line ? [...leaveGuestLine(line, 'said-goodbye').map(sendGuest(key)), hangUp(key)] : [];
  wipeGuest(guest);
  const marks =
    stage === 'here'
      ? [...visitor.marks, { at: visitor.talk.lines.length, name: known.name, came: false }]
      : visitor.marks;
  const alone: Open = { ...visitor, guest: undefined, noGuest, marks };
  const effects = [...left, ...letter];
  if (!tellsVisitor || stage === 'invited') return { state: replace(state, alone), effects };
  const told = sends(state, alone, talk.say(alone.talk, record, now));
  return { state: told.state, effects: [...effects, ...told.effects] };
}

const hangUp = (key: string): Effect => ({ kind: 'hang-up-guest', key });

/** The counsellor takes it back, or asks the guest to leave. */
export function uninvite(state: OnDuty, visitor: Open, now: number, tools: Tools): Step {
  return ends(state, visitor, undefined, true, now, tools);
}

/** The server says that a colleague is not there for the letter that invited her. */
export function guestNotThere(before: OnDuty, shift: Uint8Array, now: number, tools: Tools): Step {
  const to = keyOf(shift);
  return forEach(before, (state, visitor) => {
    const { guest } = visitor;
    if (guest?.stage !== 'invited' || guest.to !== to) return stay(state);
    return ends(state, visitor, { name: guest.known.name, why: 'not-there', text: '' }, false, now, tools);
  });
}

/** Something came of the line to the guest of this conversation. */
export function guestLineOf(state: OnDuty, key: string, event: LineEvent, now: number, tools: Tools): Step {
  const visitor = openVisitor(state, key);
  const line = visitor?.guest?.line;
  return visitor && line
    ? after(state, visitor, guestLineSaid(line, event, now, tools.random), now, tools)
    : stay(state);
}

/** What the counsellor says is said to the guest too. */
export function alsoToGuest(state: OnDuty, key: string, text: string, now: number, tools: Tools): Step {
  const visitor = openVisitor(state, key);
  const line = visitor?.guest?.line;
  return visitor && line ? after(state, visitor, writeToGuest(line, text, now), now, tools) : stay(state);
}

/** She writes a letter. */
export function alsoTyped(state: OnDuty, key: string, now: number, tools: Tools): Step {
  const visitor = openVisitor(state, key);
  const line = visitor?.guest?.line;
  return visitor && line ? after(state, visitor, typedBesideGuest(line, now), now, tools) : stay(state);
}

/** Time went by: nobody waits for ever for a guest who does not come. */
export function guestsInTime(before: OnDuty, now: number, tools: Tools): Step {
  return forEach(before, (state, visitor) => {
    const { guest } = visitor;
    if (guest?.stage === 'coming' && visitor.talk.up && now - guest.since >= TOO_LONG) {
      return ends(state, visitor, { name: guest.known.name, why: 'not-there', text: '' }, true, now, tools);
    }
    if (guest?.line === undefined) return stay(state);
    const step = guestLineInTime(guest.line, now);
    return step.line === guest.line ? stay(state) : after(state, visitor, step, now, tools);
  });
}

function after(state: OnDuty, visitor: Open, step: GuestStep, now: number, tools: Tools): Step {
  const { guest, key } = visitor;
  if (guest === undefined) return stay(state);
  const { name } = guest.known;
  const said = step.texts.reduce((talked, text) => talk.saidByGuest(talked, name, text, now), visitor.talk);
  const unread = step.texts.length > 0 && state.selected !== key ? visitor.unread + 1 : visitor.unread;
  const heard: Open = { ...visitor, talk: said, unread };
  const effects = step.send.map(sendGuest(key));
  if (step.line === undefined) {
    // Its secrets are wiped already.
    const left: Open = { ...heard, guest: { ...guest, line: undefined } };
    const why = guest.stage === 'here' ? 'gone' : 'not-there';
    const over = ends(state, left, { name, why, text: '' }, true, now, tools);
    return { state: over.state, effects: [...effects, hangUp(key), ...over.effects] };
  }
  const goesOn = { ...guest, line: step.line };
  if (guest.stage !== 'coming' || step.line.talk === undefined)
    return { state: replace(state, { ...heard, guest: goesOn }), effects };
  // From here on both have keys of their own.
  wipe(guest.secret);
  const marks = [...visitor.marks, { at: said.lines.length, name, came: true }];
  const here: Open = { ...heard, marks, guest: { ...goesOn, stage: 'here', since: now } };
  return { state: replace(state, here), effects };
}

/** What is said to a guest when the conversation itself is over: to one who is in, on the way, or only asked. */
export function goodbyeToGuest(
  state: OnDuty,
  { guest, conversation, key }: Open,
  now: number,
  tools: Tools,
): Effect[] {
  if (guest === undefined) return [];
  const { line, known } = guest;
  const letter = letterTo(state, known, { kind: 'uninvited', conversation }, now, tools);
  return line
    ? [...letter, ...leaveGuestLine(line, 'said-goodbye').map(sendGuest(key)), hangUp(key)]
    : letter;
}

function forEach(before: OnDuty, act: (state: OnDuty, visitor: Open) => Step): Step {
  let state = before;
  const effects: Effect[] = [];
  for (const { key } of before.visitors) {
    const visitor = openVisitor(state, key);
    if (visitor === undefined) continue;
    const step = act(state, visitor);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
