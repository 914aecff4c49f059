import { afterAll, expect, test } from 'vitest';
import type { Contents, Said } from '../../src/crypto/contents.ts';
import type { Caller } from '../../src/crypto/context.ts';
import { answer, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import {
  answerGuest,
  askGuest,
  endGuest,
  guestId,
  readGuestAnswered,
  readGuestAsked,
  verifyGuest,
} from '../../src/crypto/guest.ts';
import { answerCalled } from '../../src/crypto/guest-handshake.ts';
import type { Session } from '../../src/crypto/session.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { say, tellAll } from './conversation.ts';
import { bytes, hex, KINDS, outcome, shiftOf, type Vector } from './frozen.ts';
import { accepted, flipped, Oracle } from './oracle.ts';
import { Seeded } from './seeded.ts';

const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
/** Twice as many as there are kinds of guests, see `planned`. */
const GUESTS = 192;
const NOW = 1_800_000_000;
const FAULTS = [
  'none',
  'none',
  'none',
  'none',
  'secret',
  'bit',
  'stranger',
  'message',
  'from',
  'conversation',
  'chain',
  'clock',
] as const;
type Fault = (typeof FAULTS)[number];

/**
 * What kind of guest this is: every fault, with each caller, and each end here or there. By turns, so that no kind is
 * missed; all else is chance.
 */
function planned(number: number) {
  const half = (every: number) => Math.floor(number / every) % 2 === 0;
  const fault = FAULTS[number % FAULTS.length] as Fault;
  const as: Caller = half(FAULTS.length) ? 'visitor' : 'counsellor';
  const visitorHere = half(2 * FAULTS.length);
  const guestHere = half(4 * FAULTS.length);
  return { fault, as, visitorHere, guestHere, yes: number % 7 > 0 };
}

const rust = new Oracle();
afterAll(() => rust.stop());

/** What an end opened. */
type Heard = { kind: Contents['kind']; body: Uint8Array };

/** What an end has to say: words, or something about a guest, or a rejoin that it begins. */
type Saying =
  | { say: 'text' }
  | { say: 'rejoin' }
  | { say: 'ask'; secret: Uint8Array; chain: Uint8Array }
  | { say: 'answer'; id: Uint8Array; yes: boolean }
  | { say: 'over'; id: Uint8Array };

/** One end, in either language. What is not its to say seals nothing. */
type End = {
  readonly where: 'TypeScript' | 'Rust';
  seal(saying: Saying, seeded: Seeded): Promise<Uint8Array | undefined>;
  hear(envelope: Uint8Array): Promise<Heard>;
  /** How it goes on with a record of a rejoin that it has just heard. */
  goOn(heard: Heard, seeded: Seeded): Promise<Uint8Array>;
  /** Message one for the guest whose shift has this chain, and what looks at her answer; nothing when it does not hold. */
  call(guest: Called, seeded: Seeded): Promise<Calling | undefined>;
};

/** The shift that is called, and what was given to her. `keys` are those of whoever answers. */
type Called = { made: Vector; as: Caller; secret: Uint8Array; chain: Uint8Array; keys: Vector };
type Calling = {
  messageOne: Uint8Array;
  finish(answer: Uint8Array, now: number): Promise<End | undefined>;
};

class Ours implements End {
  readonly where = 'TypeScript';
  readonly session: Session;
  readonly keys: Vector;

  /** @param keys those with which a rejoin is answered. */
  constructor(session: Session, keys: Vector) {
    this.session = session;
    this.keys = keys;
  }

  async seal(saying: Saying, seeded: Seeded): Promise<Uint8Array | undefined> {
    const { session } = this;
    const makes: { [Kind in Saying['say']]: () => Contents | Said | undefined } = {
      text: () => say('words', session.received),
      rejoin: () => session.beginRejoin(seeded.bytes),
      ask: () => (saying.say === 'ask' ? askGuest(saying.secret, saying.chain) : undefined),
      answer: () => (saying.say === 'answer' ? answerGuest(saying.id, saying.yes) : undefined),
      over: () => (saying.say === 'over' ? endGuest(saying.id) : undefined),
    };
    const something = makes[saying.say]();
    try {
      return something && session.seal(tellAll(session, something));
    } catch (error) {
      expect(String(error)).toMatch(/guest/);
      return undefined;
    }
  }

  async hear(envelope: Uint8Array): Promise<Heard> {
    const opened = this.session.open(envelope);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const { kind, body } = opened.contents;
    return { kind, body: body.slice() };
  }

  async goOn({ kind, body }: Heard, seeded: Seeded): Promise<Uint8Array> {
    const { session, keys } = this;
    const shift = shiftOf(bytes(keys.chain), bytes(keys.agreement_secret));
    const next =
      kind === 'rejoin' ? answerRejoin(session, shift, body, seeded.bytes) : session.finishRejoin(body, NOW);
    return session.seal(tellAll(session, next));
  }

  async call({ as, secret, chain, keys }: Called, seeded: Seeded): Promise<Calling | undefined> {
    const { between } = this.session;
    const to = verifyGuest(chain, between.root, NOW);
    if (!to) return undefined;
    const handshake = VisitorHandshake.guest(between, as, secret, to, seeded.bytes);
    return {
      messageOne: handshake.messageOne,
      finish: async (two, now) => {
        let session: Session | undefined;
        outcome(() => {
          session = handshake.finish(two, now).session;
        });
        return session && new Ours(session, keys);
      },
    };
  }
}

class Theirs implements End {
  readonly where = 'Rust';
  readonly id: string;
  readonly keys: Vector;
  #heard = 0;

  constructor(id: string, keys: Vector) {
    this.id = id;
    this.keys = keys;
  }

  async seal(saying: Saying, seeded: Seeded): Promise<Uint8Array | undefined> {
    const { id } = this;
    const body = hex(new TextEncoder().encode('words'));
    const command = (): Record<string, unknown> => {
      switch (saying.say) {
        case 'text':
          return {
            do: 'seal',
            kind: 1,
            typing: false,
            acknowledged: this.#heard,
            part: 0,
            more: false,
            body,
          };
        case 'rejoin':
          return { do: 'begin_rejoin', seed: seeded.next() };
        case 'ask':
          return { do: 'ask_guest', secret: hex(saying.secret), chain: hex(saying.chain) };
        case 'answer':
          return { do: 'answer_guest', guest: hex(saying.id), yes: saying.yes };
        case 'over':
          return { do: 'end_guest', guest: hex(saying.id) };
      }
    };
    const reply = await rust.ask({ id, ...command() });
    if (!accepted(reply)) expect(['NotNow', 'NotHere']).toContain(reply.error);
    return reply.ok ? bytes(reply.envelope) : undefined;
  }

  async hear(envelope: Uint8Array): Promise<Heard> {
    const opened = await rust.ask({ do: 'open', id: this.id, envelope: hex(envelope) });
    if (!accepted(opened)) throw new Error(opened.error);
    this.#heard += 1;
    return { kind: KINDS[opened.kind] as Contents['kind'], body: bytes(opened.body) };
  }

  async goOn({ kind, body }: Heard, seeded: Seeded): Promise<Uint8Array> {
    const { chain, agreement_secret } = this.keys;
    const answers = { chain, agreement_secret, message_one: hex(body), seed: seeded.next() };
    const command =
      kind === 'rejoin'
        ? { do: 'answer_rejoin', ...answers }
        : { do: 'finish_rejoin', answer: hex(body), now: NOW };
    const reply = await rust.ask({ id: this.id, ...command });
    expect(accepted(reply)).toBe(true);
    return bytes(reply.envelope);
  }

  async call({ made, secret, chain, keys }: Called, seeded: Seeded): Promise<Calling | undefined> {
    const called = `${this.id} with a guest`;
    const given = { called, root: made.root, secret: hex(secret), chain: hex(chain), now: NOW };
    const begun = await rust.ask({ do: 'call_guest', id: this.id, seed: seeded.next(), ...given });
    if (!accepted(begun)) return undefined;
    return {
      messageOne: bytes(begun.message_one),
      finish: async (two, now) => {
        const finished = await rust.ask({ do: 'finish_call', id: called, answer: hex(two), now });
        return accepted(finished) ? new Theirs(called, keys) : undefined;
      },
    };
  }
}

/** A conversation, one end of it here and one there. */
async function apart(
  id: string,
  made: Vector,
  conversation: Uint8Array,
  visitorHere: boolean,
  seeded: Seeded,
) {
  const context = { root: bytes(made.root), conversation };
  const named = { id, root: made.root, conversation: hex(conversation), seed: seeded.next() };
  const { chain, agreement_secret } = made;
  if (visitorHere) {
    const begun = VisitorHandshake.begin(context, seeded.bytes);
    const keys = { chain, agreement_secret, message_one: hex(begun.messageOne) };
    const answered = await rust.ask({ do: 'answer', ...named, ...keys });
    const { session } = begun.finish(bytes(answered.answer), NOW);
    return { visitor: new Ours(session, made), counsellor: new Theirs(id, made) };
  }
  const begun = await rust.ask({ do: 'begin', ...named });
  const shift = shiftOf(bytes(chain), bytes(agreement_secret));
  const answered = answer(context, shift, bytes(begun.message_one), seeded.bytes);
  const finished = await rust.ask({ do: 'finish', id, answer: hex(answered.answer), now: NOW });
  expect(accepted(finished)).toBe(true);
  return { visitor: new Theirs(id, made), counsellor: new Ours(answered.session, made) };
}

type Invited = { root: string; conversation: Uint8Array; from: Uint8Array; secret: Uint8Array };

/** The guest answers, here or there. Nothing when message one is for nobody. */
async function guestAnswers(
  id: string,
  invited: Invited,
  one: Uint8Array,
  keys: Vector,
  here: boolean,
  seeded: Seeded,
) {
  if (here) {
    const shift = shiftOf(bytes(keys.chain), bytes(keys.agreement_secret));
    const made = answerCalled({ ...invited, root: bytes(invited.root) }, shift, one, seeded.bytes);
    return made && { as: made.as, answer: made.answer, end: new Ours(made.session, keys) as End };
  }
  const reply = await rust.ask({
    do: 'answer_called',
    id,
    seed: seeded.next(),
    root: invited.root,
    conversation: hex(invited.conversation),
    from: hex(invited.from),
    secret: hex(invited.secret),
    agreement_secret: keys.agreement_secret,
    chain: keys.chain,
    message_one: hex(one),
  });
  if (!accepted(reply)) expect(reply.error).toBe('NotCalled');
  const end: End = new Theirs(id, keys);
  return reply.ok ? { as: reply.caller as Caller, answer: bytes(reply.answer), end } : undefined;
}

/** One says something, and the other hears it. */
async function tell(from: End, to: End, saying: Saying, seeded: Seeded): Promise<Heard> {
  const envelope = await from.seal(saying, seeded);
  if (!envelope) throw new Error('nothing was sealed');
  return to.hear(envelope);
}

/** The two of them talk, and replace their keys, in any order that a line allows. */
async function talk(caller: End, guest: End, seeded: Seeded): Promise<void> {
  const onTheirWay: [Uint8Array[], Uint8Array[]] = [[], []];
  const ends = [caller, guest] as const;
  const hear = async (at: 0 | 1): Promise<boolean> => {
    const envelope = onTheirWay[at].shift();
    if (!envelope) return false;
    const heard = await ends[at].hear(envelope);
    if (heard.kind === 'text') expect(new TextDecoder().decode(heard.body)).toBe('words');
    if (heard.kind === 'rejoin' || heard.kind === 'rejoin-answer')
      onTheirWay[at === 0 ? 1 : 0].push(await ends[at].goOn(heard, seeded));
    return true;
  };
  for (let left = 6 + seeded.below(14); left > 0; left--) {
    const at = seeded.pick([0, 1] as const);
    if (seeded.below(2) === 0) {
      await hear(at);
      continue;
    }
    const saying = seeded.pick([{ say: 'text' }, { say: 'text' }, { say: 'rejoin' }] as const);
    const envelope = await ends[at].seal(saying, seeded);
    expect(envelope !== undefined || saying.say === 'rejoin').toBe(true);
    if (envelope) onTheirWay[at === 0 ? 1 : 0].push(envelope);
  }
  while ((await hear(0)) || (await hear(1)));
  for (const end of ends) {
    const id = seeded.bytes(16);
    const about: Saying[] = [
      { say: 'over', id },
      { say: 'answer', id, yes: true },
      { say: 'ask', secret: seeded.bytes(32), chain: seeded.bytes(494) },
    ];
    for (const saying of about) expect(await end.seal(saying, seeded), saying.say).toBeUndefined();
  }
}

/** A guest is asked about, and called by one of the two. Returns what came of it. */
async function guest(number: number): Promise<string> {
  const seeded = new Seeded(SEED + number);
  const made: Vector = await rust.ask({ do: 'organisation', seed: seeded.next(), now: NOW });
  const [conversation, secret] = [seeded.bytes(16), seeded.bytes(32)];
  const { fault, as, visitorHere, guestHere, yes } = planned(number);
  const { visitor, counsellor } = await apart(`${number}`, made, conversation, visitorHere, seeded);
  const keys = seeded.pick([made.colleague, made.buddy]);

  const asked = await tell(counsellor, visitor, { say: 'ask', secret, chain: bytes(keys.chain) }, seeded);
  expect(asked.kind).toBe('guest-asked');
  const heard = readGuestAsked(asked.body);
  expect([hex(heard.secret), hex(heard.chain)]).toEqual([hex(secret), keys.chain]);
  const id = guestId(heard.secret);
  const answered = await tell(visitor, counsellor, { say: 'answer', id, yes }, seeded);
  expect(answered.kind).toBe('guest-answered');
  expect(readGuestAnswered(answered.body)).toEqual({ id, yes });
  const [from, to] = seeded.pick([
    [visitor, counsellor],
    [counsellor, visitor],
  ] as const);
  expect(await tell(from, to, { say: 'over', id }, seeded)).toEqual({ kind: 'guest-over', body: id });
  if (!yes) return 'not let in';

  const caller = as === 'visitor' ? visitor : counsellor;
  const chain = fault === 'chain' ? flipped(bytes(keys.chain), seeded) : bytes(keys.chain);
  const calling = await caller.call({ made, as, secret, chain, keys }, seeded);
  expect(calling === undefined, 'only a chain that holds is called').toBe(fault === 'chain');
  if (!calling) return `a chain refused by ${caller.where}`;

  const invited: Invited = {
    root: made.root,
    conversation: fault === 'conversation' ? flipped(conversation, seeded) : conversation,
    from: fault === 'from' ? flipped(bytes(made.counsellor_key), seeded) : bytes(made.counsellor_key),
    secret: fault === 'secret' ? flipped(secret, seeded) : secret,
  };
  const one = fault === 'message' ? flipped(calling.messageOne, seeded) : calling.messageOne;
  const whose = fault === 'stranger' ? made : keys;
  const theirs = await guestAnswers(`${number} as a guest`, invited, one, whose, guestHere, seeded);
  const forNobody = fault === 'message' || fault === 'from' || fault === 'conversation';
  expect(theirs === undefined, fault).toBe(forNobody);
  if (!theirs) return 'message one for nobody';
  expect(theirs.as).toBe(as);
  const two = fault === 'bit' ? flipped(theirs.answer, seeded) : theirs.answer;
  const session = await calling.finish(two, fault === 'clock' ? NOW + 10 * 86_400 : NOW);
  expect(session !== undefined, fault).toBe(fault === 'none');
  if (!session) return `an answer refused by ${caller.where}`;
  await talk(session, theirs.end, seeded);
  return `a guest in ${theirs.end.where} of a ${as} in ${caller.where}`;
}

test(`nearly two hundred random guests between Rust and TypeScript, seed ${SEED}`, async () => {
  const came = new Set<string>();
  for (let number = 0; number < GUESTS; number++) {
    came.add(
      await guest(number).catch((why) => {
        throw new Error(`guest ${number} of LUWTE_SEED=${SEED}`, { cause: why });
      }),
    );
  }
  // Each kind of ending must have been met, or the run has shown less than its name says.
  expect([...came].sort()).toEqual([
    'a chain refused by Rust',
    'a chain refused by TypeScript',
    'a guest in Rust of a counsellor in Rust',
    'a guest in Rust of a counsellor in TypeScript',
    'a guest in Rust of a visitor in Rust',
    'a guest in Rust of a visitor in TypeScript',
    'a guest in TypeScript of a counsellor in Rust',
    'a guest in TypeScript of a counsellor in TypeScript',
    'a guest in TypeScript of a visitor in Rust',
    'a guest in TypeScript of a visitor in TypeScript',
    'an answer refused by Rust',
    'an answer refused by TypeScript',
    'message one for nobody',
    'not let in',
  ]);
}, 300_000);
