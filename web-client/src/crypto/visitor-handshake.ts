import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { copy, equal, join, requireBytes, requireSeconds, wipe } from './bytes.ts';
import {
  CHAIN_LENGTH,
  ChainRefused,
  type Counsellor,
  forVisitor,
  type VerifiedChain,
  VISITOR_TOLERANCE,
  verifyChain,
} from './certificates.ts';
import { TAG_LENGTH } from './cipher-key.ts';
import { type Before, type Between, type Bond, type Caller, type Context, ownContext } from './context.ts';
import { GUEST_SECRET_LENGTH } from './guest.ts';
import { KEM_CIPHERTEXT_LENGTH, KEM_KEY_LENGTH, kemPsk } from './kem-psk.ts';
import { agree, Noise } from './noise.ts';
import { prologue } from './participants.ts';
import { draw, type Random } from './random.ts';
import { Refused } from './refused.ts';
import { Session } from './session.ts';

export type { Context } from './context.ts';
export { type HandshakeRefusal, Refused } from './refused.ts';

/** Length of message one: ephemeral 32 | sealed KEM key 1,200 (docs/protocol.md, section 5.1). */
export const MESSAGE_ONE_LENGTH = 32 + KEM_KEY_LENGTH + TAG_LENGTH;

/** Length of the answer: KEM ciphertext 1,088 | message two 590 (docs/protocol.md, section 5.4). */
export const ANSWER_LENGTH = KEM_CIPHERTEXT_LENGTH + 32 + 32 + TAG_LENGTH + CHAIN_LENGTH + TAG_LENGTH;

/** Whether it is who must answer, when that is not anybody of the organisation. */
type Expects = { expects: (to: VerifiedChain) => boolean };

/** Whether this is the shift with that chain: another one of the same counsellor has other keys. */
function isShift(one: VerifiedChain, other: VerifiedChain): boolean {
  return (
    equal(one.counsellor.key, other.counsellor.key) &&
    equal(one.signingKey, other.signingKey) &&
    equal(one.agreementKey, other.agreementKey)
  );
}

/**
 * The visitor's half of the handshake: `begin`, send `messageOne`, `finish` with the answer. Each is used once. It is the
 * counsellor's too, who calls a guest as the visitor does.
 */
export class VisitorHandshake {
  /** 1,232 bytes, for the frame WAIT. */
  readonly messageOne: Uint8Array;
  readonly #context: Context;
  /** At a rejoin, at a hand-over, with a guest: what it builds on, and who must answer. */
  readonly #before: (Before & Expects) | undefined;
  readonly #noise: Noise;
  readonly #ephemeralSecret: Uint8Array;
  readonly #kemSecret: Uint8Array;
  readonly #kemKey: Uint8Array;
  #over = false;

