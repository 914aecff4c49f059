import { wipe } from '../crypto/bytes.ts';
import { shownLines, theirsShown } from '../talk/brake.ts';
import * as talk from '../talk/conversation.ts';
import { NO_FOLDER } from './came-back.ts';
import { wipeGuest } from './guests.ts';
import { isShown } from './sitting-in.ts';
import type { Effect, OnDuty, Visitor, VisitorEnding } from './state.ts';

/** A shift after a step, and what must be done because of it. */
export type Step = { state: OnDuty; effects: readonly Effect[] };

/** A visitor whose conversation is going on. */
export type Open = Extract<Visitor, { kind: 'open' }>;

/** A conversation that begins here: the server has brought it, and our answer goes out. Nobody has looked at it yet. */
export function begun(
  given: Pick<
    Open,
    'conversation' | 'number' | 'waited' | 'messageOne' | 'right' | 'answer' | 'talk' | 'note'
  > &
    Partial<Pick<Open, 'seat' | 'fresh'>>,
): Open {
  return {
    kind: 'open',
    key: keyOf(given.conversation),
    exited: false,
    handing: undefined,
    notHanded: undefined,
    guest: undefined,
    noGuest: undefined,
    folder: NO_FOLDER,
    seat: undefined,
    marks: [],
    known: true,
    answered: true,
    unread: 0,
    fresh: true,
    draft: '',
    ...given,
  };
}

/** The key of a conversation in lists. */
export function keyOf(conversation: Uint8Array): string {
  return Array.from(conversation, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The visitor with this key, if her conversation is going on. */
export function openVisitor(state: OnDuty, key: string): Open | undefined {
  const visitor = state.visitors.find((visitor) => visitor.key === key);
  return visitor?.kind === 'open' ? visitor : undefined;
}

/** How many conversations of her own are going on. Where she is a guest she has no part in how many she has room for. */
export function openCount(state: OnDuty): number {
  return state.visitors.filter(({ kind, seat }) => kind === 'open' && seat === undefined).length;
}

/** What asks for the counsellor, for the title of the window: who waits, as far as it is known, and unread texts. */
export function newsCount({ accepted, queue, visitors }: OnDuty): number {
  return visitors.reduce((sum, { unread }) => sum + unread, accepted ? queue.waiting : 0);
}

/** One step, and what follows from it. */
export function both(first: Step, follows: (state: OnDuty) => Step): Step {
  const second = follows(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** Puts a visitor in the place of herself. */
export function replace(state: OnDuty, visitor: Visitor): OnDuty {
  return { ...state, visitors: state.visitors.map((old) => (old.key === visitor.key ? visitor : old)) };
}

/** The envelopes of a step, as frames for this visitor. */
export function sends(state: OnDuty, visitor: Open, step: talk.Step): Step {
  const { conversation, key } = visitor;
  // What a pause holds back is new when it is shown.
  const came = Math.max(0, theirsShown(step.conversation) - theirsShown(visitor.talk));
  const unread = state.selected === key || !isShown(visitor) ? visitor.unread : visitor.unread + came;
  return {
    state: replace(state, { ...visitor, talk: step.conversation, unread }),
    effects: step.send.map((envelope) => ({
      kind: 'send',
      frame: { kind: 'envelope', conversation, envelope },
    })),
  };
}

/** Forgets all with which a conversation could be gone on with. */
export function wipeVisitor(visitor: Visitor): void {
  if (visitor.kind === 'open') {
    visitor.talk.keys.wipe();
    if (visitor.handing) wipe(visitor.handing.secret);
    if (visitor.guest) wipeGuest(visitor.guest);
    wipe(...visitor.folder.secrets);
  }
  wipe(visitor.right);
  if (visitor.answer) wipe(visitor.answer);
}

/** The conversation is over: its keys go, its texts stay until the counsellor closes them. */
export function close(state: OnDuty, visitor: Open, why: VisitorEnding): OnDuty {
  wipeVisitor(visitor);
  const { talk: conversation, ...rest } = visitor;
  const lines = talk.linesAtTheEnd(conversation, visitor.draft);
  const unread = state.selected === visitor.key ? 0 : visitor.unread + shownLines(conversation).held;
  return replace(state, {
    ...rest,
    kind: 'over',
    why,
    lines,
    unread,
    written: undefined,
    answer: undefined,
    draft: '',
  });
}

/** Leaves the list, and the texts with it. Another one that is still going on comes in its place. */
export function dismiss(state: OnDuty, key: string): OnDuty {
  const visitors = state.visitors.filter((visitor) => visitor.key !== key || visitor.kind === 'open');
  if (state.selected !== key) return { ...state, visitors };
  return select({ ...state, visitors, selected: undefined }, visitors.find(isShown)?.key);
}

/** Shows a conversation; what came in it is read, and whoever is new in it has been seen. */
export function select(state: OnDuty, key: string | undefined): OnDuty {
  const visitor = state.visitors.find((visitor) => visitor.key === key);
  if (visitor === undefined) return { ...state, selected: undefined };
  return replace({ ...state, selected: key }, { ...visitor, unread: 0, fresh: false });
}
