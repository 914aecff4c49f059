import { join, requireBytes, wipe } from './bytes.ts';
import {
  CHAIN_LENGTH,
  ChainRefused,
  type Counsellor,
  type VerifiedChain,
  verifyForVisitor,
} from './certificates.ts';
import type { Contents, Said } from './contents.ts';
import type { Bond } from './context.ts';
import type { Random } from './random.ts';
import { Refused } from './refused.ts';
import type { Session } from './session.ts';
import type { VisitorHandshake } from './visitor-handshake.ts';

/** Length of the secret of a hand-over (docs/protocol.md, section 6.6). */
export const SECRET_LENGTH = 32;

/**
 * Where a hand-over stands at one end: none is open, it was asked, the visitor has agreed, or this end has ended it (the
 * visitor refused, the counsellor took it back) and the other may not know yet.
 */
export type HandOverStage = 'nothing' | 'asked' | 'agreed' | 'ended';

type Move = Partial<Record<HandOverStage, HandOverStage>>;

/** What each record makes of the stage at either end: the table of section 6.6. Where it makes nothing it may not be. */
const MOVES = {
  'hand-over-asked': { visitor: { nothing: 'asked' }, counsellor: { nothing: 'asked' } },
  'hand-over-agreed': { visitor: { asked: 'agreed' }, counsellor: { asked: 'agreed', ended: 'nothing' } },
  'hand-over-refused': { visitor: { asked: 'ended' }, counsellor: { asked: 'nothing', ended: 'nothing' } },
  'hand-over-withdrawn': {
    visitor: { asked: 'nothing', agreed: 'nothing', ended: 'nothing' },
    counsellor: { asked: 'ended', agreed: 'nothing' },
  },
} as const satisfies Record<string, { visitor: Move; counsellor: Move }>;

type Step = keyof typeof MOVES;

/** Whether contents of this kind are a record of a hand-over. */
export function isHandOver(kind: Contents['kind']): kind is Step {
  return kind in MOVES;
}

/** Whose records they are: the counsellor asks and withdraws, the visitor agrees and refuses. */
function saidByVisitor(step: Step): boolean {
  return step === 'hand-over-agreed' || step === 'hand-over-refused';
}

/** Makes the visitor's half of the handshake. Only the visitor's end has it. */
type Begin = typeof VisitorHandshake.handOver;

/** A hand-over at one end of a conversation (docs/protocol.md, section 6.6). `Session` has one. */
export class HandOver {
  readonly #bond: Bond;
  readonly #begin: Begin | undefined;
  readonly #end: () => void;
  #stage: HandOverStage = 'nothing';
  /** With `ended`: the number of the envelope that ended it. */
  #ended = 0;
  /** Secret 32 | chain 494, as the counsellor made it and until it is sealed, or as the visitor opened it. */
  #asked: Uint8Array | undefined;
  #handshake: VisitorHandshake | undefined;

  /** @param end what forgets the keys of the conversation, when another counsellor has taken her place. */
  constructor(bond: Bond, begin: Begin | undefined, end: () => void) {
    this.#bond = bond;
    this.#begin = begin;
    this.#end = end;
  }

  /** Where it stands. */
  get stage(): HandOverStage {
    return this.#stage;
  }

