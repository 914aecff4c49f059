import { copy, decode64, encode64, join, requireBytes, wipe } from './bytes.ts';
import type { CipherKey } from './cipher-key.ts';
import { type Contents, decodeContents, encodeContents, type Said } from './contents.ts';
import { type Between, type Bond, type Context, ownContext } from './context.ts';
import { Damaged } from './damaged.ts';
import { ENVELOPE_LENGTH } from './envelope.ts';
import { HandOver, isHandOver } from './hand-over.ts';
import type { Split } from './noise.ts';
import { associatedData } from './participants.ts';
import type { Random } from './random.ts';
import { Refused } from './refused.ts';
import type { VisitorHandshake } from './visitor-handshake.ts';

export { Damaged } from './damaged.ts';
export { ENVELOPE_LENGTH } from './envelope.ts';

/** What came of an envelope: opened, seen before, or one that came before those it follows. */
export type Opened =
  | { kind: 'opened'; contents: Contents }
  | { kind: 'replayed'; newest: boolean }
  | { kind: 'early' };

/** Makes the visitor's half of a rejoin or a hand-over. */
type Begin = Pick<typeof VisitorHandshake, 'rejoin' | 'handOver'>;

/** The records of a rejoin, in their order (docs/protocol.md, section 6.5). Only the second is the counsellor's. */
const TURNS: readonly Contents['kind'][] = ['rejoin', 'rejoin-answer', 'rejoin-done'];

/** What is said with a guest. The rest is for the conversation of visitor and counsellor (docs/protocol.md, section 6.7). */
const WITH_GUEST: readonly Contents['kind'][] = ['nothing', 'text', ...TURNS];

/** What a message of a rejoin comes to. To the conversation one that is refused is damage (section 6.5). */
function unrefused<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw error instanceof Refused ? new Damaged('rejoin is refused') : error;
  }
}

/**
 * One end of a conversation after the handshake (docs/protocol.md, section 6). In a session with a guest (section 6.7)
 * the visitor's end is that of whoever called her, and the guest's is the counsellor's.
 */
export class Session {
  #sending: CipherKey;
  #receiving: CipherKey;
  readonly #associated: Uint8Array;
  readonly #bond: Bond;
  readonly #begin: Begin | undefined;
  /** The hash of the first handshake. Both ends have the same one when nobody is between them. No secret. */
  readonly handshakeHash: Uint8Array;
  /** How many records of the rejoin under way have passed this end. */
  #turn = 0;
  /** The handshake of that rejoin, at the visitor's end, and what came of it: the keys that come into use next. */
  #handshake: VisitorHandshake | undefined;
  #next: Session | undefined;
  /** The hand-over to another counsellor, if one is asked. */
  readonly handOver: HandOver;

  /**
   * Made by the handshakes only. Takes over the keys.
   *
   * @param begin how a rejoin or a hand-over is begun. Only the visitor's end has it.
   * @param guestKey in a session with a guest: the subject of the guest's certificate, 32 bytes.
   */
  constructor(
    keys: Split,
    context: Context,
    counsellorKey: Uint8Array,
    begin?: Begin,
    guestKey?: Uint8Array,
  ) {
    this.#sending = begin ? keys.fromInitiator : keys.fromResponder;
    this.#receiving = begin ? keys.fromResponder : keys.fromInitiator;
    this.#associated = associatedData(counsellorKey, guestKey);
    this.#bond = {
      ...ownContext(context),
      counsellorKey: copy(counsellorKey),
      guestKey: guestKey && copy(guestKey),
      exported: keys.exported,
    };
    this.#begin = begin;
    this.handOver = new HandOver(this.#bond, begin?.handOver, () => this.wipe());
    this.handshakeHash = keys.hash;
  }

