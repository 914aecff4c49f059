import { wipe } from '../crypto/bytes.ts';
import * as talk from '../talk/conversation.ts';
import { conversationIn, type OwnReason } from '../wire/frames.ts';
import { herCards, NO_CARDS } from './cards.ts';
import { goodbyeToGuest, wipeGuest } from './guest.ts';
import { nothingSaid } from './intake.ts';
import type { Decided, Effect, Ending, State } from './state.ts';

export const HANG_UP: Effect = { kind: 'hang-up' };

export const stay = (state: State): Decided => ({ state, effects: [] });

/** Forgets every secret that hangs on a state. */
export function wipeState(state: State): void {
  if (state.kind === 'waiting') state.handshake?.wipe();
  if (state.kind === 'returning') state.handshake.wipe();
  if (state.kind === 'talking') {
    state.conversation.keys.wipe();
    wipeGuest(state);
  }
  if ('token' in state && state.token) wipe(state.token);
  if ('next' in state && state.next) wipe(state.next);
  if ('was' in state && state.was) wipe(state.was.right);
}

/** The frame with which she leaves, if there is anything to leave. */
export function goodbye(state: State, reason: OwnReason): Effect[] {
  if ((state.kind !== 'waiting' && state.kind !== 'talking') || state.token === undefined) return [];
  // A copy: the token is wiped with the state, which may be before the frame is written.
  const conversation = new Uint8Array(conversationIn(state.token));
  return [{ kind: 'send', frame: { kind: 'leave', conversation, reason } }];
}

/** After these the texts may still be read: the last of them may be the telephone number she needs. */
const MAY_READ: readonly Ending[] = [
  'ended',
  'gone',
  'off-duty',
  'away-too-long',
  'passed-back',
  'forgotten',
];

/** After these nothing of hers stays in this window: she said goodbye, or somebody else may be looking at it. */
export const CLEARED: readonly Ending[] = ['said-goodbye', 'taken-over'];

/** It is over. What she was still writing waits for her next conversation. */
export function over(state: State, why: Ending, effects: readonly Effect[], next?: Uint8Array): Decided {
  const talking = state.kind === 'talking' ? state : undefined;
  const lines =
    talking && MAY_READ.includes(why) ? talk.linesAtTheEnd(talking.conversation, talking.draft) : [];
  const cleared = CLEARED.includes(why);
  // They are her own words: whatever came in damaged, these did not.
  const had = talking
    ? herCards(talking)
    : state.kind === 'waiting' || state.kind === 'returning'
      ? state.cards
      : NO_CARDS;
  const cards = cleared ? NO_CARDS : had;
  const intake = 'intake' in state ? state.intake : nothingSaid('me');
  const guest = talking ? goodbyeToGuest(talking, 'said-goodbye') : [];
  // Whoever has taken her place may be looking at this page.
  const was = why !== 'taken-over' &&
    talking && {
      right: new Uint8Array(talking.token),
      counsellor: talking.conversation.keys.between.counsellorKey,
    };
  wipeState(state);
  return {
    state: {
      kind: 'ended',
      why,
      counsellor: talking?.counsellor ?? '',
      earlier: talking?.earlier ?? [],
      marks: talking?.marks ?? [],
      lines,
      cards,
      next,
      was: was || undefined,
      skipped: state.kind === 'waiting' && state.skipped,
      // The code word goes in any case: whoever holds the phone now could say it for her.
      intake: cleared ? nothingSaid(intake.entrance) : { ...intake, codeWord: '' },
      draft: !cleared && 'draft' in state ? state.draft : '',
    },
    effects: [...effects, ...guest, HANG_UP],
  };
}

/** Stops because something is wrong, and says so to the other end in one byte. */
export function stop(state: State, why: 'refused' | 'damaged'): Decided {
  return over(state, why, goodbye(state, why));
}
