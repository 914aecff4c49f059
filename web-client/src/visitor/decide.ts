import { equal, wipe } from '../crypto/bytes.ts';
import { Damaged } from '../crypto/damaged.ts';
import { waitsUntil } from '../talk/brake.ts';
import type { LineEvent } from '../talk/connection.ts';
import * as talk from '../talk/conversation.ts';
import type { Rejoin } from '../talk/delivery.ts';
import { conversationIn, type EndReason, type ServerFrame } from '../wire/frames.ts';
import { asksCame, changesCards, NO_CARDS, opensCard, readied } from './cards.ts';
import {
  aboutGuest,
  alsoToGuest,
  alsoTyped,
  answersGuest,
  guestInTime,
  guestLine,
  isGuest,
  sendsGuestAway,
} from './guest.ts';
import { answers, colleagueAnswered, handOverCame } from './hand-over.ts';
import { nothingSaid } from './intake.ts';
import { goodbye, HANG_UP, over, stay, stop, wipeState } from './over.ts';
import type { Decided, Ending, State, StateEvent, Tools } from './state.ts';
import {
  answerCame,
  beginningOf,
  effortMade,
  effortWanted,
  goWait,
  renew,
  sends,
  shiftCame,
  type Talking,
  ticketCame,
} from './wait.ts';

const BAD_TOKEN = 4009;
const TAKEN_OVER = 4015;
const NO_ROOM = 4017;
const DESK_CLOSED = 4021;

/** Where every visit begins, and where the exit leaves the page. */
export const FIRST: State = { kind: 'safety' };

const ENDINGS: Record<EndReason, Ending> = {
  'said-goodbye': 'ended',
  exit: 'ended',
  refused: 'damaged',
  damaged: 'damaged',
  gone: 'gone',
  'off-duty': 'off-duty',
  unknown: 'forgotten',
  'away-too-long': 'away-too-long',
  'passed-back': 'passed-back',
  closed: 'closed',
  // Only a console hears this.
  'handed-over': 'forgotten',
};

function ended(state: State, reason: EndReason, next: Uint8Array | undefined): Decided {
  // She never met whoever is gone: she simply waits on, where she stood if she may.
  if (state.kind === 'waiting' && !state.renewed && (next || reason === 'unknown')) return renew(state, next);
  return over(state, ENDINGS[reason], [], next);
}

/** How her end goes on with a rejoin: it looks at the counsellor's answer. */
const rejoin =
  (now: number): Rejoin =>
  (keys, { body }) =>
    keys.finishRejoin(body, Math.floor(now / 1000));

function frameCame(state: State, frame: ServerFrame, now: number, tools: Tools): Decided {
  if (state.kind === 'returning') return tools.back().returningFrame(state, frame, now);
  if (state.kind !== 'waiting' && state.kind !== 'talking') return stay(state);
  if (frame.kind === 'ticket') return ticketCame(state, frame.token, tools);
  if (frame.kind === 'place') {
    if (state.kind !== 'waiting') return stay(state);
    const { ahead, onDuty, least, most } = frame;
    return stay({ ...state, place: { ahead, onDuty, least, most }, lost: 0, renewed: false });
  }
  if (frame.kind === 'shift')
    return state.kind === 'waiting' ? shiftCame(state, frame, now, tools) : stay(state);
  if (frame.kind === 'effort-wanted')
    return state.kind === 'waiting' ? effortWanted(state, frame.bits) : stay(state);
  if (!('conversation' in frame) || state.token === undefined) return stay(state);
  // One ticket, one conversation, one visitor: anything else is not for these eyes.
  if (!equal(frame.conversation, conversationIn(state.token))) {
    return stop(state, state.kind === 'waiting' ? 'refused' : 'damaged');
  }
  if (frame.kind === 'ended') return ended(state, frame.reason, frame.next);
  if (state.kind === 'waiting')
    return frame.kind === 'answered' ? answerCame(state, frame.answer, frame.right, now) : stay(state);
  switch (frame.kind) {
    case 'answered':
      if (
        state.conversation.keys.handOver.stage === 'agreed' &&
        !equal(state.opened, beginningOf(frame.answer))
      ) {
        // Whoever goes on with her has let nobody in.
        const alone = sendsGuestAway(state, now, tools);
        if (alone.state.kind !== 'talking') return alone;
        const then = colleagueAnswered(alone.state, frame.answer, frame.right, now);
        return { state: then.state, effects: [...alone.effects, ...then.effects] };
      }
      // She has it already; the server says it again after a return, as long as it heard nothing from her.
      wipe(state.token);
      return stay({ ...state, token: frame.right });
    case 'presence': {
      const here = frame.presence === 'here';
      const step = talk.presenceCame(state.conversation, here, now, tools.random);
      return sends({ ...state, lost: 0 }, step);
    }
    case 'full':
      return stay({ ...state, conversation: talk.mailboxFull(state.conversation, now) });
    case 'envelope':
      try {
        return envelopeOpened(
          state,
          talk.envelopeCame(state.conversation, frame.envelope, now, rejoin(now)),
          now,
          tools,
        );
      } catch (error) {
        if (error instanceof Damaged) return stop(state, 'damaged');
        throw error;
      }
    default:
      return stay(state);
  }
}