  private constructor(context: Context, random: Random, before?: Before & Expects) {
    this.#context = ownContext(context);
    this.#before = before;
    // The order of the draws is fixed by section 5.6, so that transcripts can be compared.
    this.#ephemeralSecret = draw(random, 32);
    const seed = draw(random, 64);
    const kem = ml_kem768.keygen(seed);
    wipe(seed);
    this.#kemSecret = kem.secretKey;
    this.#kemKey = kem.publicKey;
    const ephemeral = x25519.getPublicKey(this.#ephemeralSecret);
    this.#noise = new Noise(prologue(this.#context, before));
    this.#noise.mixEphemeral(ephemeral);
    this.messageOne = join(ephemeral, this.#noise.seal(this.#kemKey));
  }

  /**
   * Draws fresh keys and makes message one (docs/protocol.md, sections 5.1 to 5.3 and 5.6).
   *
   * @throws TypeError when an input is not of its type or length.
   */
  static begin(context: Context, random: Random): VisitorHandshake {
    return new VisitorHandshake(context, random);
  }

  /** The same for a rejoin, within a conversation (docs/protocol.md, section 6.5). For `Session` only. */
  static rejoin(bond: Bond, random: Random): VisitorHandshake {
    const { counsellorKey, guestKey, exported } = bond;
    const expects = ({ counsellor }: VerifiedChain) => equal(counsellor.key, guestKey ?? counsellorKey);
    return new VisitorHandshake(bond, random, {
      purpose: 'rejoin',
      counsellorKey,
      guestKey,
      secret: exported,
      expects,
    });
  }

  /**
   * The same for a hand-over to the shift with this chain, which was verified (docs/protocol.md, section 6.6). The secret,
   * 32 bytes, is the caller's to wipe when the handshake is over. For `Session` only.
   */
  static handOver(bond: Bond, secret: Uint8Array, to: VerifiedChain, random: Random): VisitorHandshake {
    const { counsellorKey } = bond;
    const expects = (answers: VerifiedChain) => isShift(answers, to);
    return new VisitorHandshake(bond, random, { purpose: 'hand-over', counsellorKey, secret, expects });
  }

  /**
   * The same with a guest, whose shift has this chain, which was verified (docs/protocol.md, section 6.7). `as` is the end
   * at which it is made: the visitor's and the counsellor's each make one. The secret, 32 bytes, is the caller's to wipe
   * when the handshake is over.
   *
   * @throws TypeError when an input is not of its type or length.
   */
  static guest(
    between: Between,
    as: Caller,
    secret: Uint8Array,
    to: VerifiedChain,
    random: Random,
  ): VisitorHandshake {
    const counsellorKey = copy(requireBytes(between.counsellorKey, 32, 'counsellor key'));
    requireBytes(secret, GUEST_SECRET_LENGTH, 'guest secret');
    const expects = (answers: VerifiedChain) => isShift(answers, to);
    const before = { purpose: 'guest', caller: as, counsellorKey, secret, expects } as const;
    return new VisitorHandshake(between, random, before);
  }

  /**
   * The same for a visitor whose page has lost its keys: with the secret of 32 bytes that her folder kept, and with the
   * counsellor whose key this is (docs/protocol.md, section 6.10). The secret is the caller's to wipe.
   *
   * @throws TypeError when an input is not of its type or length.
   */
  static back(between: Between, secret: Uint8Array, random: Random): VisitorHandshake {
    const counsellorKey = copy(requireBytes(between.counsellorKey, 32, 'counsellor key'));
    requireBytes(secret, 32, 'back secret');
    const expects = ({ counsellor }: VerifiedChain) => equal(counsellor.key, counsellorKey);
    return new VisitorHandshake(between, random, { purpose: 'back', counsellorKey, secret, expects });
  }

  /**
   * Opens the answer, 1,678 bytes, and checks all of section 5.5. The handshake is over afterwards, whatever came of
   * it: a second answer to the same message one is never looked at.
   *
   * @throws Refused when anything is wrong with it; TypeError when an input is not of its type or length.
   */
  finish(answer: Uint8Array, nowSeconds: number): { session: Session; counsellor: Counsellor } {
    requireBytes(answer, ANSWER_LENGTH, 'answer');
    requireSeconds(nowSeconds, 'now');
    if (this.#over) throw new Error('this handshake is over');
    try {
      return this.#finish(answer, nowSeconds);
    } finally {
      this.wipe();
    }
  }

  #finish(answer: Uint8Array, nowSeconds: number): { session: Session; counsellor: Counsellor } {
    const noise = this.#noise;
    const ciphertext = answer.subarray(0, KEM_CIPHERTEXT_LENGTH);
    const message = answer.subarray(KEM_CIPHERTEXT_LENGTH);
    const ephemeral = message.subarray(0, 32);

    noise.mixEphemeral(ephemeral);
    this.#mixAgreement(ephemeral);
    const staticKey = noise.open(message.subarray(32, 64 + TAG_LENGTH));
    if (staticKey === undefined) throw new Refused('sealed');
    this.#mixAgreement(staticKey);

    const sharedSecret = ml_kem768.decapsulate(ciphertext, this.#kemSecret);
    const before = this.#before;
    const use = before?.purpose ?? 'kem';
    const psk = kemPsk(use, sharedSecret, this.#kemKey, ciphertext, before?.secret);
    noise.mixKeyAndHash(psk);
    wipe(sharedSecret, psk);
    const chain = noise.open(message.subarray(64 + TAG_LENGTH));
    if (chain === undefined) throw new Refused('sealed');

    const verified = this.#verify(chain, nowSeconds);
    const { counsellor, agreementKey } = verified;
    // Otherwise a chain shown to one visitor could be shown to the next by whoever saw it.
    if (!equal(agreementKey, staticKey)) throw new Refused('static-key');
    if (before && !before.expects(verified)) throw new Refused('counsellor');
    const host = this.#host;
    const guestKey = host && counsellor.key;
    const session = new Session(
      noise.split(),
      this.#context,
      host ?? counsellor.key,
      VisitorHandshake,
      guestKey,
    );
    return { session, counsellor };
  }

  /** Forgets every secret of this handshake: after `finish`, or when the visitor leaves before it. */
  wipe(): void {
    this.#over = true;
    this.#noise.wipe();
    wipe(this.#ephemeralSecret, this.#kemSecret);
  }

  #mixAgreement(theirs: Uint8Array): void {
    const shared = agree(this.#ephemeralSecret, theirs);
    if (shared === undefined) throw new Refused('zero');
    this.#noise.mixKey(shared);
    wipe(shared);
  }

  /** When a guest answers: the key of the counsellor who is with the visitor. */
  get #host(): Uint8Array | undefined {
    const before = this.#before;
    return before?.purpose === 'guest' || before?.guestKey ? before.counsellorKey : undefined;
  }

  #verify(chain: Uint8Array, nowSeconds: number): VerifiedChain {
    try {
      const verified = verifyChain(chain, this.#context.root, nowSeconds, VISITOR_TOLERANCE);
      // Whoever is on duty may be a guest: she has seen in which role, and agreed to that.
      return this.#host ? verified : forVisitor(verified);
    } catch (error) {
      if (error instanceof ChainRefused) throw new Refused('chain', error.why);
      throw error;
    }
  }
}
