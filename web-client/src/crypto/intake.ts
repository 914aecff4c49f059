import { copy, join, requireBytes, wipe } from './bytes.ts';
import { verifyForVisitor } from './certificates.ts';
import { type Context, ownContext } from './context.ts';
import { encodeForm, type Form } from './form.ts';
import { draw, type Random } from './random.ts';
import { boundTo, onceUnder, sealSlot, verifyShift } from './slot.ts';

export { EMPTY_FORM, type Form, LONGEST_CODE_WORD, LONGEST_FIRST_MESSAGE, type Topic } from './form.ts';
export { Refused } from './refused.ts';

/** A form for one shift, for the frame INTAKE. */
export type SealedFor = {
  /** The signing key of the shift, 32 bytes. */
  shift: Uint8Array;
  /** 1,168 bytes, which only this shift can open. */
  slot: Uint8Array;
  /** 784 bytes, the same for every shift. */
  sealedForm: Uint8Array;
};

/** What a form is bound to, and the prologue of its slot for a shift (docs/protocol.md, sections 11.2 and 11.3). */
export function bindings({ root, conversation }: Context, signingKey: Uint8Array) {
  const bound = boundTo('intake', root, conversation);
  return { bound, prologue: join(bound, signingKey) };
}

/** A waiting visitor's form under its key, for one ticket. */
export class Intake {
  readonly #context: Context;
  readonly #random: Random;
  #key: Uint8Array = new Uint8Array(0);
  #sealedForm: Uint8Array = new Uint8Array(0);

  /**
   * Seals a form. Draws its key, 32 bytes.
   *
   * @param context the organisation and her ticket
   * @throws RangeError when a field is not as in section 11.1; TypeError when an input is not of its type or length.
   */
  constructor(context: Context, form: Form, random: Random) {
    this.#context = ownContext(context);
    this.#random = random;
    this.#seal(form);
  }

  /**
   * Checks a shift as the answer to a handshake is checked, and seals the form to it. Draws an ML-KEM message, 32 bytes,
   * and an ephemeral secret, 32 bytes (docs/protocol.md, sections 11.3 and 11.4).
   *
   * @throws Refused when the shift does not hold: then it gets nothing. TypeError when an input is not of its type or
   * length; Error when the intake was wiped.
   */
  sealFor(chain: Uint8Array, encapsulationKey: Uint8Array, nowSeconds: number): SealedFor {
    requireBytes(this.#key, 32, 'key of the form');
    const shift = verifyShift(chain, encapsulationKey, this.#context.root, nowSeconds, verifyForVisitor);
    const { prologue } = bindings(this.#context, shift.signingKey);
    const slot = sealSlot('intake', prologue, shift, encapsulationKey, this.#key, this.#random);
    return { shift: copy(shift.signingKey), slot, sealedForm: copy(this.#sealedForm) };
  }

  /** Forgets the key of the form. */
  wipe(): void {
    wipe(this.#key);
    this.#key = new Uint8Array(0);
  }

  #seal(form: Form): void {
    const { root, conversation } = this.#context;
    const plain = encodeForm(form);
    const key = draw(this.#random, 32);
    this.#sealedForm = onceUnder(key, boundTo('intake', root, conversation)).encrypt(plain);
    wipe(plain, this.#key);
    this.#key = key;
  }
}
