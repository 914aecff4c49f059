import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, test } from 'vitest';
import {
  AGES,
  type Card,
  DANGER,
  decodeCard,
  EMPTY_CARD,
  encodeCard,
  SAFETY,
  TOPICS,
  WHO,
} from '../../src/crypto/card.ts';
import { Intake } from '../../src/crypto/intake.ts';
import { openIntake } from '../../src/crypto/open-intake.ts';
import { startShift, wipeShift } from '../../src/crypto/shift.ts';
import { bytes, hex, load, operate, outcome, shiftOf, type Vector } from './frozen.ts';
import { found, NOW } from './organisation.ts';
import { Seeded, scripted } from './seeded.ts';

const vectors: Vector = load('intakes');

function cardOf({ language, who, age, topics, safe, danger, code_word, message }: Vector): Card {
  return {
    language,
    who: WHO[who] as Card['who'],
    age: AGES[age] as Card['age'],
    topics: TOPICS.filter((_, bit) => (topics & (1 << bit)) !== 0),
    safe: SAFETY[safe] as Card['safe'],
    danger: DANGER[danger] as Card['danger'],
    codeWord: code_word,
    message,
  };
}

const contextOf = (own: Vector) => ({ root: bytes(own.root), conversation: bytes(own.ticket) });

function seal(own: Vector) {
  const slot = bytes(own.slot_random);
  const random = scripted(bytes(own.card_random), slot.slice(0, 32), slot.slice(32));
  const intake = new Intake(contextOf(own), cardOf(own.said), random);
  return intake.sealFor(bytes(own.chain), bytes(own.encapsulation_key), own.now);
}

function open(own: Vector, slot = bytes(own.slot), sealedCard = bytes(own.sealed_card)): Card {
  const kem = ml_kem768.keygen(bytes(own.encapsulation_seed));
  const shift = {
    ...shiftOf(bytes(own.chain), bytes(own.agreement_secret)),
    signingKey: bytes(own.signing_key),
    encapsulationKey: kem.publicKey,
    decapsulationSecret: kem.secretKey,
  };
  return openIntake(contextOf(own), shift, slot, sealedCard);
}

describe('the frozen intakes', () => {
  test('come out byte for byte, and open', () => {
    for (const own of vectors.intakes) {
      const sealed = seal(own);
      expect(hex(sealed.shift)).toBe(own.signing_key);
      expect(hex(sealed.sealedCard), own.name).toBe(own.sealed_card);
      expect(hex(sealed.slot), own.name).toBe(own.slot);
      expect(hex(encodeCard(cardOf(own.said)))).toBe(own.card);
      expect(open(own), own.name).toEqual(cardOf(own.said));
    }
  });

  test('are refused where they must be, for the same reason', () => {
    for (const { name, step, intake, what, op, given, expected } of vectors.refused) {
      const own = { ...vectors.intakes[intake], ...given };
      const altered = (which: string) => operate(bytes(own[which]), what === which ? op : undefined);
      const run = () => (step === 'seal' ? seal(own) : open(own, altered('slot'), altered('sealed_card')));
      expect(outcome(run), name).toBe(expected.split(':')[0]);
    }
    for (const { name, card } of vectors.malformed) {
      expect(
        outcome(() => decodeCard(bytes(card))),
        name,
      ).toBe('Damaged');
    }
  });
});

describe('a card', () => {
  const seeded = new Seeded(90);
  const organisation = found(seeded);
  const shift = startShift(organisation.identity, NOW, 2, seeded.bytes);
  const context = { root: organisation.root, conversation: seeded.bytes(16) };
  const hello = { ...EMPTY_CARD, message: 'hoi' };

  test('that nothing was said on looks like any other from outside', () => {
    const nothing = new Intake(context, EMPTY_CARD, seeded.bytes);
    const something = new Intake(context, { ...hello, message: 'a'.repeat(708) }, seeded.bytes);
    const [one, other] = [nothing, something].map((intake) =>
      intake.sealFor(shift.chain, shift.encapsulationKey, NOW),
    );
    expect(one?.slot.length).toBe(other?.slot.length);
    expect(one?.sealedCard.length).toBe(other?.sealedCard.length);
  });

  test('is sealed to nobody any more once it was wiped, and opened by no shift that was', () => {
    const intake = new Intake(context, hello, seeded.bytes);
    const { slot, sealedCard } = intake.sealFor(shift.chain, shift.encapsulationKey, NOW);
    intake.wipe();
    expect(() => intake.sealFor(shift.chain, shift.encapsulationKey, NOW)).toThrow(TypeError);
    const over = startShift(organisation.identity, NOW, 2, seeded.bytes);
    wipeShift(over);
    expect(() => openIntake(context, over, slot, sealedCard)).toThrow('wiped');
  });
});
