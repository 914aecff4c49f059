import { afterAll, expect, test } from 'vitest';
import type { Said } from '../../src/crypto/contents.ts';
import { answer, answerHandOver, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import type { Session } from '../../src/crypto/session.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { say, tellAll } from './conversation.ts';
import { bytes, hex, KINDS, outcome, shiftOf, type Vector } from './frozen.ts';
import { accepted, flipped, Oracle } from './oracle.ts';
import { Seeded } from './seeded.ts';

const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
const HAND_OVERS = 200;
const NOW = 1_800_000_000;

const rust = new Oracle();
afterAll(() => rust.stop());

type Side = 'visitor' | 'counsellor';
type Step = 'text' | 'ask' | 'withdraw' | 'agree' | 'refuse' | 'rejoin';

/** What an end opened: the kind and the body of the contents, both empty when it was damage. */
type Heard = { kind: string; body: Uint8Array };

/** One end, in either language. What is not due seals nothing. */
type End = {
  take(step: Step, seeded: Seeded): Promise<Uint8Array | undefined>;
  hear(envelope: Uint8Array): Promise<Heard>;
  /** How it goes on with a record of a rejoin that it has just heard. */
  answer(heard: Heard, seeded: Seeded): Promise<Uint8Array>;
};

/** The papers of both counsellors, and the secret of the next hand-over. */
type Papers = { made: Vector; conversation: Uint8Array; secret: Uint8Array };

class Ours implements End {
  readonly session: Session;
  readonly papers: Papers;

  constructor(session: Session, papers: Papers) {
    this.session = session;
    this.papers = papers;
  }

  async take(step: Step, seeded: Seeded): Promise<Uint8Array | undefined> {
    const { session, papers } = this;
    const { handOver } = session;
    if (step === 'text') return handOver.mayWrite ? session.seal(say('words', session.received)) : undefined;
    const made: Record<Exclude<Step, 'text'>, () => Said | undefined> = {
      ask: () => handOver.ask(papers.secret, bytes(papers.made.colleague.chain)),
      withdraw: () => handOver.withdraw(),
      agree: () => handOver.agree(NOW, seeded.bytes),
      refuse: () => handOver.refuse(),
      rejoin: () => session.beginRejoin(seeded.bytes),
    };
    let next: Said | undefined;
    try {
      next = made[step]();
    } catch (error) {
      if (!/not due/.test(String(error))) throw error;
    }
    return next && session.seal(tellAll(session, next));
  }

  async hear(envelope: Uint8Array): Promise<Heard> {
    const opened = this.session.open(envelope);
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const { kind, body } = opened.contents;
    return { kind, body: body.slice() };
  }

  async answer({ kind, body }: Heard, seeded: Seeded): Promise<Uint8Array> {
    const { session, papers } = this;
    const shift = shiftOf(bytes(papers.made.chain), bytes(papers.made.agreement_secret));
    const next =
      kind === 'rejoin' ? answerRejoin(session, shift, body, seeded.bytes) : session.finishRejoin(body, NOW);
    return session.seal(tellAll(session, next));
  }
}

class Theirs implements End {
  #heard = 0;

  readonly id: string;
  readonly papers: Papers;

  constructor(id: string, papers: Papers) {
    this.id = id;
    this.papers = papers;
  }

  async take(step: Step, seeded: Seeded): Promise<Uint8Array | undefined> {
    const { id, papers } = this;
    const body = hex(new TextEncoder().encode('words'));
    const commands: Record<Step, Record<string, unknown>> = {
      text: { do: 'seal', kind: 1, typing: false, acknowledged: this.#heard, part: 0, more: false, body },
      ask: { do: 'ask_hand_over', secret: hex(papers.secret), chain: papers.made.colleague.chain },
      withdraw: { do: 'withdraw_hand_over' },
      agree: { do: 'agree_hand_over', seed: seeded.next(), now: NOW },
      refuse: { do: 'refuse_hand_over' },
      rejoin: { do: 'begin_rejoin', seed: seeded.next() },
    };
    const reply = await rust.ask({ id, ...commands[step] });
    if (!accepted(reply)) expect(['NotNow', 'HandedOver']).toContain(reply.error);
    return reply.ok ? bytes(reply.envelope) : undefined;
  }

  async hear(envelope: Uint8Array): Promise<Heard> {
    const opened = await rust.ask({ do: 'open', id: this.id, envelope: hex(envelope) });
    if (!accepted(opened)) throw new Error(opened.error);
    this.#heard += 1;
    return { kind: KINDS[opened.kind] as string, body: bytes(opened.body) };
  }

  async answer({ kind, body }: Heard, seeded: Seeded): Promise<Uint8Array> {
    const { chain, agreement_secret } = this.papers.made;
    const keys = { chain, agreement_secret, message_one: hex(body), seed: seeded.next() };
    const command =
      kind === 'rejoin'
        ? { do: 'answer_rejoin', ...keys }
        : { do: 'finish_rejoin', answer: hex(body), now: NOW };
    const reply = await rust.ask({ id: this.id, ...command });
    expect(accepted(reply)).toBe(true);
    return bytes(reply.envelope);
  }
}

/** Two ends, and what is on its way to each. */
class Talk {
  readonly ends: Record<Side, End>;
  readonly #onItsWay: Record<Side, Uint8Array[]> = { visitor: [], counsellor: [] };
  /** Message one of the last hand-over that the counsellor has heard of. */
  messageOne: Uint8Array | undefined;

  constructor(ends: Record<Side, End>) {
    this.ends = ends;
  }

  /** Whether it was due. */
  async take(side: Side, step: Step, seeded: Seeded): Promise<boolean> {
    const envelope = await this.ends[side].take(step, seeded);
    if (envelope) this.#onItsWay[side === 'visitor' ? 'counsellor' : 'visitor'].push(envelope);
    return envelope !== undefined;
  }

  /** What was heard; nothing when nothing is on its way. */
  async hear(side: Side, seeded: Seeded): Promise<string | undefined> {
    const envelope = this.#onItsWay[side].shift();
    if (!envelope) return undefined;
    const heard = await this.ends[side].hear(envelope);
    if (heard.kind === 'hand-over-agreed') this.messageOne = heard.body;
    if (heard.kind === 'rejoin' || heard.kind === 'rejoin-answer') {
      const next = await this.ends[side].answer(heard, seeded);
      this.#onItsWay[side === 'visitor' ? 'counsellor' : 'visitor'].push(next);
    }
    return heard.kind;
  }
}

/** Both ends here. */
function here(papers: Papers, seeded: Seeded): Record<Side, Ours> {
  const { made, conversation } = papers;
  const context = { root: bytes(made.root), conversation };
  const begun = VisitorHandshake.begin(context, seeded.bytes);
  const shift = shiftOf(bytes(made.chain), bytes(made.agreement_secret));
  const answered = answer(context, shift, begun.messageOne, seeded.bytes);
  const { session } = begun.finish(answered.answer, NOW);
  return { visitor: new Ours(session, papers), counsellor: new Ours(answered.session, papers) };
}

/** One end here and one there. */
async function apart(id: string, mine: Side, papers: Papers, seeded: Seeded): Promise<Record<Side, End>> {
  const { made, conversation } = papers;
  const context = { root: bytes(made.root), conversation };
  const named = { id, root: made.root, conversation: hex(conversation), seed: seeded.next() };
  const { chain, agreement_secret } = made;
  if (mine === 'visitor') {
    const begun = VisitorHandshake.begin(context, seeded.bytes);
    const keys = { chain, agreement_secret, message_one: hex(begun.messageOne) };
    const answered = await rust.ask({ do: 'answer', ...named, ...keys });
    const { session } = begun.finish(bytes(answered.answer), NOW);
    return { visitor: new Ours(session, papers), counsellor: new Theirs(id, papers) };
  }
  const begun = await rust.ask({ do: 'begin', ...named });
  const shift = shiftOf(bytes(chain), bytes(agreement_secret));
  const answered = answer(context, shift, bytes(begun.message_one), seeded.bytes);
  const finished = await rust.ask({ do: 'finish', id, answer: hex(answered.answer), now: NOW });
  expect(accepted(finished)).toBe(true);
  return { visitor: new Theirs(id, papers), counsellor: new Ours(answered.session, papers) };
}

/** The other counsellor answers, here or there, as she should or not; the visitor looks at it. What came of it. */
async function answers(
  id: string,
  ends: Record<Side, End>,
  messageOne: Uint8Array,
  papers: Papers,
  seeded: Seeded,
) {
  const { made, conversation, secret } = papers;
  const fault = seeded.pick(['none', 'none', 'secret', 'bit', 'stranger', 'message'] as const);
  const shift = fault === 'stranger' ? made : made.colleague;
  const given = fault === 'secret' ? flipped(secret, seeded) : secret;
  const one = fault === 'message' ? flipped(messageOne, seeded) : messageOne;
  const other = `${id} with the other`;
  const from = bytes(made.counsellor_key);
  let two: Uint8Array | undefined;
  let end: End | undefined;
  const ours = seeded.below(2) === 0;
  if (ours) {
    const context = { root: bytes(made.root), conversation };
    const keys = shiftOf(bytes(shift.chain), bytes(shift.agreement_secret));
    outcome(() => {
      const answered = answerHandOver(context, from, given, keys, one, seeded.bytes);
      two = answered.answer;
      end = new Ours(answered.session, papers);
    });
  } else {
    const answered = await rust.ask({
      do: 'answer_hand_over',
      id: other,
      seed: seeded.next(),
      root: made.root,
      conversation: hex(conversation),
      from: hex(from),
      secret: hex(given),
      agreement_secret: shift.agreement_secret,
      chain: shift.chain,
      message_one: hex(one),
    });
    if (accepted(answered)) {
      two = bytes(answered.answer);
      end = new Theirs(other, papers);
    }
  }
  expect(two !== undefined).toBe(fault !== 'message');
  const where = ours ? 'TypeScript' : 'Rust';
  if (!two || !end) return `message one refused by ${where}`;
  if (fault === 'bit') two = flipped(two, seeded);

  const { visitor } = ends;
  const hers = visitor instanceof Ours ? 'TypeScript' : 'Rust';
  let next: End | undefined;
  if (visitor instanceof Ours) {
    const sent = two;
    outcome(() => {
      next = new Ours(visitor.session.handOver.finish(sent, NOW).session, papers);
    });
  } else {
    const finished = await rust.ask({ do: 'finish_hand_over', id, answer: hex(two), now: NOW });
    // It is the same session there, and counts from the beginning.
    if (accepted(finished)) next = new Theirs(id, papers);
  }
  expect(next !== undefined, fault).toBe(fault === 'none');
  if (!next) return `an answer refused by ${hers}`;
  const talk = new Talk({ visitor: next, counsellor: end });
  for (const side of ['visitor', 'counsellor', 'visitor'] as const) {
    expect(await talk.take(side, 'text', seeded)).toBe(true);
    expect(await talk.hear(side === 'visitor' ? 'counsellor' : 'visitor', seeded)).toBe('text');
  }
  return `handed over from ${hers} to ${where}`;
}

const STEPS: readonly (readonly [Side, Step | 'hear'])[] = [
  ['visitor', 'text'],
  ['counsellor', 'text'],
  ['counsellor', 'ask'],
  ['counsellor', 'ask'],
  ['counsellor', 'withdraw'],
  ['visitor', 'agree'],
  ['visitor', 'agree'],
  ['visitor', 'refuse'],
  ['visitor', 'rejoin'],
  ['visitor', 'hear'],
  ['visitor', 'hear'],
  ['visitor', 'hear'],
  ['counsellor', 'hear'],
  ['counsellor', 'hear'],
  ['counsellor', 'hear'],
];

/** The same steps between two ends here, and between one here and one there. Returns what came of it. */
async function handOver(number: number): Promise<string> {
  const seeded = new Seeded(SEED + number);
  const made: Vector = await rust.ask({ do: 'organisation', seed: seeded.next(), now: NOW });
  const papers = { made, conversation: seeded.bytes(16), secret: seeded.bytes(32) };
  const mine = seeded.pick(['visitor', 'counsellor'] as const);
  const ends = await apart(`${number}`, mine, papers, seeded);
  const [one, other] = [new Talk(here(papers, seeded)), new Talk(ends)];
  const both = async (side: Side, step: Step | 'hear') => {
    if (step === 'hear') {
      const heard = await one.hear(side, seeded);
      expect(await other.hear(side, seeded)).toBe(heard);
      return heard;
    }
    const due = await one.take(side, step, seeded);
    expect(await other.take(side, step, seeded), step).toBe(due);
    // Each hand-over has a secret of its own.
    if (step === 'ask' && due) asked = papers.secret;
    if (step === 'ask') papers.secret = seeded.bytes(32);
    return due;
  };
  let asked = papers.secret;
  const everythingArrives = async () => {
    for (let quiet = 0; quiet < 2; ) {
      quiet = 0;
      for (const side of ['visitor', 'counsellor'] as const) if (!(await both(side, 'hear'))) quiet += 1;
    }
  };
  for (let left = 8 + seeded.below(24); left > 0; left--) await both(...seeded.pick(STEPS));
  await everythingArrives();
  const { visitor, counsellor } = one.ends as Record<Side, Ours>;
  const stage = () => visitor.session.handOver.stage;
  if (stage() !== 'agreed' && seeded.below(6) === 0) return 'talked';
  if (stage() !== 'agreed') {
    // By what is said here, what was ended is known to both.
    for (const side of ['visitor', 'counsellor'] as const) await both(side, 'text');
    await everythingArrives();
    if (stage() === 'nothing') expect(await both('counsellor', 'ask')).toBe(true);
    await everythingArrives();
    expect(await both('visitor', 'agree')).toBe(true);
    await everythingArrives();
  }
  expect(counsellor.session.handOver.stage).toBe('agreed');
  const messageOne = other.messageOne as Uint8Array;
  return answers(`${number}`, ends, messageOne, { ...papers, secret: asked }, seeded);
}

test(`two hundred random hand-overs between Rust and TypeScript, seed ${SEED}`, async () => {
  const came: Record<string, number> = {};
  for (let number = 0; number < HAND_OVERS; number++) {
    const what = await handOver(number).catch((why) => {
      throw new Error(`hand-over ${number} of LUWTE_SEED=${SEED}`, { cause: why });
    });
    came[what] = (came[what] ?? 0) + 1;
  }
  // Each kind of ending must have been met, or the run has shown less than its name says.
  expect(Object.keys(came).sort()).toEqual([
    'an answer refused by Rust',
    'an answer refused by TypeScript',
    'handed over from Rust to Rust',
    'handed over from Rust to TypeScript',
    'handed over from TypeScript to Rust',
    'handed over from TypeScript to TypeScript',
    'message one refused by Rust',
    'message one refused by TypeScript',
    'talked',
  ]);
}, 300_000);
