import { equal, wipe } from '../crypto/bytes.ts';
import type { Contents } from '../crypto/contents.ts';
import { SECRET_LENGTH } from '../crypto/hand-over.ts';
import type { Letter } from '../crypto/sealed-letter.ts';
import * as talk from '../talk/conversation.ts';
import type { PageFrame } from '../wire/frames.ts';
import { type Known, others } from './colleagues.ts';
import { letterTo } from './letters.ts';
import type { Effect, OnDuty, Tools } from './state.ts';
import { keyOf, type Open, openVisitor, replace, type Step, sends } from './visitors.ts';

/** A hand-over that this counsellor has begun, and how far it is: the colleague is asked, then the visitor, then it happens. */
export type Handing = Readonly<{
  /** The shift of the colleague. */
  to: string;
  name: string;
  stage: 'offered' | 'asked' | 'agreed';
  /** Since when it is at this stage, in milliseconds. */
  since: number;
  /** 32 bytes that the colleague has from a letter and the visitor from the channel. */
  secret: Uint8Array;
}>;

/** Why a hand-over came to nothing, as the counsellor is told. */
export type NotHanded = { name: string; why: 'declined' | 'stays' | 'not-there'; text: string };

/** A hand-over that a colleague offers to this counsellor. */
export type Offer = Readonly<{
  key: string;
  conversation: Uint8Array;
  from: Known;
  secret: Uint8Array;
  note: string;
  accepted: boolean;
}>;

const send = (frame: PageFrame): Effect => ({ kind: 'send', frame });

/** The counsellor asks a colleague to go on with this visitor. */
export function offer(
  state: OnDuty,
  visitor: Open,
  to: string,
  note: string,
  now: number,
  tools: Tools,
): Step {
  const colleague = others(state).find(({ key }) => key === to)?.known;
  if (colleague === undefined || visitor.handing !== undefined || visitor.guest !== undefined)
    return { state, effects: [] };
  const secret = tools.random(SECRET_LENGTH);
  const { conversation } = visitor;
  const effects = letterTo(state, colleague, { kind: 'offer', secret, note, conversation }, now, tools);
  const handing: Handing = { to, name: colleague.name, stage: 'offered', since: now, secret };
  return { state: replace(state, { ...visitor, handing, notHanded: undefined }), effects };
}

/** She takes it back, or it cannot be. The visitor is told if she was asked, and the colleague if she is there. */
export function withdraw(
  state: OnDuty,
  visitor: Open,
  notHanded: NotHanded | undefined,
  now: number,
  tools: Tools,
): Step {
  const { handing, conversation, talk: before } = visitor;
  if (handing === undefined) return { state, effects: [] };
  wipe(handing.secret);
  const next = { ...visitor, handing: undefined, notHanded };
  const colleague = state.known.get(handing.to);
  const letter = colleague ? letterTo(state, colleague, { kind: 'withdraw', conversation }, now, tools) : [];
  const { stage } = before.keys.handOver;
  if (stage !== 'asked' && stage !== 'agreed') return { state: replace(state, next), effects: letter };
  const step = sends(state, next, talk.say(before, before.keys.handOver.withdraw(), now));
  return { state: step.state, effects: [...step.effects, ...letter] };
}

/** What the colleague answers to an offer of this counsellor. */
function answered(state: OnDuty, visitor: Open, letter: Letter, now: number, tools: Tools): Step {
  const { handing } = visitor;
  if (handing === undefined || handing.stage !== 'offered') return { state, effects: [] };
  if (letter.kind === 'decline') {
    const notHanded = { name: handing.name, why: 'declined', text: letter.text } as const;
    wipe(handing.secret);
    return { state: replace(state, { ...visitor, handing: undefined, notHanded }), effects: [] };
  }
  const colleague = state.known.get(handing.to);
  if (colleague === undefined) return withdraw(state, visitor, notThere(handing), now, tools);
  // Now the visitor is asked, and sees who it is.
  const said = visitor.talk.keys.handOver.ask(handing.secret, colleague.chain);
  // One that was taken back may not have reached her yet: then this one cannot be asked.
  if (visitor.talk.keys.handOver.stage !== 'nothing')
    return withdraw(state, visitor, notThere(handing), now, tools);
  const asked = { ...visitor, handing: { ...handing, stage: 'asked' as const, since: now } };
  return sends(state, asked, talk.say(visitor.talk, said, now));
}

const notThere = ({ name }: Handing): NotHanded => ({ name, why: 'not-there', text: '' });

