import { equal, wipe } from '../crypto/bytes.ts';
import { answer, answerHandOver } from '../crypto/counsellor-handshake.ts';
import { Damaged } from '../crypto/damaged.ts';
import { openIntake } from '../crypto/open-intake.ts';
import { Refused } from '../crypto/refused.ts';
import { noCards } from '../talk/cards/cards.ts';
import * as talk from '../talk/conversation.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
import { type Offer, withoutOffer } from './handing.ts';
import { ordered } from './queue-order.ts';
import { called } from './sitting-in.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { makeRoom } from './status.ts';
import { begun, keyOf, openCount, openVisitor, replace, type Step, select, wipeVisitor } from './visitors.ts';

const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

/** The line in the order in which it should be taken. */
export function line({ queue, forms, languages, filter }: OnDuty) {
  return ordered(queue.entries, forms, languages, filter);
}

/** Whether she may take somebody now; what is more than her limit she makes room for by taking. */
export function mayTake(state: OnDuty): boolean {
  return state.accepted && state.taking === undefined && openCount(state) < state.shift.capacity;
}

/** Takes somebody: the one with this key, or whoever comes first in the order of this console. */
export function take(before: OnDuty, key: string | undefined): Step {
  if (!mayTake(before)) return { state: before, effects: [] };
  const { state, effects } = makeRoom(before);
  const waiting = line(state);
  const wanted = key === undefined ? waiting[0] : waiting.find((one) => one.key === key);
  // Whoever is beyond what is shown here is known to the server.
  const frame: PageFrame = wanted ? { kind: 'take', ticket: wanted.ticket } : { kind: 'take-next' };
  return {
    state: { ...state, taking: key === undefined ? 'next' : 'chosen', notice: undefined },
    effects: [...effects, send(frame)],
  };
}

/** Nobody was taken. Whoever only wanted the next one gets the one after. */
export function notTaken(state: OnDuty, why: Extract<ServerFrame, { kind: 'not-taken' }>['why']): Step {
  if (why === 'taken-already' && state.taking === 'next') {
    return { state: { ...state, taking: 'chosen' }, effects: [send({ kind: 'take-next' })] };
  }
  return { state: { ...state, taking: undefined, notice: why }, effects: [] };
}

/** Somebody was taken: she is answered, and shown. */
export function taken(
  before: OnDuty,
  frame: Extract<ServerFrame, { kind: 'taken' }>,
  now: number,
  tools: Tools,
): Step {
  const { conversation, waited, messageOne, right, how } = frame;
  const handedOver = how === 'handed-over';
  // A call is no answer to what was asked for here.
  const state = how === 'called' ? before : { ...before, taking: undefined, notice: undefined };
  const key = keyOf(conversation);
  const known = openVisitor(state, key);
  if (known?.answer && equal(known.messageOne, messageOne)) {
    // Our answer was lost on the way. A second one would make a second key for the same conversation.
    wipe(known.right);
    const again = { ...known, right, known: true, answered: true };
    return {
      state: replace(state, again),
      effects: [send({ kind: 'answer', conversation, answer: known.answer })],
    };
  }
  if (how === 'called') return called(state, frame, now, tools);
  try {
    const offer = before.offers.find((offered) => offered.key === key && offered.accepted);
    const made = handedOver
      ? answerOffered(state, offer, messageOne, tools)
      : answer({ root: tools.root, conversation }, state.shift, messageOne, tools.random);
    const number = state.taken + 1;
    const visitor = begun({
      conversation,
      number,
      waited,
      messageOne,
      right,
      answer: made.answer,
      talk: talk.beginConversation(made.session, noCards('counsellor')),
      note: handedOver && offer ? { from: offer.from.name, text: offer.note } : undefined,
    });
    if (known) wipeVisitor(known);
    const visitors = [...state.visitors.filter((old) => old.key !== key), visitor];
    const next = withoutOffer({ ...state, visitors, taken: number }, key);
    const effect = send({ kind: 'answer', conversation, answer: made.answer });
    // Whoever is being written to stays on the screen, and the cursor with her.
    const shown = state.selected === undefined ? undefined : openVisitor(state, state.selected);
    const writing = shown !== undefined && shown.draft.trim() !== '';
    const busy = writing || (state.noting && state.selected !== undefined);
    return { state: busy ? next : select(next, key), effects: [effect] };
  } catch {
    const effect = send({ kind: 'leave', conversation, reason: 'refused' });
    return { state: { ...state, notice: 'not-readable' }, effects: [effect] };
  }
}

/** Answers somebody who was handed over. Nobody is taken whom this counsellor has not accepted. */
function answerOffered(
  state: OnDuty,
  offer: Offer | undefined,
  messageOne: Uint8Array,
  { root, random }: Tools,
) {
  if (offer === undefined) throw new Refused('counsellor');
  const { conversation, from, secret } = offer;
  return answerHandOver({ root, conversation }, from.counsellorKey, secret, state.shift, messageOne, random);
}

/** The line comes. By now the server has named every conversation it knows. */
export function queueCame(before: OnDuty, frame: Extract<ServerFrame, { kind: 'queue' }>, now: number): Step {
  const { waiting, onDuty, entries } = frame;
  const effects: Effect[] = [];
  // By now the server has named every conversation it knows. Of the others it may have forgotten, and of an answer
  // nobody knows whether it arrived.
  const visitors = before.visitors.map((visitor) => {
    if (visitor.kind !== 'open' || !before.accepted) return visitor;
    const { conversation, right, answer, known, answered } = visitor;
    if (!known) effects.push(send({ kind: 'resume', right }));
    if (answer && !answered) effects.push(send({ kind: 'answer', conversation, answer }));
    return known && answered ? visitor : { ...visitor, known: true, answered: true };
  });
  const state = { ...before, visitors, queue: { waiting, onDuty, entries, at: now } };
  return { state: forgetForms(state), effects };
}

/** Somebody in the line says something beforehand. What cannot be read is as good as nothing. */
export function intakeCame(
  state: OnDuty,
  { ticket, slot, sealedForm }: Extract<ServerFrame, { kind: 'intake-for' }>,
  { root }: Tools,
): OnDuty {
  const key = keyOf(ticket);
  // Once something of hers was opened she says the rest herself: nobody slips in another form, with another code word.
  const visitor = openVisitor(state, key);
  if (visitor && visitor.answer === undefined) return state;
  const forms = new Map(state.forms);
  forms.delete(key);
  try {
    forms.set(key, openIntake({ root, conversation: ticket }, state.shift, slot, sealedForm));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Damaged)) throw error;
  }
  return { ...state, forms };
}

/** Forgets what those said who are neither in the line here nor were taken by this shift. */
export function forgetForms(state: OnDuty): OnDuty {
  const keys = new Set([
    ...state.queue.entries.map(({ ticket }) => keyOf(ticket)),
    ...state.visitors.map(({ key }) => key),
  ]);
  return { ...state, forms: new Map([...state.forms].filter(([key]) => keys.has(key))) };
}
