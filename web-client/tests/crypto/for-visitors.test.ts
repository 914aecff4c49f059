import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { answer } from '../../src/crypto/counsellor-handshake.ts';
import { EMPTY_FORM } from '../../src/crypto/form.ts';
import type { Identity } from '../../src/crypto/identity.ts';
import { Intake } from '../../src/crypto/intake.ts';
import { Refused } from '../../src/crypto/refused.ts';
import { sealLetter } from '../../src/crypto/sealed-letter.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { certify, found, NOW } from './organisation.ts';
import { Seeded } from './seeded.ts';

describe.each(['buddy', 'interpreter'] as const)('a %s', (role) => {
  const seeded = new Seeded(900);
  const organisation = found(seeded);
  const secretKey = seeded.bytes(32);
  const key = ed25519.getPublicKey(secretKey);
  const code = role === 'buddy' ? 3 : 4;
  const tag = `luwte/1 ${role} certificate` as const;
  const certificate = certify(organisation.coordinatorSecret, role, key, 'Kim', seeded, { role: code, tag });
  const { coordinator } = organisation.identity;
  const identity: Identity = { name: 'Kim', role, key, secretKey, coordinator, counsellor: certificate };
  const shift = startShift(identity, NOW, 1, seeded.bytes);
  const context = { root: organisation.root, conversation: seeded.bytes(16) };

  test('is refused by a visitor’s page, whatever the server says', () => {
    const handshake = VisitorHandshake.begin(context, seeded.bytes);
    const { answer: two } = answer(context, shift, handshake.messageOne, seeded.bytes);
    expect(() => handshake.finish(two, NOW)).toThrow(Refused);
  });

  test('gets nothing of what a visitor says beforehand', () => {
    const intake = new Intake(context, EMPTY_FORM, seeded.bytes);
    expect(() => intake.sealFor(shift.chain, shift.encapsulationKey, NOW)).toThrow(Refused);
  });

  test('is a colleague to whom one may write', () => {
    const from = startShift(organisation.identity, NOW, 1, seeded.bytes);
    const letter = { kind: 'room', text: 'welcome', sentAt: NOW } as const;
    expect(sealLetter(organisation.root, letter, from, shift, NOW, seeded.bytes).to).toEqual(
      shift.signingKey,
    );
  });
});