  /** Whether this end may write: a visitor who has agreed writes no more to the counsellor who hands over. */
  get mayWrite(): boolean {
    return !(this.#begin && this.#stage === 'agreed');
  }

  /**
   * The counsellor asks whether another may take her place: `secret`, 32 bytes, is fresh, and the other has it from a
   * letter; `chain`, 494 bytes, is that of the other's shift.
   *
   * @returns what must be sealed next.
   * @throws Error when it is not due: at the visitor's end, while one is open, and after one that was taken back as long as
   * the visitor is not known to have opened that. TypeError when an input is not of its type or length.
   */
  ask(secret: Uint8Array, chain: Uint8Array): Said {
    requireBytes(secret, SECRET_LENGTH, 'hand-over secret');
    requireBytes(chain, CHAIN_LENGTH, 'chain');
    this.#require('hand-over-asked');
    this.#asked = join(secret, chain);
    return { kind: 'hand-over-asked', body: this.#asked };
  }

  /**
   * The counsellor takes back what she asked, answered or not.
   *
   * @returns what must be sealed next.
   * @throws Error when it is not due.
   */
  withdraw(): Said {
    this.#require('hand-over-withdrawn');
    return { kind: 'hand-over-withdrawn', body: new Uint8Array(0) };
  }

  /**
   * Who is to take the counsellor's place: what the visitor is shown.
   *
   * @throws ChainRefused when the chain does not hold: she is not asked, and her page refuses. Error when nobody asks.
   */
  to(nowSeconds: number): VerifiedChain {
    this.#require('hand-over-refused');
    const chain = (this.#asked as Uint8Array).subarray(SECRET_LENGTH);
    return verifyForVisitor(chain, this.#bond.root, nowSeconds);
  }

  /** The same, for a page that has no more than the session: who it is, or nothing when the chain does not hold. */
  toWhom(nowSeconds: number): Counsellor | undefined {
    try {
      return this.to(nowSeconds).counsellor;
    } catch (error) {
      if (error instanceof ChainRefused) return undefined;
      throw error;
    }
  }

  /**
   * The visitor agrees. Looks once more at who it is, and draws as in section 5.6. Once it is sealed she writes nothing
   * more to this counsellor, unless it is taken back.
   *
   * @returns what must be sealed next.
   * @throws ChainRefused when the chain does not hold; Error when it is not due.
   */
  agree(nowSeconds: number, random: Random): Said {
    const to = this.to(nowSeconds);
    if (this.#handshake) throw new Error('she has agreed');
    const secret = (this.#asked as Uint8Array).subarray(0, SECRET_LENGTH);
    this.#handshake = (this.#begin as Begin)(this.#bond, secret, to, random);
    return { kind: 'hand-over-agreed', body: this.#handshake.messageOne };
  }

  /**
   * The visitor would rather stay, or the chain does not hold.
   *
   * @returns what must be sealed next.
   * @throws Error when it is not due.
   */
  refuse(): Said {
    this.#require('hand-over-refused');
    return { kind: 'hand-over-refused', body: new Uint8Array(0) };
  }

  /**
   * The visitor looks at the answer of the counsellor she agreed to, 1,678 bytes. It is looked at once.
   *
   * @returns the session with that counsellor, whose sequence numbers begin at 0. The keys of the one before are gone.
   * @throws Refused when anything is wrong with it, or it is from another shift: the session is still the one of before.
   * Error when no answer is due; TypeError when an input is not of its type or length.
   */
  finish(answer: Uint8Array, nowSeconds: number): { session: Session; counsellor: Counsellor } {
    if (this.#stage !== 'agreed' || !this.#handshake) throw new Error('no answer is due');
    try {
      const finished = this.#handshake.finish(answer, nowSeconds);
      this.#end();
      return finished;
    } catch (error) {
      if (error instanceof Refused) this.wipe();
      throw error;
    }
  }

  /** Forgets the secret and the handshake, if there are any. */
  wipe(): void {
    if (this.#asked) wipe(this.#asked);
    this.#handshake?.wipe();
    this.#asked = undefined;
    this.#handshake = undefined;
  }

  /** Whether these contents may be opened now. For `Session`. */
  mayOpen({ kind, acknowledged }: Contents): boolean {
    return !isHandOver(kind) || this.#after(kind, acknowledged, false) !== undefined;
  }

  /** They were opened. What a visitor is asked belongs to the hand-over from here on, which wipes it. For `Session`. */
  opened({ kind, acknowledged, body }: Contents): void {
    const next = isHandOver(kind) && this.#after(kind, acknowledged, false);
    this.#stage = next || this.#known(acknowledged);
    if (kind === 'hand-over-asked') this.#asked = body;
    if (kind === 'hand-over-withdrawn') this.wipe();
  }

  /** Whether contents of this kind may be sealed now, and were made here. For `Session`. */
  maySeal(kind: Contents['kind']): boolean {
    if (!isHandOver(kind)) return true;
    const made =
      (kind !== 'hand-over-asked' || this.#asked !== undefined) &&
      (kind !== 'hand-over-agreed' || this.#handshake !== undefined);
    return made && this.#after(kind, 0, true) !== undefined;
  }

  /** They were sealed, in the envelope of this number. For `Session`. */
  sealed(kind: Contents['kind'], sequence: number): void {
    if (!isHandOver(kind)) return;
    this.#stage = this.#after(kind, 0, true) ?? this.#stage;
    if (this.#stage === 'ended') this.#ended = sequence;
    if (kind !== 'hand-over-agreed') this.wipe();
  }

  /** The stage, when the other end has opened this many envelopes: nothing that crossed ours can come any more. */
  #known(acknowledged: number): HandOverStage {
    return this.#stage === 'ended' && acknowledged > this.#ended ? 'nothing' : this.#stage;
  }

  /** The stage after a record of this end (`mine`) or the other. Nothing when it may not be. */
  #after(step: Step, acknowledged: number, mine: boolean): HandOverStage | undefined {
    const visitor = this.#begin !== undefined;
    if (saidByVisitor(step) !== (visitor === mine)) return undefined;
    const move: Move = MOVES[step][visitor ? 'visitor' : 'counsellor'];
    return move[mine ? this.#stage : this.#known(acknowledged)];
  }

  #require(step: Step): void {
    if (this.#after(step, 0, true) === undefined) throw new Error('this step of a hand-over is not due');
  }
}
