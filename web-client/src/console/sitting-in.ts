import { equal, wipe } from '../crypto/bytes.ts';
import { answerCalled } from '../crypto/guest-handshake.ts';
import { Refused } from '../crypto/refused.ts';
import type { Letter } from '../crypto/sealed-letter.ts';
import * as talk from '../talk/conversation.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
import type { Known } from './colleagues.ts';
import { letterTo } from './letters.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import {
  begun,
  both,
  close,
  keyOf,
  type Open,
  openVisitor,
  replace,
  type Step,
  select,
  sends,
  wipeVisitor,
} from './visitors.ts';

/** A colleague asks this counsellor to come into a conversation (docs/protocol.md, section 6.7). */
export type Invitation = Readonly<{
  /** The conversation that she is to come into. */
  key: string;
  conversation: Uint8Array;
  from: Known;
  secret: Uint8Array;
  note: string;
  accepted: boolean;
  /** Whose calls were answered: each has one. */
  answered: readonly Seat['with'][];
}>;

/** Where a guest sits: in which conversation, and whose line to her this is. */
export type Seat = Readonly<{ key: string; with: 'visitor' | 'counsellor'; counsellor: string }>;

const stay = (state: OnDuty): Step => ({ state, effects: [] });
const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

/**
 * Whether it stands on the screen by itself. What is said on the line to a counsellor stands with the visitor, and whoever
 * calls is nobody before something of hers has opened: anybody could have made the call.
 */
export function isShown({ seat, answer }: Pick<Open, 'seat' | 'answer'>): boolean {
  return seat === undefined || (seat.with === 'visitor' && answer === undefined);
}

/** The other line of the same guest, if it is open. */
export function otherLine(state: OnDuty, { seat }: Open): Open | undefined {
  return seat && line(state, seat.key, seat.with === 'visitor' ? 'counsellor' : 'visitor');
}

function line(state: OnDuty, key: string, whose: Seat['with']): Open | undefined {
  return state.visitors.find(
    (other): other is Open => other.kind === 'open' && other.seat?.key === key && other.seat.with === whose,
  );
}

/** A letter that invites, or takes an invitation back: also from a guest who is in. */
export function invitationLetter(state: OnDuty, from: Known, letter: Letter): Step {
  if (letter.kind !== 'invite' && letter.kind !== 'uninvited') return stay(state);
  const { conversation } = letter;
  const key = keyOf(conversation);
  const before = state.invitations.find((invitation) => invitation.key === key);
  if (letter.kind === 'uninvited') {
    const hers = before && equal(before.from.shift, from.shift);
    return hers ? goes(withoutInvitation(state, key), key) : stay(state);
  }
  const { secret, note } = letter;
  // She sits there already, or it is a conversation of her own.
  if (sits(state, key) || openVisitor(state, key)) {
    wipe(secret);
    return stay(state);
  }
  const invitation = { key, conversation, from, secret, note, accepted: false, answered: [] };
  const rest = withoutInvitation(state, key);
  return stay({ ...rest, invitations: [...rest.invitations, invitation] });
}

/** Whether a line of this conversation to this guest is open. */
function sits(state: OnDuty, key: string): boolean {
  return line(state, key, 'visitor') !== undefined || line(state, key, 'counsellor') !== undefined;
}

/** The guest leaves both lines of a conversation. What she read stays on the screen until she clears it. */
function goes(before: OnDuty, key: string): Step {
  let state = before;
  const effects: Effect[] = [];
  for (const whose of ['visitor', 'counsellor'] as const) {
    const open = line(state, key, whose);
    if (open === undefined) continue;
    const { conversation } = open;
    effects.push(send({ kind: 'leave', conversation, reason: 'said-goodbye' }));
    state = close(state, open, 'said-goodbye');
  }
  return { state, effects };
}

function withoutInvitation(state: OnDuty, key: string): OnDuty {
  for (const invitation of state.invitations) if (invitation.key === key) wipe(invitation.secret);
  return { ...state, invitations: state.invitations.filter((invitation) => invitation.key !== key) };
}

function changed(state: OnDuty, invitation: Invitation): OnDuty {
  const invitations = state.invitations.map((old) => (old.key === invitation.key ? invitation : old));
  return { ...state, invitations };
}

/** The counsellor says whether she comes, or that after all she cannot. */
export function answerInvitation(
  state: OnDuty,
  key: string,
  accepts: boolean,
  text: string,
  now: number,
  tools: Tools,
): Step {
  const invitation = state.invitations.find((one) => one.key === key);
  if (invitation === undefined || (accepts && invitation.accepted)) return stay(state);
  const { conversation, from } = invitation;
  if (!accepts) {
    const effects = letterTo(state, from, { kind: 'does-not-come', text, conversation }, now, tools);
    return both({ state: withoutInvitation(state, key), effects }, (next) => goes(next, key));
  }
  const effects = letterTo(state, from, { kind: 'comes', conversation }, now, tools);
  return { state: changed(state, { ...invitation, accepted: true }), effects };
}

type Taken = Extract<ServerFrame, { kind: 'taken' }>;

