import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { describe, expect, test } from 'vitest';
import { nothing, thrownBy } from '../../tests/crypto/conversation.ts';
import { Meeting } from '../../tests/crypto/meeting.ts';
import { found, NOW } from '../../tests/crypto/organisation.ts';
import { Seeded } from '../../tests/crypto/seeded.ts';
import { join } from './bytes.ts';
import type { Contents } from './contents.ts';
import type { Caller } from './context.ts';
import { answerCalled } from './guest-handshake.ts';
import { Noise } from './noise.ts';
import { prologue } from './participants.ts';
import type { Refused } from './refused.ts';
import { Damaged } from './session.ts';
import { startShift } from './shift.ts';

const CALLERS: readonly Caller[] = ['visitor', 'counsellor'];

describe('whoever calls a guest, means ill and knows the protocol', () => {
  test.each(CALLERS)('is found out, calling as the %s', (caller) => {
    const seeded = new Seeded(400);
    const { root, identity } = found(seeded);
    const shift = startShift(identity, NOW, 1, seeded.bytes);
    const invitation = {
      root,
      conversation: seeded.bytes(16),
      from: seeded.bytes(32),
      secret: seeded.bytes(32),
    };
    const messageOne = (ephemeral: Uint8Array, kemKey: Uint8Array) => {
      const noise = new Noise(
        prologue(invitation, { purpose: 'guest', caller, counsellorKey: invitation.from }),
      );
      noise.mixEphemeral(ephemeral);
      return join(ephemeral, noise.seal(kemKey));
    };
    const honest = x25519.getPublicKey(seeded.bytes(32));
    const kemKey = ml_kem768.keygen(seeded.bytes(64)).publicKey;
    const answered = (one: Uint8Array) => answerCalled(invitation, shift, one, seeded.bytes);
    expect(answered(messageOne(honest, kemKey))?.as).toBe(caller);
    for (const [ephemeral, key, why] of [
      [new Uint8Array(32), kemKey, 'zero'],
      [honest, new Uint8Array(1184).fill(255), 'kem-key'],
    ] as const) {
      expect((thrownBy(() => answered(messageOne(ephemeral, key))) as Refused).why).toBe(why);
    }
  });
});

describe('the other end of a session with a guest', () => {
  const HAND_OVERS_AND_GUESTS: [Contents['kind'], number][] = [
    ['hand-over-asked', 526],
    ['hand-over-agreed', 1232],
    ['hand-over-refused', 0],
    ['hand-over-withdrawn', 0],
    ['guest-asked', 526],
    ['guest-answered', 17],
    ['guest-over', 16],
  ];

  test.each(CALLERS)(
    'may say nothing of a hand-over or a guest, and ask nobody to pause: at the %s’s end it is damage',
    (end) => {
      for (const [kind, length] of [...HAND_OVERS_AND_GUESTS, ['brake', 4] as const, ['card', 2] as const]) {
        const meeting = new Meeting(end, true);
        const contents = { ...nothing(), kind, body: new Uint8Array(length).fill(1) };
        expect(() => meeting.hearAll(contents), kind).toThrow('not with a guest');
        expect(meeting.session.received).toBe(0);
      }
    },
  );

  test.each(CALLERS)(
    'of a conversation may say any of it about a guest to the %s, for that is no damage',
    (end) => {
      for (const [kind, length] of HAND_OVERS_AND_GUESTS.slice(4)) {
        const meeting = new Meeting(end);
        meeting.hearAll({ ...nothing(), kind, body: new Uint8Array(length).fill(1) });
        expect(meeting.session.received).toBe(1);
      }
    },
  );

  test('knows that a guest is in: with the same keys, no record opens as one of two', () => {
    const envelope = new Meeting('visitor', true).session.seal(nothing());
    const [knows, doesNot] = [new Meeting('counsellor', true), new Meeting('counsellor')];
    expect(thrownBy(() => doesNot.session.open(envelope))).toBeInstanceOf(Damaged);
    expect(knows.session.open(envelope).kind).toBe('opened');
  });
});
