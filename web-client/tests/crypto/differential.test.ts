import { x25519 } from '@noble/curves/ed25519.js';
import { afterAll, expect, test } from 'vitest';
import type { Contents, Said } from '../../src/crypto/contents.ts';
import { answer, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import type { Session } from '../../src/crypto/session.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { bring, said, tell } from './conversation.ts';
import { bytes, hex, KINDS, outcome, shiftOf } from './frozen.ts';
import { accepted, flipped, Oracle } from './oracle.ts';
import { Seeded } from './seeded.ts';

const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
const SESSIONS = 1_000;
const NOW = 1_800_000_000;

/** Points whose product with any secret is zero, and encodings of them that are not canonical (RFC 7748, section 6). */
const LOW_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
].map(bytes);

const rust = new Oracle();
afterAll(() => rust.stop());

function replaced(message: Uint8Array, offset: number, part: Uint8Array): Uint8Array {
  const changed = new Uint8Array(message);
  changed.set(part, offset);
  return changed;
}

const FAULTS = [
  'none',
  'none',
  'none',
  'one-bit',
  'one-low',
  'answer-bit',
  'answer-low',
  'envelope',
  'clock',
  'rejoin',
  'rejoin',
] as const;
const CHAIN_FAULTS = ['expired', 'wrong-root', 'wrong-role', 'shift-key'] as const;

/** One end of a conversation here, and all that is needed to speak with the other end, which is Rust's. */
type Ends = {
  session: Session;
  id: string;
  keys: { agreement_secret: string; chain: string };
  seeded: Seeded;
  /** What was opened here. */
  opened: Uint8Array[];
};

/** Rust opens an envelope, which must hold a record of this kind. */
async function opensThere({ id }: Ends, envelope: Uint8Array, kind: Contents['kind']): Promise<Uint8Array> {
  const opened = await rust.ask({ do: 'open', id, envelope: hex(envelope) });
  expect(opened).toMatchObject({ ok: true, kind: KINDS.indexOf(kind) });
  return bytes(opened.body);
}

/** One of the two says something. It must arrive, but not when a bit was turned, and not twice. */
async function say({ session, id, seeded, opened }: Ends, faulty: boolean, here: boolean): Promise<void> {
  const text = seeded.below(3) > 0;
  const body = seeded.bytes(text ? 1 + seeded.below(1992) : 0);
  const contents: Contents = {
    kind: text ? 'text' : 'nothing',
    typing: seeded.below(2) === 1,
    acknowledged: here ? session.received : 0,
    part: text ? seeded.below(16) : 0,
    more: false,
    body,
  };
  const fields = { typing: contents.typing, part: contents.part, more: false, body: hex(body) };
  if (here) {
    const envelope = session.seal(contents);
    const open = (sent: Uint8Array) => rust.ask({ do: 'open', id, envelope: hex(sent) });
    if (faulty) expect(accepted(await open(flipped(envelope, seeded)))).toBe(false);
    expect(await open(envelope)).toMatchObject({ ok: true, ...fields });
    expect(accepted(await open(envelope))).toBe(false);
    return;
  }
  const sealed = await rust.ask({ do: 'seal', id, kind: text ? 1 : 0, acknowledged: 0, ...fields });
  const envelope = bytes(sealed.envelope);
  if (faulty) expect(outcome(() => session.open(flipped(envelope, seeded)))).not.toBe('accepted');
  expect(session.open(envelope)).toEqual({ kind: 'opened', contents });
  opened.push(envelope);
}

/**
 * They replace their keys and talk meanwhile; `visitor` is the end here. One bit that is turned in the message or in
 * the answer is refused by whoever looks at it, and then all is over. Returns who refused.
 */
