import { wipe } from '../crypto/bytes.ts';
import { isTemplate } from '../crypto/card.ts';
import { NO_CARDS } from './cards.ts';
import { decide as decideState, FIRST } from './decide.ts';
import { NOT_ASKED, pieceCame } from './held.ts';
import { nothingSaid } from './intake.ts';
import { CLEARED } from './over.ts';
import type { Effect, Event, State, StateEvent, Tools, Visit } from './state.ts';

/** The opening hours are asked for again after this time, while they matter. */
export const LOOK_AGAIN = 60_000;

/** A visit that begins. */
export const BEGIN: Visit = {
  state: FIRST,
  beside: undefined,
  seen: 0,
  card: undefined,
  held: NOT_ASKED,
  folder: undefined,
  folderCards: NO_CARDS,
  hours: undefined,
  looked: Number.NEGATIVE_INFINITY,
};

/** How many texts the counsellor has sent. */
export function received(state: State): number {
  return state.kind === 'talking' ? state.conversation.lines.filter((line) => !line.mine).length : 0;
}

/** Whether the server holds something about her that it can be asked for now. */
function canAsk(state: State): boolean {
  if (state.kind === 'waiting') return state.place !== undefined && state.lost === 0;
  return state.kind === 'talking' && state.lost === 0;
}

/**
 * Before a conversation it matters whether somebody is there, and until when. On the first screen too: the entrance
 * should not turn into another one under her finger.
 */
function hoursMatter({ kind }: State): boolean {
  return kind !== 'talking' && kind !== 'ended';
}

/** Whoever looks at her cards has seen the one that was put ready. */
function looked(state: State): State {
  return state.kind === 'talking' ? { ...state, ready: undefined } : state;
}

function opened(visit: Visit, event: Event): Visit {
  if (event.kind === 'beside') {
    const { beside, card } = event;
    const seen = visit.beside === beside ? visit.seen : received(visit.state);
    const state = beside === 'cards' ? looked(visit.state) : visit.state;
    return { ...visit, state, beside, card, seen, held: NOT_ASKED };
  }
  if (event.kind === 'ask') return { ...visit, held: NOT_ASKED };
  if (event.kind === 'hours') return { ...visit, hours: event.hours };
  return visit;
}

/** What the line says about the record; a line that was lost is asked anew. */
function heard(visit: Visit, event: Event): Visit {
  if (event.kind !== 'line') return visit;
  if (event.event.kind === 'lost') return { ...visit, held: { ...visit.held, asked: false } };
  if (event.event.kind !== 'frame') return visit;
  // The coordinator has said when it closes; what is told of that comes with the hours.
  if (event.event.frame.kind === 'closing') return { ...visit, looked: Number.NEGATIVE_INFINITY };
  if (event.event.frame.kind !== 'record') return visit;
  return { ...visit, held: pieceCame(visit.held, event.event.frame) };
}

/** Her folder is opened, changed or closed. */
function withFolder(visit: Visit, folder: Visit['folder'], folderCards: Visit['folderCards']): Visit {
  // The words are the same ones when it was only kept anew.
  const old = visit.folder;
  if (old && old.words !== folder?.words) wipe(old.words.lookup, old.words.seed, old.share);
  return { ...visit, folder, folderCards };
}

/** She comes back: the questions come next, or the line if she has answered them. Her cards come along. */
function talksAgain(visit: Visit, asksFor: readonly Uint8Array[]): Visit {
  const { state } = visit;
  if (state.kind === 'entrance') {
    const { intake, draft } = state.hers ?? { intake: nothingSaid('me'), draft: '' };
    return { ...visit, beside: undefined, state: { kind: 'intake', intake: { ...intake, asksFor }, draft } };
  }
  if (state.kind !== 'intake' && state.kind !== 'ended') return visit;
  return { ...visit, beside: undefined, state: { ...state, intake: { ...state.intake, asksFor } } };
}

/** The folder is of this conversation: there is nothing to tell, and nothing to bring. */
function known(visit: Visit): Visit {
  const { state } = visit;
  return state.kind === 'talking'
    ? { ...visit, state: { ...state, cameBack: true, hasFolder: true, madeHere: true } }
    : visit;
}

