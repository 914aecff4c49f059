import { carried } from '../crypto/carried.ts';
import { answerRejoin } from '../crypto/counsellor-handshake.ts';
import { Damaged } from '../crypto/damaged.ts';
import { MESSAGE_ONE_LENGTH } from '../crypto/visitor-handshake.ts';
import * as talk from '../talk/conversation.ts';
import type { Rejoin } from '../talk/delivery.ts';
import type { PageFrame, ServerFrame } from '../wire/frames.ts';
import { comesBack, folderCame, offersFolder, proved } from './came-back.ts';
import { alsoToGuest, alsoTyped, guestRecord, invite, uninvite } from './guests.ts';
import { offer, visitorAnswered, withdraw } from './handing.ts';
import { alsoToCounsellor, guestHeard } from './sitting-in.ts';
import type { Effect, Event, OnDuty, Tools } from './state.ts';
import { both, close, keyOf, type Open, openVisitor, replace, type Step, sends } from './visitors.ts';

/** The name of the secret with which somebody comes back (docs/protocol.md, section 6.10). */
const BACK_ID_LENGTH = 16;

type ConversationFrame = Extract<ServerFrame, { conversation: Uint8Array }>;

const stay = (state: OnDuty): Step => ({ state, effects: [] });
const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

function envelopeCame(state: OnDuty, visitor: Open, envelope: Uint8Array, now: number, tools: Tools): Step {
  const back = carried(envelope, MESSAGE_ONE_LENGTH + BACK_ID_LENGTH);
  if (back) {
    const [messageOne, id] = [back.subarray(0, MESSAGE_ONE_LENGTH), back.subarray(MESSAGE_ONE_LENGTH)];
    return comesBack(state, visitor, { messageOne, id }, now, tools);
  }
  const rejoin: Rejoin = (keys, { body }) => answerRejoin(keys, state.shift, body, tools.random);
  try {
    const step = talk.envelopeCame(visitor.talk, envelope, now, rejoin);
    // Whoever says something that opens has our answer.
    const heard = visitor.talk.keys.received > 0 ? { ...visitor, answer: undefined } : visitor;
    const sent = sends(state, heard, step);
    const open = openVisitor(sent.state, visitor.key);
    if (open === undefined) return sent;
    if (open.seat) return { ...sent, state: guestHeard(sent.state, visitor, open) };
    const { handOver, guest, folder } = step;
    if (folder) return { ...sent, state: folderCame(sent.state, open, folder) };
    if (handOver) return both(sent, (next) => visitorAnswered(next, open, handOver, now, tools));
    return guest ? both(sent, (next) => guestRecord(next, open, guest, now, tools)) : sent;
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const { conversation } = visitor;
    const effect = send({ kind: 'leave', conversation, reason: 'damaged' });
    return { state: close(state, visitor, 'damaged-here'), effects: [effect] };
  }
}

/** The server names a conversation that has no keys here: she should not wait for somebody who cannot read her. */
function letGo(state: OnDuty, conversation: Uint8Array): Step {
  const key = keyOf(conversation);
  const over = state.visitors.find((visitor) => visitor.key === key);
  // The farewell of then may not have reached anybody.
  const why = over?.kind === 'over' ? over.why : undefined;
  const reason = why === 'damaged-here' ? 'damaged' : why === 'ended-here' ? 'said-goodbye' : 'unknown';
  return { state, effects: [send({ kind: 'leave', conversation, reason })] };
}

/** The server says something of a conversation. */
export function conversationFrameCame(
  state: OnDuty,
  frame: ConversationFrame,
  now: number,
  tools: Tools,
): Step {
  const visitor = openVisitor(state, keyOf(frame.conversation));
  if (visitor === undefined)
    return frame.kind === 'presence' ? letGo(state, frame.conversation) : stay(state);
  switch (frame.kind) {
    case 'presence': {
      const here = frame.presence === 'here';
      const step = talk.presenceCame(visitor.talk, here, now, tools.random);
      return sends(state, { ...visitor, known: true, exited: frame.presence === 'exited' }, step);
    }
    case 'full':
      return stay(replace(state, { ...visitor, talk: talk.mailboxFull(visitor.talk, now) }));
    case 'ended':
      // Whoever left by the exit and did not come back was not lost: the counsellor goes on reading what happened.
      return stay(close(state, visitor, visitor.exited && frame.reason === 'gone' ? 'exit' : frame.reason));
    case 'envelope':
      return envelopeCame(state, visitor, frame.envelope, now, tools);
    default:
      return stay(state);
  }
}

