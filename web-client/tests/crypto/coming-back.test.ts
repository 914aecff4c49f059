import { expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { backId, carried, carry } from '../../src/crypto/carried.ts';
import { answerComingBack } from '../../src/crypto/counsellor-handshake.ts';
import { Refused } from '../../src/crypto/refused.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { bytes, drawing, hex, load, shiftIn, type Vector } from './frozen.ts';

const { backs }: Vector = load('backs');

/** What one of them and her counsellor know. */
function known(back: Vector) {
  const shift = shiftIn(back);
  const context = { root: bytes(back.root), conversation: bytes(back.conversation) };
  return { shift, context, counsellorKey: shift.counsellor.key, secret: bytes(back.secret) };
}

test('whoever comes back with what her folder kept goes on with the same counsellor, byte for byte', () => {
  expect(backs.length).toBeGreaterThanOrEqual(3);
  for (const back of backs) {
    const { shift, context, counsellorKey, secret } = known(back);
    const handshake = VisitorHandshake.back(
      { ...context, counsellorKey },
      secret,
      drawing(back.visitor_random),
    );
    const comes = carry(join(handshake.messageOne, backId(secret)));
    expect(hex(comes)).toBe(back.comes);
    const one = (carried(comes, 1248) as Uint8Array).subarray(0, 1232);
    expect(carried(comes, 1232)).toBe(undefined);
    const { answer, session } = answerComingBack(
      context,
      secret,
      shift,
      one,
      drawing(back.counsellor_random),
    );
    expect(hex(carry(answer))).toBe(back.answered);
    const opened = handshake.finish(carried(bytes(back.answered), 1678) as Uint8Array, back.now);
    expect(hex(opened.session.handshakeHash)).toBe(back.handshake_hash);
    expect(hex(session.handshakeHash)).toBe(back.handshake_hash);
  }
});

test('nobody comes back with another secret, in another conversation, or to another counsellor', () => {
  for (const back of backs) {
    const { shift, context, counsellorKey, secret } = known(back);
    const comes = (key = counsellorKey, with_ = secret) =>
      VisitorHandshake.back({ ...context, counsellorKey: key }, with_, drawing(back.visitor_random));
    const answers = (given = context, with_ = secret) =>
      answerComingBack(given, with_, shift, comes().messageOne, drawing(back.counsellor_random)).answer;
    const other = new Uint8Array(32).fill(1);
    expect(() => comes(counsellorKey, other).finish(answers(), back.now)).toThrow(Refused);
    expect(() => comes().finish(answers(context, other), back.now)).toThrow(Refused);
    expect(() => answers({ ...context, conversation: new Uint8Array(16) })).toThrow(Refused);
    const stranger = comes(other);
    expect(() =>
      answerComingBack(context, secret, shift, stranger.messageOne, drawing(back.counsellor_random)),
    ).toThrow(Refused);
  }
});

test('a record is never taken for somebody who comes back', () => {
  expect(carried(new Uint8Array(2030), 1232)).toBe(undefined);
  const marked = carry(new Uint8Array(1232).fill(7));
  marked[2029] = 1;
  expect(carried(marked, 1232)).toBe(undefined);
});