/** After these nothing of hers stays here, so her folder is closed too. */
function closesFolder(state: State): boolean {
  return state.kind === 'ended' && CLEARED.includes(state.why);
}

/** The card that she looks at: one that she opens comes in sight. */
function cardInSight({ card }: Visit, state: State, event: Event): number | undefined {
  const cards = state.kind === 'talking' ? (state.conversation.cards?.cards ?? []) : [];
  if (event.kind === 'open-card') {
    const at = cards.map((card) => isTemplate(card.template, event.template)).lastIndexOf(true);
    return at < 0 ? undefined : at;
  }
  return card;
}

/** What the page asks for by itself: the hours now and then, the record while she looks at it. */
function asks(visit: Visit, now: number): { visit: Visit; effects: readonly Effect[] } {
  const effects: Effect[] = [];
  let next = visit;
  if (hoursMatter(visit.state) && now - visit.looked >= LOOK_AGAIN) {
    effects.push({ kind: 'look-at-hours' });
    next = { ...next, looked: now };
  }
  if (visit.beside === 'evidence' && !visit.held.asked && canAsk(visit.state)) {
    effects.push({ kind: 'send', frame: { kind: 'ask' } });
    next = { ...next, held: { ...next.held, asked: true } };
  }
  return { visit: next, effects };
}

/** Decides what follows from an event for the whole visit. */
export function decide(
  tools: Tools,
): (visit: Visit, event: Event, now: number) => { state: Visit; effects: readonly Effect[] } {
  const decided = decideState(tools);
  return (before, event, now) => {
    switch (event.kind) {
      case 'folder': {
        // What comes after the exit is nobody's any more.
        if (before.state.kind === 'safety') {
          withFolder({ ...before, folder: event.folder }, undefined, NO_CARDS);
          return still(before);
        }
        // One that was closed meanwhile stays closed, whatever was still kept of it.
        if (event.open && before.folder?.words !== event.open.words) return still(before);
        const visit = withFolder(before, event.folder, event.cards);
        return comes(decided, event.made ? known(visit) : visit, now);
      }
      case 'talk-again': {
        const visit = talksAgain(before, event.asksFor);
        return visit.state.kind === 'ended' ? onState(decided, visit, { kind: 'start' }, now) : still(visit);
      }
      case 'beside':
      case 'ask':
      case 'hours': {
        const { visit, effects } = asks(opened(before, event), now);
        return { state: visit, effects };
      }
      default:
        return onState(decided, before, event, now);
    }
  };
}

type Next = { state: Visit; effects: readonly Effect[] };

const still = (state: Visit): Next => ({ state, effects: [] });

function onState(
  decided: ReturnType<typeof decideState>,
  before: Visit,
  event: StateEvent,
  now: number,
): Next {
  const { state, effects } = decided(before.state, event, now);
  // The exit leaves nothing, not even what lay beside.
  if (event.kind === 'wipe') {
    withFolder(before, undefined, NO_CARDS);
    return { state: { ...BEGIN, state }, effects };
  }
  const moved =
    state === before.state ? before : { ...before, state, card: cardInSight(before, state, event) };
  // At the end, and not when she opens it again after that.
  const ends = before.state.kind !== 'ended' && closesFolder(state);
  const open = ends ? withFolder(moved, undefined, NO_CARDS) : moved;
  const then = asks(heard(open, event), now);
  const came = comes(decided, then.visit, now);
  return { state: came.state, effects: [...effects, ...then.effects, ...came.effects] };
}

/** Whoever has her folder open in a conversation was here before: the counsellor hears it, once. */
function comes(decided: ReturnType<typeof decideState>, visit: Visit, now: number): Next {
  const { state, folder, folderCards: cards } = visit;
  if (state.kind !== 'talking' || !folder || state.cameBack) return still(visit);
  const then = decided(state, { kind: 'came-back', folder, cards }, now);
  return { state: { ...visit, state: then.state }, effects: then.effects };
}
