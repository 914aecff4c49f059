import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, test } from 'vitest';
import {
  AGES,
  DANGER,
  decodeForm,
  EMPTY_FORM,
  encodeForm,
  type Form,
  SAFETY,
  TOPICS,
  WHO,
} from '../../src/crypto/form.ts';
import { Intake } from '../../src/crypto/intake.ts';
import { openIntake } from '../../src/crypto/open-intake.ts';
import { startShift, wipeShift } from '../../src/crypto/shift.ts';
import { bytes, hex, load, operate, outcome, shiftOf, type Vector } from './frozen.ts';
import { found, NOW } from './organisation.ts';
import { Seeded, scripted } from './seeded.ts';

const vectors: Vector = load('intakes');

function formOf({ language, who, age, topics, safe, danger, code_word, message }: Vector): Form {
  return {
    language,
    who: WHO[who] as Form['who'],
    age: AGES[age] as Form['age'],
    topics: TOPICS.filter((_, bit) => (topics & (1 << bit)) !== 0),
    safe: SAFETY[safe] as Form['safe'],
    danger: DANGER[danger] as Form['danger'],
    codeWord: code_word,
    message,
  };
}

const contextOf = (own: Vector) => ({ root: bytes(own.root), conversation: bytes(own.ticket) });

function seal(own: Vector) {
  const slot = bytes(own.slot_random);
  const random = scripted(bytes(own.form_random), slot.slice(0, 32), slot.slice(32));
  const intake = new Intake(contextOf(own), formOf(own.said), random);
  return intake.sealFor(bytes(own.chain), bytes(own.encapsulation_key), own.now);
}

function open(own: Vector, slot = bytes(own.slot), sealedForm = bytes(own.sealed_form)): Form {
  const kem = ml_kem768.keygen(bytes(own.encapsulation_seed));
  const shift = {
    ...shiftOf(bytes(own.chain), bytes(own.agreement_secret)),
    signingKey: bytes(own.signing_key),
    encapsulationKey: kem.publicKey,
    decapsulationSecret: kem.secretKey,
  };
  return openIntake(contextOf(own), shift, slot, sealedForm);
}

describe('the frozen intakes', () => {
  test('come out byte for byte, and open', () => {
    for (const own of vectors.intakes) {
      const sealed = seal(own);
      expect(hex(sealed.shift)).toBe(own.signing_key);
      expect(hex(sealed.sealedForm), own.name).toBe(own.sealed_form);
      expect(hex(sealed.slot), own.name).toBe(own.slot);
      expect(hex(encodeForm(formOf(own.said)))).toBe(own.form);
      expect(open(own), own.name).toEqual(formOf(own.said));
    }
  });

  test('are refused where they must be, for the same reason', () => {
    for (const { name, step, intake, what, op, given, expected } of vectors.refused) {
      const own = { ...vectors.intakes[intake], ...given };
      const altered = (which: string) => operate(bytes(own[which]), what === which ? op : undefined);
      const run = () => (step === 'seal' ? seal(own) : open(own, altered('slot'), altered('sealed_form')));
      expect(outcome(run), name).toBe(expected.split(':')[0]);
    }
    for (const { name, form } of vectors.malformed) {
      expect(
        outcome(() => decodeForm(bytes(form))),
        name,
      ).toBe('Damaged');
    }
  });
});

describe('a form', () => {
  const seeded = new Seeded(90);
  const organisation = found(seeded);
  const shift = startShift(organisation.identity, NOW, 2, seeded.bytes);
  const context = { root: organisation.root, conversation: seeded.bytes(16) };
  const hello = { ...EMPTY_FORM, message: 'hoi' };

  test('that nothing was said on looks like any other from outside', () => {
    const nothing = new Intake(context, EMPTY_FORM, seeded.bytes);
    const something = new Intake(context, { ...hello, message: 'a'.repeat(708) }, seeded.bytes);
    const [one, other] = [nothing, something].map((intake) =>
      intake.sealFor(shift.chain, shift.encapsulationKey, NOW),
    );
    expect(one?.slot.length).toBe(other?.slot.length);
    expect(one?.sealedForm.length).toBe(other?.sealedForm.length);
  });

  test('is sealed to nobody any more once it was wiped, and opened by no shift that was', () => {
    const intake = new Intake(context, hello, seeded.bytes);
    const { slot, sealedForm } = intake.sealFor(shift.chain, shift.encapsulationKey, NOW);
    intake.wipe();
    expect(() => intake.sealFor(shift.chain, shift.encapsulationKey, NOW)).toThrow(TypeError);
    const over = startShift(organisation.identity, NOW, 2, seeded.bytes);
    wipeShift(over);
    expect(() => openIntake(context, over, slot, sealedForm)).toThrow('wiped');
  });
});
