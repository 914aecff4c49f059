import { x25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { CipherKey } from '../../src/crypto/cipher-key.ts';
import { agree, Noise } from '../../src/crypto/noise.ts';

const NONE = new Uint8Array(0);

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** The vector of our pattern in cacophony's set, which snow and other Noise libraries are tested with. */
const VECTOR = {
  prologue: hex('4a6f686e2047616c74'),
  psk: hex('54686973206973206d7920417573747269616e20706572737065637469766521'),
  initiatorEphemeral: hex('893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a'),
  responderEphemeral: hex('bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b'),
  responderStatic: hex('4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893'),
  messages: [
    {
      payload: hex('4c756477696720766f6e204d69736573'),
      sent: 'ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79449daccd40f021d183f55574b7364ad1ec21faac580e7a0e7f58830bda9a535e2b',
    },
    {
      payload: hex('4d757272617920526f746862617264'),
      sent: '95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f14480884367f70ca9c7b9f8932e5bea3c0045eb5e7c07f7df99d17398d999a7534f758eb2257fab4a67e1107a920c8e1db68848a65dca03dc1394c3d628ecd878f9f4587e4b42de41503920796c49e0f9a98746',
    },
  ],
  afterwards: [
    {
      payload: hex('462e20412e20486179656b'),
      sent: '12ec11786c81de7c0ac89d0860ef3c88f6aca3627d812a999cee2e',
    },
    {
      payload: hex('4361726c204d656e676572'),
      sent: 'f28557a86f324038904815ceb3cbeeb2cb752f862dfe4449471b81',
    },
    {
      payload: hex('4a65616e2d426170746973746520536179'),
      sent: 'e5fe9abd622e0339f7f41eb62478f2cd1989773bbef2199ecf7d5a0f4263a92b1d',
    },
    {
      payload: hex('457567656e2042f6686d20766f6e2042617765726b'),
      sent: '7f0118d55118991a6e04acfe0c1ac80ecef5b1701da4402d281e614fa2e850646323037afe',
    },
  ],
};

function shared(secret: Uint8Array, key: Uint8Array): Uint8Array {
  return agree(secret, key) ?? NONE;
}

describe('Noise_NXpsk2_25519_ChaChaPoly_SHA256', () => {
  test('makes the messages of the published vector', () => {
    const [first, second] = VECTOR.messages as [(typeof VECTOR.messages)[0], (typeof VECTOR.messages)[0]];
    const initiatorKey = x25519.getPublicKey(VECTOR.initiatorEphemeral);
    const responderKey = x25519.getPublicKey(VECTOR.responderEphemeral);
    const staticKey = x25519.getPublicKey(VECTOR.responderStatic);

    const initiator = new Noise(VECTOR.prologue);
    initiator.mixEphemeral(initiatorKey);
    const messageOne = join(initiatorKey, initiator.seal(first.payload));
    expect(Buffer.from(messageOne).toString('hex')).toBe(first.sent);

    const responder = new Noise(VECTOR.prologue);
    responder.mixEphemeral(initiatorKey);
    expect(responder.open(messageOne.subarray(32))).toEqual(first.payload);
    responder.mixEphemeral(responderKey);
    responder.mixKey(shared(VECTOR.responderEphemeral, initiatorKey));
    const sealedStatic = responder.seal(staticKey);
    responder.mixKey(shared(VECTOR.responderStatic, initiatorKey));
    responder.mixKeyAndHash(VECTOR.psk);
    const messageTwo = join(responderKey, sealedStatic, responder.seal(second.payload));
    expect(Buffer.from(messageTwo).toString('hex')).toBe(second.sent);

    initiator.mixEphemeral(responderKey);
    initiator.mixKey(shared(VECTOR.initiatorEphemeral, responderKey));
    expect(initiator.open(sealedStatic)).toEqual(staticKey);
    initiator.mixKey(shared(VECTOR.initiatorEphemeral, staticKey));
    initiator.mixKeyAndHash(VECTOR.psk);
    expect(initiator.open(messageTwo.subarray(80))).toEqual(second.payload);

    const [sending, answering] = [initiator.split(), responder.split()];
    for (const [i, { payload, sent }] of VECTOR.afterwards.entries()) {
      const [from, to] =
        i % 2 === 0
          ? [sending.fromInitiator, answering.fromInitiator]
          : [answering.fromResponder, sending.fromResponder];
      expect(Buffer.from(from.encrypt(NONE, payload)).toString('hex')).toBe(sent);
      expect(to.decrypt(NONE, hex(sent))).toEqual(payload);
      to.count();
    }
  });
});

describe('a cipher key', () => {
  test('opens again after a failure: nothing was counted', () => {
    const [one, other] = [
      new CipherKey(new Uint8Array(32).fill(7)),
      new CipherKey(new Uint8Array(32).fill(7)),
    ];
    const sealed = one.encrypt(NONE, Uint8Array.of(1, 2, 3));
    expect(other.decrypt(Uint8Array.of(1), sealed)).toBeUndefined();
    expect(other.decrypt(NONE, sealed.subarray(1))).toBeUndefined();
    expect(other.decrypt(NONE, NONE)).toBeUndefined();
    expect(other.counter).toBe(0);
    expect(other.decrypt(NONE, sealed)).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('does not share memory with the bytes it was made from', () => {
    const bytes = Buffer.alloc(32, 7);
    const key = new CipherKey(bytes);
    const before = new CipherKey(new Uint8Array(32).fill(7)).encrypt(NONE, NONE);
    bytes.fill(0);
    expect(key.encrypt(NONE, NONE)).toEqual(before);
  });
});