/** What came in an envelope. A hand-over or a guest that is asked, or taken back, and a brake are seen on the screen. */
function envelopeOpened(before: Talking, step: talk.Step, now: number, tools: Tools): Decided {
  const told = step.folder?.kind === 'folder-offered' ? { ...before, offered: true } : before;
  const { state, effects } = asksCame(before, sends({ ...told, now }, step), now);
  if (state.kind !== 'talking' || !(step.handOver ?? step.guest)) return { state, effects };
  const then = step.guest
    ? aboutGuest(state, step.guest, now, tools)
    : handOverCame({ ...state, goesTo: undefined }, now);
  return { state: then.state, effects: [...effects, ...then.effects] };
}

function lineSaid(state: State, event: LineEvent, now: number, tools: Tools): Decided {
  if (state.kind !== 'waiting' && state.kind !== 'talking' && state.kind !== 'returning') return stay(state);
  switch (event.kind) {
    case 'opened': {
      const { token } = state;
      const frame =
        token === undefined ? ({ kind: 'arrive' } as const) : ({ kind: 'return', token } as const);
      return { state, effects: [{ kind: 'send', frame }] };
    }
    case 'lost': {
      const lost = state.lost || now;
      if (state.kind === 'waiting') return stay({ ...state, lost });
      if (state.kind === 'returning') return stay({ ...state, lost, up: false });
      return stay({ ...state, lost, now, conversation: talk.lineLost(state.conversation, now) });
    }
    case 'closed':
      if (event.code === TAKEN_OVER) return over(state, 'taken-over', []);
      if (event.code === DESK_CLOSED) return over(state, 'closed', []);
      if (event.code === NO_ROOM) return over(state, 'no-room', []);
      if (event.code === BAD_TOKEN && state.kind === 'waiting' && !state.renewed)
        return renew(state, undefined);
      // A token that holds no more, or an end whose reason never reached us.
      return over(state, 'forgotten', []);
    case 'frame':
      return frameCame(state, event.frame, now, tools);
  }
}

function timeWentBy(before: State, now: number, tools: Tools): Decided {
  if (before.kind === 'waiting') return stay({ ...before, now });
  if (before.kind === 'returning') return tools.back().returningInTime(before, now);
  if (before.kind !== 'talking') return stay(before);
  const { brake } = before.conversation;
  // The screen needs the time only while something on it counts.
  const state = before.lost || brake ? { ...before, now } : before;
  const step = talk.timeWentBy(state.conversation, now);
  const decided = step.conversation === state.conversation ? stay(state) : sends(state, step);
  return guestToo(decided, (talking) => guestInTime(talking, now, tools));
}