/** What is for whoever has the conversation, and not for a guest in it. */
const NOT_A_GUESTS: readonly Event['kind'][] = [
  'offer',
  'invite',
  'brake',
  'cards',
  'offer-folder',
  'pass-back',
];

/** What the counsellor does in a conversation that is going on. */
export function said(state: OnDuty, visitor: Open, event: Event, now: number, tools: Tools): Step {
  if (visitor.seat && NOT_A_GUESTS.includes(event.kind)) return stay(state);
  switch (event.kind) {
    case 'offer':
      return offer(state, visitor, event.to, event.note, now, tools);
    case 'withdraw':
      return withdraw(state, visitor, undefined, now, tools);
    case 'invite':
      return invite(state, visitor, event.to, event.note, now, tools);
    case 'uninvite':
      return uninvite(state, visitor, now, tools);
    case 'write': {
      const said = sends(state, { ...visitor, draft: '' }, talk.write(visitor.talk, event.text, now));
      const guest = both(said, (next) => alsoToGuest(next, visitor.key, event.text, now, tools));
      return both(guest, (next) =>
        alsoToCounsellor(next, visitor, (other) => talk.write(other, event.text, now)),
      );
    }
    case 'typed':
      // An empty field is no sign of somebody who writes.
      if (event.text === '') return stay(replace(state, { ...visitor, draft: '' }));
      return both(
        both(sends(state, { ...visitor, draft: event.text }, talk.typed(visitor.talk, now)), (next) =>
          alsoTyped(next, visitor.key, now, tools),
        ),
        (next) => alsoToCounsellor(next, visitor, (other) => talk.typed(other, now)),
      );
    case 'brake':
      return sends(state, visitor, talk.brake(visitor.talk, event.brake, now));
    case 'cards':
      return sends(
        state,
        visitor,
        talk.changeCards(visitor.talk, (cards) => event.does(cards, now), now),
      );
    case 'offer-folder':
      return offersFolder(state, visitor, now);
    case 'code-word':
      return stay(proved(state, visitor, event.proof));
    case 'show-held':
      return sends(state, visitor, { conversation: talk.showHeld(visitor.talk), send: [] });
    case 'retry':
      return sends(state, visitor, talk.retry(visitor.talk, now));
    case 'pass-back': {
      const { conversation } = visitor;
      const effect = send({ kind: 'leave', conversation, reason: 'passed-back' });
      return { state: close(state, visitor, 'passed-back'), effects: [effect] };
    }
    case 'end': {
      const { conversation } = visitor;
      const effect = send({ kind: 'leave', conversation, reason: 'said-goodbye' });
      return { state: close(state, visitor, 'ended-here'), effects: [effect] };
    }
    default:
      return stay(state);
  }
}

/** Time goes by in every conversation. */
export function conversationsInTime(before: OnDuty, now: number): Step {
  let state = before;
  const effects: Effect[] = [];
  for (const { key } of state.visitors) {
    const visitor = openVisitor(state, key);
    const step = visitor && talk.timeWentBy(visitor.talk, now);
    if (!visitor || !step || step.conversation === visitor.talk) continue;
    const sent = sends(state, visitor, step);
    state = sent.state;
    effects.push(...sent.effects);
  }
  return { state, effects };
}

/** Nothing counts as named any more: the line was lost, or the desk began anew (docs/protocol.md, section 2.4). */
export function unnamed(state: OnDuty, now: number): OnDuty {
  const visitors = state.visitors.map((visitor) =>
    visitor.kind === 'open'
      ? { ...visitor, known: false, answered: false, talk: talk.lineLost(visitor.talk, now) }
      : visitor,
  );
  return { ...state, taking: undefined, visitors };
}