/** Somebody calls: the visitor or the counsellor of a conversation into which this one has agreed to come. */
export function called(
  state: OnDuty,
  { conversation, messageOne, right, waited }: Taken,
  now: number,
  tools: Tools,
): Step {
  const refuses = { state, effects: [send({ kind: 'leave', conversation, reason: 'refused' })] };
  const found = whoCalls(state, messageOne, tools);
  if (found === undefined) return refuses;
  const { invitation, made } = found;
  if (invitation.answered.includes(made.as)) {
    made.session.wipe();
    return refuses;
  }
  const key = keyOf(conversation);
  const shown = made.as === 'visitor';
  const seat = { key: invitation.key, with: made.as, counsellor: invitation.from.name };
  const { from, note } = invitation;
  const entry = begun({
    conversation,
    // She has one when she is known to be there.
    number: 0,
    waited,
    messageOne,
    right,
    answer: made.answer,
    talk: talk.beginConversation(made.session),
    note: shown && note !== '' ? { from: from.name, text: note } : undefined,
    seat,
    fresh: shown,
  });
  const visitors = [...state.visitors.filter((old) => old.key !== key), entry];
  const answered = [...invitation.answered, made.as];
  const next = changed({ ...state, visitors }, { ...invitation, answered });
  const effects = [send({ kind: 'answer', conversation, answer: made.answer })];
  if (answered.length === 2) wipe(invitation.secret);
  return both({ state: next, effects }, (then) => saysAgain(then, entry, now));
}

/** What the guest has said to the visitor before the counsellor's line came is said there too. */
function saysAgain(state: OnDuty, entry: Open, now: number): Step {
  const visitor = entry.seat?.with === 'counsellor' ? otherLine(state, entry) : undefined;
  let step = stay(state);
  for (const { mine, text } of visitor?.talk.lines ?? []) {
    if (!mine) continue;
    step = both(step, (next) => {
      const open = openVisitor(next, entry.key);
      return open ? sends(next, open, talk.write(open.talk, text, now)) : stay(next);
    });
  }
  return step;
}

function whoCalls(state: OnDuty, messageOne: Uint8Array, { root, random }: Tools) {
  for (const invitation of state.invitations) {
    if (!invitation.accepted || invitation.answered.length === 2) continue;
    const { conversation, from, secret } = invitation;
    const bond = { root, conversation, from: from.counsellorKey, secret };
    try {
      const made = answerCalled(bond, state.shift, messageOne, random);
      if (made) return { invitation, made };
    } catch (error) {
      // Whoever knows the conversation can make one that opens, and is bad.
      if (!(error instanceof Refused)) throw error;
    }
  }
  return undefined;
}

/** Something was opened on a line to this guest, which was `before` until then. */
export function guestHeard(state: OnDuty, before: Open, now: Open): OnDuty {
  if (now.seat?.with === 'counsellor') return heardFromCounsellor(state, now, before.talk.lines.length);
  if (before.answer === undefined) return state;
  // She is in: the conversation comes to the screen, with what the counsellor has said already. Whoever is being written to
  // stays there, and the cursor with her.
  const number = state.taken + 1;
  const there = replace({ ...state, taken: number }, { ...now, number });
  const earlier = otherLine(there, now);
  const together = earlier ? heardFromCounsellor(there, earlier, 0) : there;
  const shown = state.selected === undefined ? undefined : openVisitor(state, state.selected);
  const writing = shown !== undefined && shown.draft.trim() !== '';
  return writing || state.noting ? together : select(together, now.key);
}

/** What the counsellor has said since then stands with what the visitor says. */
function heardFromCounsellor(state: OnDuty, from: Open, since: number): OnDuty {
  const visitor = otherLine(state, from);
  const texts = from.talk.lines.slice(since).filter(({ mine }) => !mine);
  if (visitor === undefined || !isShown(visitor) || from.seat === undefined || texts.length === 0)
    return state;
  const { counsellor } = from.seat;
  const said = texts.reduce(
    (talked, { text, since: at }) => talk.saidByGuest(talked, counsellor, text, at),
    visitor.talk,
  );
  const unread = state.selected === visitor.key ? visitor.unread : visitor.unread + 1;
  return replace(state, { ...visitor, talk: said, unread });
}

/** What a guest says to the visitor is said to her counsellor too. */
export function alsoToCounsellor(
  state: OnDuty,
  visitor: Open,
  says: (talk: talk.Conversation) => talk.Step,
): Step {
  const other = visitor.seat?.with === 'visitor' ? otherLine(state, visitor) : undefined;
  return other ? sends(state, other, says(other.talk)) : stay(state);
}

/** When one of her lines is over the guest does not stay on the other. */
export function leavesWithBoth(before: OnDuty, after: OnDuty): Step {
  let state = after;
  const effects: Effect[] = [];
  const drop = (key: string) => {
    state = { ...state, visitors: state.visitors.filter((visitor) => visitor.key !== key) };
  };
  for (const old of before.visitors) {
    if (old.kind !== 'open' || old.seat === undefined || openVisitor(state, old.key)) continue;
    const other = otherLine(state, old);
    // What never stood on the screen by itself does not stay on it.
    if (!isShown(old)) drop(old.key);
    if (other === undefined) state = withoutInvitation(state, old.seat.key);
    if (old.seat.with === 'visitor') {
      if (other === undefined) continue;
      state = withoutInvitation(state, old.seat.key);
      effects.push(send({ kind: 'leave', conversation: other.conversation, reason: 'said-goodbye' }));
      wipeVisitor(other);
      drop(other.key);
    } else if (other) {
      const mark = { at: other.talk.lines.length, name: old.seat.counsellor, came: false };
      state = replace(state, { ...other, marks: [...other.marks, mark] });
    }
  }
  return { state, effects };
}