/** The visitor has answered: a record of the hand-over was opened. */
export function visitorAnswered(
  state: OnDuty,
  visitor: Open,
  contents: Contents,
  now: number,
  tools: Tools,
): Step {
  const { handing, conversation } = visitor;
  if (handing === undefined) return { state, effects: [] };
  if (contents.kind === 'hand-over-refused') {
    const notHanded = { name: handing.name, why: 'stays', text: '' } as const;
    return withdraw(state, visitor, notHanded, now, tools);
  }
  const colleague = state.known.get(handing.to);
  // A yes that crossed a withdrawal comes to nothing.
  const agreed = contents.kind === 'hand-over-agreed' && visitor.talk.keys.handOver.stage === 'agreed';
  if (!agreed || colleague === undefined) {
    return withdraw(state, visitor, notThere(handing), now, tools);
  }
  const next = { ...visitor, handing: { ...handing, stage: 'agreed' as const, since: now } };
  const frame: PageFrame = {
    kind: 'hand-over',
    conversation,
    to: colleague.shift,
    messageOne: contents.body,
  };
  return { state: replace(state, next), effects: [send(frame)] };
}

/** The server says that a colleague is not there for what was last sent to her. */
export function colleagueNotThere(before: OnDuty, shift: Uint8Array, now: number, tools: Tools): Step {
  let state = before;
  const effects: Effect[] = [];
  for (const { key } of before.visitors) {
    const visitor = openVisitor(state, key);
    if (!visitor?.handing || visitor.handing.to !== keyOf(shift)) continue;
    // While the visitor thinks about it, it was another letter that did not arrive.
    if (visitor.handing.stage === 'asked') continue;
    const step = withdraw(state, visitor, notThere(visitor.handing), now, tools);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** How long a colleague may take to answer the visitor's page, in milliseconds: longer than the desk gives her. */
const TOO_LONG = 20_000;

/** Time went by: what the server never heard of, or lost, does not keep the visitor between two for ever. */
export function handOversInTime(before: OnDuty, now: number, tools: Tools): Step {
  let state = before;
  const effects: Effect[] = [];
  for (const { key } of before.visitors) {
    const visitor = openVisitor(state, key);
    const { handing } = visitor ?? {};
    if (!visitor || handing?.stage !== 'agreed' || !visitor.talk.up || now - handing.since < TOO_LONG)
      continue;
    const step = withdraw(state, visitor, notThere(handing), now, tools);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** A letter about a hand-over came. */
export function handOverLetter(state: OnDuty, from: Known, letter: Letter, now: number, tools: Tools): Step {
  if (!('conversation' in letter) || letter.conversation === undefined) return { state, effects: [] };
  const { conversation } = letter;
  const key = keyOf(conversation);
  if (letter.kind === 'offer') {
    const { secret, note } = letter;
    return {
      state: withOffer(state, { key, conversation, from, secret, note, accepted: false }),
      effects: [],
    };
  }
  if (letter.kind === 'withdraw') {
    const offered = state.offers.find((offered) => offered.key === key);
    const hers = offered && equal(offered.from.shift, from.shift);
    return { state: hers ? withoutOffer(state, key) : state, effects: [] };
  }
  const visitor = openVisitor(state, key);
  const hers = visitor?.handing?.to === from.key;
  return visitor && hers ? answered(state, visitor, letter, now, tools) : { state, effects: [] };
}

function withOffer(state: OnDuty, offer: Offer): OnDuty {
  const before = state.offers.find(({ key }) => key === offer.key);
  // Nobody takes away what was accepted from another.
  if (before?.accepted && !offer.accepted) return state;
  if (before && before.secret !== offer.secret) wipe(before.secret);
  const rest = state.offers.filter(({ key }) => key !== offer.key);
  return { ...state, offers: [...rest, offer] };
}

export function withoutOffer(state: OnDuty, key: string): OnDuty {
  for (const offer of state.offers) if (offer.key === key) wipe(offer.secret);
  return { ...state, offers: state.offers.filter((offer) => offer.key !== key) };
}

/** The counsellor answers an offer of a colleague. */
export function answerOffer(
  state: OnDuty,
  key: string,
  accepts: boolean,
  text: string,
  now: number,
  tools: Tools,
): Step {
  const offered = state.offers.find((offered) => offered.key === key);
  if (offered === undefined || offered.accepted) return { state, effects: [] };
  const { conversation, from } = offered;
  if (!accepts) {
    const effects = letterTo(state, from, { kind: 'decline', text, conversation }, now, tools);
    return { state: withoutOffer(state, key), effects };
  }
  const effects = letterTo(state, from, { kind: 'accept', conversation }, now, tools);
  return { state: withOffer(state, { ...offered, accepted: true }), effects };
}