async function rejoin(ends: Ends, faulty: boolean, visitor: boolean): Promise<string | undefined> {
  const { session, id, keys, seeded } = ends;
  const spoilt = faulty ? seeded.pick(['message', 'answer'] as const) : 'nothing';
  const spoil = (what: string, body: Uint8Array) => (what === spoilt ? flipped(body, seeded) : body);
  const saysThere = async (step: Record<string, unknown>, refused: boolean) => {
    const reply = await rust.ask({ id, ...step });
    expect(accepted(reply)).toBe(!refused);
    return reply.ok ? bytes(reply.envelope) : undefined;
  };
  const saysHere = (step: () => Said | undefined, refused: boolean) => {
    let made: Said | undefined;
    expect(
      outcome(() => {
        made = step();
      }),
    ).toBe(refused ? 'Damaged' : 'accepted');
    return made;
  };

  if (visitor) {
    const asked = said(session.beginRejoin(seeded.bytes));
    const sent = session.seal(tell({ ...asked, body: spoil('message', asked.body) }));
    const messageOne = hex(await opensThere(ends, sent, 'rejoin'));
    const step = { do: 'answer_rejoin', seed: seeded.next(), ...keys, message_one: messageOne };
    const answer = await saysThere(step, spoilt === 'message');
    if (!answer) return 'the Rust counsellor';
    await say(ends, false, true);
    const body = spoil('answer', bring(session, answer).body);
    const done = saysHere(() => session.finishRejoin(body, NOW), spoilt === 'answer');
    if (!done) return 'the TypeScript visitor';
    await say(ends, false, false);
    await opensThere(ends, session.seal(tell(done)), 'rejoin-done');
    return undefined;
  }
  const asked = await saysThere({ do: 'begin_rejoin', seed: seeded.next() }, false);
  const messageOne = spoil('message', bring(session, asked as Uint8Array).body);
  const shift = shiftOf(bytes(keys.chain), bytes(keys.agreement_secret));
  const answered = saysHere(
    () => answerRejoin(session, shift, messageOne, seeded.bytes),
    spoilt === 'message',
  );
  if (!answered) return 'the TypeScript counsellor';
  const sent = session.seal(tell({ ...answered, body: spoil('answer', answered.body) }));
  await say(ends, false, false);
  const answer = hex(await opensThere(ends, sent, 'rejoin-answer'));
  const done = await saysThere({ do: 'finish_rejoin', answer, now: NOW }, spoilt === 'answer');
  if (!done) return 'the Rust visitor';
  await say(ends, false, true);
  expect(bring(session, done).kind).toBe('rejoin-done');
  return undefined;
}

/** The counsellor brakes, whichever language that is, and the visitor of the other cannot. */
async function brake({ session, id, seeded }: Ends, visitor: boolean): Promise<void> {
  const seconds = 30 + seeded.below(571);
  const body = seeded.pick([
    new Uint8Array(4),
    Uint8Array.of(1 + seeded.below(2), 1 + seeded.below(4), seconds >> 8, seconds & 0xff),
  ]);
  const contents: Contents = { kind: 'brake', typing: false, acknowledged: 0, part: 0, more: false, body };
  const sealed = await rust.ask({
    do: 'seal',
    id,
    kind: KINDS.indexOf('brake'),
    typing: false,
    acknowledged: 0,
    part: 0,
    more: false,
    body: hex(body),
  });
  if (visitor) {
    expect(session.open(bytes(sealed.envelope))).toEqual({ kind: 'opened', contents });
    expect(() => session.seal(contents)).toThrow(RangeError);
    return;
  }
  expect(sealed).toMatchObject({ ok: false, error: 'VisitorBrakes' });
  const opened = await rust.ask({ do: 'open', id, envelope: hex(session.seal(contents)) });
  expect(opened).toMatchObject({ ok: true, kind: KINDS.indexOf('brake'), body: hex(body) });
}

/** Both say something about a card, whatever it is. */
async function card({ session, id, seeded }: Ends): Promise<void> {
  const body = seeded.bytes(2 + seeded.below(1991));
  const contents: Contents = { kind: 'card', typing: false, acknowledged: 0, part: 0, more: false, body };
  const opened = await rust.ask({ do: 'open', id, envelope: hex(session.seal(contents)) });
  expect(opened).toMatchObject({ ok: true, kind: KINDS.indexOf('card'), body: hex(body) });
  const { kind: _, ...rest } = contents;
  const sealed = await rust.ask({ do: 'seal', id, kind: KINDS.indexOf('card'), ...rest, body: hex(body) });
  expect(session.open(bytes(sealed.envelope))).toEqual({ kind: 'opened', contents });
}

/** Both ends talk, and lose their line now and then. Returns what came of it. */
async function talk(ends: Ends, fault: (typeof FAULTS)[number], visitor: boolean): Promise<string> {
  const { seeded } = ends;
  const rejoins = fault === 'rejoin' ? 1 + seeded.below(2) : seeded.below(2);
  for (let left = rejoins; left >= 0; left--) {
    const turns = 2 + seeded.below(3);
    for (let n = 0; n < turns; n++) await say(ends, fault === 'envelope', seeded.below(2) === 0);
    await brake(ends, visitor);
    await card(ends);
    for (const old of ends.opened) expect(outcome(() => ends.session.open(old))).toBe('Replayed');
    if (left === 0) break;
    const refused = await rejoin(ends, fault === 'rejoin' && left === 1, visitor);
    if (refused) return `a rejoin refused by ${refused}`;
  }
  return `talked, ${visitor ? 'TypeScript' : 'Rust'} the visitor${rejoins > 0 ? ', with new keys' : ''}`;
}