  /** Whose conversation it is: what a handshake with a guest is bound to (docs/protocol.md, section 6.7). No secret. */
  get between(): Between {
    const { counsellorKey } = this.#bond;
    return { ...ownContext(this.#bond), counsellorKey: copy(counsellorKey) };
  }

  /** How many envelopes this end has sealed. */
  get sent(): number {
    return this.#sending.counter;
  }

  /** How many envelopes this end has opened: what it acknowledges. */
  get received(): number {
    return this.#receiving.counter;
  }

  /**
   * Seals contents in an envelope of 2,030 bytes. The key is replaced at once, so the same contents are never sealed
   * twice: keep the envelope and send it again (docs/protocol.md, sections 6.2, 6.3 and 8.1).
   *
   * @throws RangeError or TypeError when the contents are not as in section 7, acknowledge more than this end has
   * opened, are a record of a rejoin or a hand-over that has not its turn, a text or a card of a visitor who has agreed
   * to a hand-over, a brake at the visitor's end, a question or an answer about a guest that is the other end's to send,
   * or what is not said with a guest. Nothing is sealed then.
   */
  seal(contents: Contents): Uint8Array {
    const plain = encodeContents(contents);
    if (contents.acknowledged > this.received) throw new RangeError('acknowledges what was never opened');
    if (!this.#mayCarry(contents.kind)) throw new RangeError('not with a guest');
    if (contents.kind === (this.#begin ? 'guest-asked' : 'guest-answered'))
      throw new RangeError('the other end says this of a guest');
    const turn = TURNS.indexOf(contents.kind);
    // What was not made here before must not be sealed: the other end would get ready for keys that do not exist.
    const made = turn === 0 ? this.#handshake : this.#next;
    if (turn >= 0 && !(made && this.#hasTurn(turn, true))) throw new RangeError('rejoin is out of order');
    if (!this.handOver.maySeal(contents.kind)) throw new RangeError('hand-over is out of order');
    // Whether it crossed what the other end sealed must be plain from it.
    if (isHandOver(contents.kind) && contents.acknowledged !== this.received)
      throw new RangeError('hand-over does not acknowledge all that was opened');
    if ((contents.kind === 'text' || contents.kind === 'card') && !this.handOver.mayWrite)
      throw new RangeError('handed over');
    if (contents.kind === 'brake' && this.#begin) throw new RangeError('only the counsellor brakes');
    const sequence = encode64(this.sent);
    const ciphertext = this.#sending.encrypt(this.#associated, plain);
    this.#sending.rekey();
    wipe(plain);
    if (turn >= 0) this.#pass(turn, true);
    this.handOver.sealed(contents.kind, this.sent - 1);
    return join(sequence, ciphertext);
  }

  /**
   * Opens an envelope of 2,030 bytes (docs/protocol.md, section 6.4). Nothing changes unless it is opened.
   *
   * Contents of kind `rejoin` must go to `answerRejoin`, those of kind `rejoin-answer` to `finishRejoin`, and what
   * these say must be sealed, before anything else is opened.
   *
   * @throws Damaged when the one expected does not open, its contents are not as in section 7, it acknowledges more
   * than this end has sent, or it is a record of a rejoin or a hand-over out of order, a brake at the counsellor's end, or
   * none for a session with a guest; TypeError when it is not 2,030 bytes.
   */
  open(envelope: Uint8Array): Opened {
    requireBytes(envelope, ENVELOPE_LENGTH, 'envelope');
    const sequence = decode64(envelope, 0);
    const expected = BigInt(this.#receiving.counter);
    if (sequence < expected) return { kind: 'replayed', newest: sequence + 1n === expected };
    if (sequence > expected) return { kind: 'early' };
    const plain = this.#receiving.decrypt(this.#associated, envelope.subarray(8));
    if (plain === undefined) throw new Damaged('record does not open');
    try {
      const contents = decodeContents(plain);
      if (contents.acknowledged > this.sent) throw new Damaged('acknowledges what was never sent');
      if (!this.#mayCarry(contents.kind)) throw new Damaged('not with a guest');
      const turn = TURNS.indexOf(contents.kind);
      if (turn >= 0 && !this.#hasTurn(turn, false)) throw new Damaged('rejoin is out of order');
      if (!this.handOver.mayOpen(contents)) throw new Damaged('hand-over is out of order');
      if (contents.kind === 'brake' && !this.#begin) throw new Damaged('only the counsellor brakes');
      this.#receiving.count();
      this.#receiving.rekey();
      if (turn >= 0) this.#pass(turn, false);
      this.handOver.opened(contents);
      return { kind: 'opened', contents };
    } finally {
      wipe(plain);
    }
  }

  /**
   * Begins to replace all keys, at the visitor's end (docs/protocol.md, section 6.5). Draws as in section 5.6.
   *
   * @returns what must be sealed next; nothing when a rejoin is under way, or at the counsellor's end.
   */
  beginRejoin(random: Random): Said | undefined {
    if (this.#handshake || this.#next || !this.#begin) return undefined;
    this.#handshake = this.#begin.rejoin(this.#bond, random);
    return { kind: 'rejoin', body: this.#handshake.messageOne };
  }

  /**
   * Looks at the answer that was opened at the visitor's end. What the counsellor seals from here on opens with the
   * new keys.
   *
   * @returns what must be sealed next; after it, what this end seals has the new keys too.
   * @throws Damaged when the answer is refused; Error when none was opened.
   */
  finishRejoin(answer: Uint8Array, nowSeconds: number): Said {
    const handshake = this.#handshake;
    if (!handshake || this.#turn !== 2) throw new Error('no answer was opened');
    const { session } = unrefused(() => handshake.finish(answer, nowSeconds));
    this.#handshake = undefined;
    this.#next = session;
    this.#receiving = session.#receiving.inPlaceOf(this.#receiving);
    return { kind: 'rejoin-done', body: new Uint8Array(0) };
  }

  /**
   * Answers a rejoin that was opened at the counsellor's end. Her pages call it through `answerRejoin`, which knows
   * the other half of the handshake: the visitor's page is spared it.
   *
   * @returns what must be sealed next; after it, what this end seals has the new keys.
   * @throws Damaged when `make` refuses message one; Error when there is no rejoin to answer.
   */
  answerRejoin(make: (bond: Bond) => { answer: Uint8Array; session: Session }): Said {
    if (this.#begin || this.#next || this.#turn !== 1) throw new Error('no rejoin was opened');
    const { answer, session } = unrefused(() => make(this.#bond));
    this.#next = session;
    return { kind: 'rejoin-answer', body: answer };
  }

  /** Forgets all keys. The session cannot be used afterwards. */
  wipe(): void {
    this.#sending.wipe();
    this.#receiving.wipe();
    wipe(this.#bond.exported);
    this.#handshake?.wipe();
    this.#next?.wipe();
    this.handOver.wipe();
  }

  /** Whether a record of this kind belongs in this session at all. */
  #mayCarry(kind: Contents['kind']): boolean {
    return !this.#bond.guestKey || WITH_GUEST.includes(kind);
  }

  /** Whether a record of a rejoin is the one that comes now, from this end (`mine`) or the other. */
  #hasTurn(turn: number, mine: boolean): boolean {
    const visitors = mine === (this.#begin !== undefined);
    return turn === this.#turn && visitors === (turn !== 1);
  }

  /** A record of a rejoin has passed: keys change where section 6.5 says. */
  #pass(turn: number, mine: boolean): void {
    this.#turn = (turn + 1) % TURNS.length;
    const next = this.#next;
    // There is none yet after the first record, nor when the visitor has opened the answer and not looked at it.
    if (next === undefined) return;
    if (mine) this.#sending = next.#sending.inPlaceOf(this.#sending);
    else this.#receiving = next.#receiving.inPlaceOf(this.#receiving);
    if (this.#turn !== 0) return;
    // Now the new keys are in use in both directions.
    this.#bond.exported.set(next.#bond.exported);
    wipe(next.#bond.exported);
    this.#next = undefined;
  }
}
