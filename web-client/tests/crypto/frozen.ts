import { readFileSync } from 'node:fs';
import { x25519 } from '@noble/curves/ed25519.js';
import { join } from '../../src/crypto/bytes.ts';
import { ChainRefused } from '../../src/crypto/certificates.ts';
import type { Contents, Said } from '../../src/crypto/contents.ts';
import { answer, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import type { Random } from '../../src/crypto/random.ts';
import { Refused } from '../../src/crypto/refused.ts';
import { Damaged, type Session } from '../../src/crypto/session.ts';
import type { Shift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { scripted } from './seeded.ts';

/** Vectors are data of many shapes; crypto/conversation/vectors/README.md describes them. */
// biome-ignore lint/suspicious/noExplicitAny: their shape is checked by every comparison of the tests
export type Vector = any;

export const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
export const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

export function load(name: string): Vector {
  const file = new URL(`../../../crypto/conversation/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const CHAIN: Record<string, string> = {
  field: 'Malformed',
  role: 'WrongRole',
  signature: 'WrongSignature',
  'not-yet': 'NotYetValid',
  expired: 'Expired',
};
const HANDSHAKE: Record<string, string> = {
  zero: 'LowOrder',
  sealed: 'Damaged',
  'kem-key': 'EncapsulationKey',
  'static-key': 'OtherKey',
  counsellor: 'Stranger',
  signature: 'Signature',
};

/** What a call came to, in the words of the vectors. Anything that is no refusal is thrown on. */
export function outcome(call: () => unknown): string {
  try {
    const value = call() as { kind?: string } | undefined;
    if (value?.kind === 'replayed') return 'Replayed';
    return value?.kind === 'early' ? 'Early' : 'accepted';
  } catch (error) {
    if (error instanceof TypeError) return 'WrongLength';
    if (error instanceof Damaged) return 'Damaged';
    if (error instanceof ChainRefused) return CHAIN[error.why] ?? error.why;
    if (!(error instanceof Refused)) throw error;
    return (error.why === 'chain' ? CHAIN[error.chain ?? ''] : HANDSHAKE[error.why]) ?? error.why;
  }
}

/** A shift with this chain and agreement secret; its other keys play no part in a handshake. */
export function shiftOf(chain: Uint8Array, agreementSecret: Uint8Array): Shift {
  const unused = new Uint8Array(32).fill(1);
  return {
    chain,
    agreementSecret,
    agreementKey: x25519.getPublicKey(agreementSecret),
    signingKey: unused,
    signingSecret: unused,
    encapsulationKey: unused,
    decapsulationSecret: unused,
    notAfter: 0,
    capacity: 1,
    name: '',
    counsellor: { name: '', key: chain.slice(164, 196), role: 'counsellor' },
  };
}

const context = (session: Vector, given: Vector) => ({
  root: bytes(given.root ?? session.root),
  conversation: bytes(given.conversation ?? session.conversation),
});

/** What one end draws: 32 bytes, and then the others (docs/protocol.md, section 5.6). */
export function drawing(draws: string): Random {
  const random = bytes(draws);
  return scripted(random.slice(0, 32), random.slice(32));
}

export const shiftIn = (session: Vector) => shiftOf(bytes(session.chain), bytes(session.agreement_secret));

export function begin(session: Vector, given: Vector = {}): VisitorHandshake {
  return VisitorHandshake.begin(context(session, given), drawing(session.visitor_random));
}

export function reply(session: Vector, given: Vector, messageOne: Uint8Array) {
  return answer(context(session, given), shiftIn(session), messageOne, drawing(session.counsellor_random));
}

/** The kinds of contents by their numbers. 9 to 11 are not used here. */
export const KINDS: readonly (Contents['kind'] | undefined)[] = [
  'nothing',
  'text',
  'rejoin',
  'rejoin-answer',
  'rejoin-done',
  'hand-over-asked',
  'hand-over-agreed',
  'hand-over-refused',
  'hand-over-withdrawn',
  'guest-asked',
  'guest-answered',
  'guest-over',
  'brake',
  'card',
  'folder-offered',
  'folder-kept',
  'came-back',
];

export function contentsOf(envelope: Vector): Contents {
  const { kind, typing, acknowledged, part, more, body } = envelope;
  return { kind: KINDS[kind] as Contents['kind'], typing, acknowledged, part, more, body: bytes(body) };
}

export type Ends = { visitor: Session; counsellor: Session };

/** The end that seals this envelope, and the one that opens it. */
export function ends(sessions: Ends, envelope: Vector): { sender: Session; receiver: Session } {
  const { visitor, counsellor } = sessions;
  return envelope.from === 'visitor'
    ? { sender: visitor, receiver: counsellor }
    : { sender: counsellor, receiver: visitor };
}

/** Takes the step of a rejoin that this envelope tells of, if it does. */
function stepOf(session: Vector, { visitor, counsellor }: Ends, number: number): Said | undefined {
  const { kind, random } = session.envelopes[number];
  const earlier: Vector[] = session.envelopes.slice(0, number).reverse();
  const heard = () => bytes(earlier.find((envelope) => envelope.kind === kind - 1).body);
  switch (KINDS[kind]) {
    case 'rejoin':
      return visitor.beginRejoin(drawing(random));
    case 'rejoin-answer':
      return answerRejoin(counsellor, shiftIn(session), heard(), drawing(random));
    case 'rejoin-done':
      return visitor.finishRejoin(heard(), session.now);
    default:
      return undefined;
  }
}

/** Seals one envelope of a transcript, all before it being sealed and opened. */
export function sealAt(session: Vector, sessions: Ends, number: number): Uint8Array {
  const envelope = session.envelopes[number];
  return ends(sessions, envelope).sender.seal({
    ...contentsOf(envelope),
    ...stepOf(session, sessions, number),
  });
}

/** Plays a transcript, its first envelopes included; `check` compares bytes. */
export function play(session: Vector, upTo: number, check: (made: string, frozen: string) => void): Ends {
  const handshake = begin(session);
  check(hex(handshake.messageOne), session.message_one);
  const answered = reply(session, {}, handshake.messageOne);
  check(hex(answered.answer), session.answer);
  const finished = handshake.finish(answered.answer, session.now);
  check(finished.counsellor.name, session.counsellor_name);
  const both = { visitor: finished.session, counsellor: answered.session };
  playEnvelopes(session, both, upTo, check);
  return both;
}

/** Plays the first envelopes of a transcript. */
export function playEnvelopes(
  session: Vector,
  both: Ends,
  upTo: number,
  check: (made: string, frozen: string) => void,
): void {
  for (const [number, envelope] of session.envelopes.slice(0, upTo).entries()) {
    check(hex(sealAt(session, both, number)), envelope.envelope);
    const opened = ends(both, envelope).receiver.open(bytes(envelope.envelope));
    check(JSON.stringify(opened), JSON.stringify({ kind: 'opened', contents: contentsOf(envelope) }));
  }
}

/** What a case does to a message. */
export function operate(message: Uint8Array, op: Vector): Uint8Array {
  const changed = new Uint8Array(message);
  if (op?.flip) changed[op.flip.offset] = (changed[op.flip.offset] ?? 0) ^ op.flip.mask;
  if (op?.truncate !== undefined) return changed.slice(0, op.truncate);
  if (op?.extend !== undefined) return join(changed, bytes(op.extend));
  if (op?.replace) changed.set(bytes(op.replace.hex), op.replace.offset);
  return changed;
}