/** One random session between the two languages. Returns what came of it. */
async function session(number: number): Promise<string> {
  const seeded = new Seeded(SEED + number);
  const id = `${number}`;
  const fault = seeded.pick(FAULTS);
  const chainFault = fault === 'none' && seeded.below(4) === 0 ? seeded.pick(CHAIN_FAULTS) : undefined;
  const made = await rust.ask({
    do: 'organisation',
    seed: seeded.next(),
    now: NOW,
    ...(chainFault ? { fault: chainFault } : {}),
  });
  expect(made.ok).toBe(true);
  const conversation = seeded.bytes(16);
  const context = { root: bytes(made.root), conversation };
  const named = { id, root: made.root, conversation: hex(conversation) };
  const keys = { agreement_secret: made.agreement_secret, chain: made.chain };
  const now = fault === 'clock' ? NOW + 10 * 86_400 : NOW;
  const mayStand = chainFault === undefined && fault !== 'clock';
  const spoilt = (one: Uint8Array) =>
    fault === 'one-bit'
      ? flipped(one, seeded)
      : fault === 'one-low'
        ? replaced(one, 0, seeded.pick(LOW_ORDER))
        : one;
  const spoiltAnswer = (two: Uint8Array) =>
    fault === 'answer-bit'
      ? flipped(two, seeded)
      : fault === 'answer-low'
        ? replaced(two, 1088, seeded.pick(LOW_ORDER))
        : two;

  if (seeded.below(2) === 0) {
    // TypeScript is the visitor.
    const visitor = VisitorHandshake.begin(context, seeded.bytes);
    const messageOne = spoilt(visitor.messageOne);
    const answered = await rust.ask({
      do: 'answer',
      seed: seeded.next(),
      ...named,
      ...keys,
      message_one: hex(messageOne),
    });
    expect(accepted(answered)).toBe(!fault.startsWith('one'));
    if (!answered.ok) return 'refused by the Rust counsellor';
    let finished: { session: Session } | undefined;
    const found = outcome(() => {
      finished = visitor.finish(spoiltAnswer(bytes(answered.answer)), now);
    });
    expect(found === 'accepted').toBe(mayStand && !fault.startsWith('answer'));
    if (!finished) return 'refused by the TypeScript visitor';
    return talk({ session: finished.session, id, keys, seeded, opened: [] }, fault, true);
  }
  // Rust is the visitor.
  const begun = await rust.ask({ do: 'begin', seed: seeded.next(), ...named });
  const messageOne = spoilt(bytes(begun.message_one));
  const shift = shiftOf(bytes(made.chain), bytes(made.agreement_secret));
  expect(x25519.getPublicKey(shift.agreementSecret)).toEqual(shift.agreementKey);
  let answered: { answer: Uint8Array; session: Session } | undefined;
  const found = outcome(() => {
    answered = answer(context, shift, messageOne, seeded.bytes);
  });
  expect(found === 'accepted').toBe(!fault.startsWith('one'));
  if (!answered) return 'refused by the TypeScript counsellor';
  const finished = await rust.ask({ do: 'finish', id, answer: hex(spoiltAnswer(answered.answer)), now });
  expect(accepted(finished)).toBe(mayStand && !fault.startsWith('answer'));
  if (!finished.ok) return 'refused by the Rust visitor';
  return talk({ session: answered.session, id, keys, seeded, opened: [] }, fault, false);
}

test(`a thousand random sessions between Rust and TypeScript, seed ${SEED}`, async () => {
  const came: Record<string, number> = {};
  for (let number = 0; number < SESSIONS; number++) {
    const what = await session(number).catch((why) => {
      throw new Error(`session ${number} of LUWTE_SEED=${SEED}`, { cause: why });
    });
    came[what] = (came[what] ?? 0) + 1;
  }
  // Each kind of ending must have been met, or the run has shown less than its name says.
  expect(Object.keys(came).sort()).toEqual([
    'a rejoin refused by the Rust counsellor',
    'a rejoin refused by the Rust visitor',
    'a rejoin refused by the TypeScript counsellor',
    'a rejoin refused by the TypeScript visitor',
    'refused by the Rust counsellor',
    'refused by the Rust visitor',
    'refused by the TypeScript counsellor',
    'refused by the TypeScript visitor',
    'talked, Rust the visitor',
    'talked, Rust the visitor, with new keys',
    'talked, TypeScript the visitor',
    'talked, TypeScript the visitor, with new keys',
  ]);
}, 300_000);