/** What follows for a guest, if she still talks. */
function guestToo({ state, effects }: Decided, follows: (state: Talking) => Decided): Decided {
  if (state.kind !== 'talking' || state.guest === undefined) return { state, effects };
  const next = follows(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
}

/** She writes a letter. While she waits nobody hears of it. */
function typed(state: State, draft: string, now: number, tools: Tools): Decided {
  if (state.kind === 'intake') return stay({ ...state, draft });
  // Whoever begins anew has skipped nothing of it.
  if (state.kind === 'waiting') return stay({ ...state, draft, skipped: state.skipped && draft !== '' });
  if (state.kind !== 'talking') return stay(state);
  // An empty field is no sign of somebody who writes.
  if (draft === '') return stay({ ...state, draft });
  const said = sends({ ...state, draft }, talk.typed(state.conversation, now));
  return guestToo(said, (talking) => alsoTyped(talking, now, tools));
}

/** She says something. While she is asked to write less it stays in her field, which does not send it either. */
function write(state: State, text: string, now: number, tools: Tools): Decided {
  if (state.kind !== 'talking') return stay(state);
  if (waitsUntil(state.conversation, now) > 0) return stay({ ...state, draft: text });
  const said = sends(
    { ...state, draft: '', now, noGuest: undefined },
    talk.write(state.conversation, text, now),
  );
  return guestToo(said, (talking) => alsoToGuest(talking, text, now, tools));
}

/** What she does before she waits: one screen after another, and back. */
function beforeWaiting(state: State, event: StateEvent): State {
  if (state.kind === 'safety' && event.kind === 'go-on')
    return { kind: 'entrance', anyway: false, hers: undefined };
  if (state.kind === 'entrance') {
    if (event.kind === 'anyway') return { ...state, anyway: true };
    if (event.kind === 'choose') {
      const { entrance } = event;
      const { intake, draft } = state.hers ?? { intake: nothingSaid(entrance), draft: '' };
      return { kind: 'intake', intake: { ...intake, entrance }, draft };
    }
  }
  if (state.kind === 'intake') {
    if (event.kind === 'answer') return { ...state, intake: { ...state.intake, ...event.says } };
    if (event.kind === 'back') {
      const { intake, draft } = state;
      return { kind: 'entrance', anyway: true, hers: { intake, draft } };
    }
  }
  return state;
}

function start(state: State, skips: boolean, now: number): Decided {
  if (state.kind !== 'intake' && state.kind !== 'ended') return stay(state);
  const { draft } = state;
  const { entrance, asksFor } = state.intake;
  // Whom she asks for was not a question of these.
  const intake = skips ? { ...nothingSaid(entrance), asksFor } : state.intake;
  const ended = state.kind === 'ended' ? state : undefined;
  const skipped = ended ? ended.skipped : skips && draft.trim() !== '';
  const cards = ended?.cards ?? NO_CARDS;
  const brings = { token: ended?.next, intake, draft, skipped, cards };
  return { state: goWait(now, brings, false), effects: [{ kind: 'connect' }] };
}

/** Decides what follows from an event for where the visitor is. */
export function decide(tools: Tools): (state: State, event: StateEvent, now: number) => Decided {
  return (state, event, now) => {
    switch (event.kind) {
      case 'start':
        return start(state, false, now);
      case 'skip':
        return start(state, true, now);
      case 'clear':
        wipeState(state);
        return stay({ kind: 'entrance', anyway: false, hers: undefined });
      case 'wipe':
        wipeState(state);
        return { state: FIRST, effects: [HANG_UP] };
      case 'line':
        return lineSaid(state, event.event, now, tools);
      case 'leave':
        // The conversation may go on elsewhere: nobody leaves it here.
        if (state.kind === 'returning') {
          wipeState(state);
          return { state: { kind: 'entrance', anyway: false, hers: undefined }, effects: [HANG_UP] };
        }
        if (state.kind !== 'waiting' && state.kind !== 'talking') return stay(state);
        return over(
          state,
          state.kind === 'waiting' ? 'left' : 'said-goodbye',
          goodbye(state, 'said-goodbye'),
        );
      case 'tick':
        return timeWentBy(state, now, tools);
      case 'typed':
        return typed(state, event.text, now, tools);
      case 'write':
        return write(state, event.text, now, tools);
      case 'guest':
        if (state.kind !== 'talking' || !isGuest(state, event.id)) return stay(state);
        return answersGuest(state, event.agrees, now, tools);
      case 'guest-away':
        if (state.kind !== 'talking' || !isGuest(state, event.id)) return stay(state);
        return sendsGuestAway(state, now, tools);
      case 'open-card':
        return state.kind === 'talking' ? opensCard(state, event.template, now) : stay(state);
      case 'cards':
        return state.kind === 'talking' ? changesCards(state, event.does, now) : stay(state);
      case 'asked-card':
        return state.kind === 'talking' ? readied(state, event.name, event.template, now) : stay(state);
      case 'came-back':
        return state.kind === 'talking'
          ? tools.back().comesBack(state, event.folder, event.cards, now)
          : stay(state);
      case 'folder-kept':
        return state.kind === 'talking'
          ? tools.back().folderKept(state, event.secret, event.check, now)
          : stay(state);
      case 'go-back-in':
        return state.kind === 'entrance' ? tools.back().returns(event.wayBack, now, tools) : stay(state);
      case 'not-now':
        return state.kind === 'talking' ? stay({ ...state, offered: false }) : stay(state);
      case 'guest-line':
        return state.kind === 'talking' ? guestLine(state, event.event, now, tools) : stay(state);
      case 'hand-over':
        if (state.kind !== 'talking' || state.asked !== event.who) return stay(state);
        return answers(state, event.agrees, now, tools);
      case 'effort':
        return effortMade(state, event.ticket, event.nonce, event.bits);
      case 'retry':
        if (state.kind !== 'talking') return stay(state);
        return sends(state, talk.retry(state.conversation, now));
      default:
        return stay(beforeWaiting(state, event));
    }
  };
}
