import type { LineEvent } from '../talk/connection.ts';
import type { PageFrame } from '../wire/frames.ts';
import { conversationsInTime, said, unnamed } from './conversations.ts';
import { NO_COUNTS } from './counts.ts';
import { frameCame } from './frames.ts';
import { goodbyeToGuest, guestLineOf, guestsInTime } from './guests.ts';
import { answerOffer, handOversInTime } from './handing.ts';
import { type Decided, over } from './on-duty.ts';
import { sayOutcomes, writeDown } from './outcomes.ts';
import { renew, renewalTo } from './renewal.ts';
import { callCoordinator, writeToRoom } from './room.ts';
import { answerInvitation, leavesWithBoth } from './sitting-in.ts';
import type { Effect, Event, OnDuty, ShiftEnding, State, Tools } from './state.ts';
import { change, conversationOver, makeRoom, statusInTime } from './status.ts';
import { forgetForms, take } from './taking.ts';
import { both, dismiss, type Open, openCount, openVisitor, type Step, select } from './visitors.ts';

/** Codes that say why the shift is over (docs/protocol.md, section 2.7). */
const WHY: ReadonlyMap<number, ShiftEnding> = new Map([
  [4015, 'taken-over'],
  [4016, 'refused'],
  [4019, 'revoked'],
]);

/** So often, in milliseconds. */
const LOOK_FOR_MAIL = 60_000;

const stay = (state: OnDuty): Step => ({ state, effects: [] });
const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

function lineLost(state: OnDuty, now: number): OnDuty {
  return { ...unnamed(state, now), accepted: false, lost: true };
}

function lineSaid(state: OnDuty, event: LineEvent, now: number, tools: Tools): Decided {
  switch (event.kind) {
    case 'opened':
      return { state, effects: [send({ kind: 'report' })] };
    case 'lost':
      return stay(lineLost(state, now));
    case 'closed': {
      const why = WHY.get(event.code) ?? 'closed';
      return over(
        state,
        why,
        goodbyes(state, now, tools, () => true),
      );
    }
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

/** Now and then it is looked what was left for her. */
function looksForMail(state: OnDuty, now: number): Step {
  if (!state.accepted || now - state.mailLooked < LOOK_FOR_MAIL) return stay(state);
  return { state: { ...state, mailLooked: now }, effects: [{ kind: 'look-for-mail' }] };
}

function timeWentBy(before: OnDuty, now: number, tools: Tools): Step {
  const talked = conversationsInTime({ ...before, now }, now);
  const handed = both(talked, (next) => handOversInTime(next, now, tools));
  const guests = both(handed, (next) => guestsInTime(next, now, tools));
  const said = both(both(guests, statusInTime), (next) => sayOutcomes(next, false));
  return both(said, (next) => looksForMail(next, now));
}

/** Decides what follows from an event for the console. */
export function decide(tools: Tools): (state: State, event: Event, now: number) => Decided {
  const decided = decideOne(tools);
  return (before, event, now) => {
    if (before.kind !== 'on-duty') return { state: before, effects: [] };
    const { state, effects } = decided(before, event, now);
    if (state.kind !== 'on-duty') return { state, effects };
    const guests = goodbyes(before, now, tools, (old) => {
      const open = openVisitor(state, old.key);
      return open?.talk.keys !== old.talk.keys;
    });
    const left = both({ state, effects: [...effects, ...guests] }, (next) => leavesWithBoth(before, next));
    return both(left, (next) => conversationOver(next, openCount(before)));
  };
}

/** What is said to the guests of conversations that are over. Their lines have names, for their secrets are wiped already. */
function goodbyes(before: OnDuty, now: number, tools: Tools, isOver: (old: Open) => boolean): Effect[] {
  return before.visitors.flatMap((old) =>
    old.kind === 'open' && isOver(old) ? goodbyeToGuest(before, old, now, tools) : [],
  );
}

function decideOne(tools: Tools): (state: OnDuty, event: Event, now: number) => Decided {
  return (state, event, now) => {
    switch (event.kind) {
      case 'line':
        return lineSaid(state, event.event, now, tools);
      case 'tick':
        return timeWentBy(state, now, tools);
      case 'mail-came':
        return stay({ ...state, mail: event.mail });
      case 'mail-gone':
        return stay({ ...state, mail: state.mail.filter(({ key }) => key !== event.key) });
      case 'noting':
        return stay(state.noting === event.on ? state : { ...state, noting: event.on });
      case 'select':
        return stay(select(state, event.key));
      case 'dismiss':
        return stay(forgetForms(dismiss(state, event.key)));
      case 'take-next':
        return take(state, undefined);
      case 'take':
        return take(state, event.key);
      case 'say':
        if (event.frame.kind !== 'revoke') return { state, effects: [send(event.frame)] };
        return {
          state: { ...state, takenBack: [...state.takenBack, event.frame] },
          effects: [send(event.frame)],
        };
      case 'open-desk': {
        const then = { ...state, opening: event.opening };
        return { state: then, effects: [send({ kind: 'desk', opening: event.opening })] };
      }
      case 'renew':
        return renew(state, event.to, event.certificates, now, tools);
      case 'renewal':
        return stay(renewalTo(state, event.stage));
      case 'status':
        return change({ ...state, calledIn: false }, { doing: event.doing, reason: event.reason });
      case 'room':
        return writeToRoom(state, event.to, event.text, now, tools);
      case 'heavy':
        return callCoordinator(state, event.text, now, tools);
      case 'room-read':
        return stay({ ...state, room: { ...state.room, unread: 0 } });
      case 'guest-line':
        return guestLineOf(state, event.key, event.event, now, tools);
      case 'answer-invitation':
        return answerInvitation(state, event.key, event.accepts, event.text, now, tools);
      case 'answer-offer':
        return both(event.accepts ? makeRoom(state) : stay(state), (next) =>
          answerOffer(next, event.key, event.accepts, event.text, now, tools),
        );
      case 'outcome':
        return writeDown(state, event.key, event.disposition, event.answers, tools);
      case 'ask-counts':
        return { state: { ...state, counts: NO_COUNTS }, effects: [send({ kind: 'ask' })] };
      case 'languages':
        return stay({ ...state, languages: event.languages });
      case 'filter':
        return stay({ ...state, filter: event.filter });
      // A page that closes takes the keys with it: nobody should wait for this shift to come back.
      case 'wipe':
      case 'off-duty':
        return over(state, 'off-duty', [
          ...goodbyes(state, now, tools, () => true),
          send({ kind: 'off-duty' }),
        ]);
      default: {
        const visitor = openVisitor(state, event.key);
        return visitor === undefined ? stay(state) : said(state, visitor, event, now, tools);
      }
    }
  };
}
