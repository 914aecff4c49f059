import { describe, expect, test } from 'vitest';
import { BadFrame, decodeFrame } from '../../src/wire/decode.ts';
import { encodeFrame } from '../../src/wire/encode.ts';
import { conversationIn, FRAME_LENGTH, type PageFrame, type ServerFrame } from '../../src/wire/frames.ts';

const bytes = (length: number, from = 1) => Uint8Array.from({ length }, (_, i) => ((from + i) % 255) + 1);

/** A message of the server: type, then parts one after another. */
function message(type: number, ...parts: (Uint8Array | number[])[]): Uint8Array {
  const all = new Uint8Array(FRAME_LENGTH);
  all[0] = 1;
  all[1] = type;
  let offset = 2;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

const name = bytes(16);

describe('what a page says', () => {
  const frames: [PageFrame, number, Uint8Array[]][] = [
    [{ kind: 'arrive' }, 0x01, []],
    [{ kind: 'return', token: bytes(97) }, 0x02, [bytes(97), Uint8Array.of(0, 0, 0, 7)]],
    [{ kind: 'wait', messageOne: bytes(1232) }, 0x03, [bytes(1232)]],
    [{ kind: 'join', right: bytes(97) }, 0x06, [bytes(97)]],
    [{ kind: 'call', shift: bytes(32), messageOne: bytes(1232, 3) }, 0x07, [bytes(32), bytes(1232, 3)]],
    [{ kind: 'heartbeat' }, 0x08, []],
    [{ kind: 'envelope', conversation: name, envelope: bytes(2030) }, 0x09, [name, bytes(2030)]],
    [{ kind: 'leave', conversation: name, reason: 'said-goodbye' }, 0x0a, [name, Uint8Array.of(1)]],
    [{ kind: 'leave', conversation: name, reason: 'exit' }, 0x0a, [name, Uint8Array.of(2)]],
    [{ kind: 'leave', conversation: name, reason: 'refused' }, 0x0a, [name, Uint8Array.of(3)]],
    [{ kind: 'leave', conversation: name, reason: 'damaged' }, 0x0a, [name, Uint8Array.of(4)]],
    [{ kind: 'ask' }, 0x0b, []],
    [{ kind: 'effort', nonce: bytes(8) }, 0x0c, [bytes(8)]],
    [{ kind: 'report' }, 0x11, []],
    [
      { kind: 'intake', shift: bytes(32), slot: bytes(1168, 3), sealedForm: bytes(784, 5) },
      0x04,
      [bytes(32), bytes(1168, 3), bytes(784, 5)],
    ],
    [
      { kind: 'duty', chain: bytes(494), proof: bytes(64), encapsulationKey: bytes(1184, 3) },
      0x12,
      [bytes(494), bytes(64), Uint8Array.of(0, 0, 0, 7), bytes(1184, 3)],
    ],
    [{ kind: 'take-next' }, 0x13, []],
    [{ kind: 'answer', conversation: name, answer: bytes(1678) }, 0x14, [name, bytes(1678)]],
    [{ kind: 'off-duty' }, 0x15, []],
    [{ kind: 'resume', right: bytes(97) }, 0x16, [bytes(97)]],
    [{ kind: 'leave', conversation: name, reason: 'passed-back' }, 0x0a, [name, Uint8Array.of(9)]],
    [{ kind: 'accept', conversation: name }, 0x05, [name]],
    [{ kind: 'take', ticket: name }, 0x17, [name]],
    [{ kind: 'status', status: { doing: 'break', reason: 3, limit: 2 } }, 0x18, [Uint8Array.of(2, 3, 2)]],
    [
      { kind: 'letter', to: bytes(32), slot: bytes(1168, 3), sealedLetter: bytes(784, 5) },
      0x19,
      [bytes(32), bytes(1168, 3), bytes(784, 5)],
    ],
    [
      { kind: 'hand-over', conversation: name, to: bytes(32), messageOne: bytes(1232) },
      0x1a,
      [name, bytes(32), bytes(1232)],
    ],
    [{ kind: 'desk', opening: { kind: 'open' } }, 0x1b, [Uint8Array.of(1)]],
    [
      { kind: 'desk', opening: { kind: 'closes', at: 258 } },
      0x1b,
      [Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 1, 2)],
    ],
    [{ kind: 'call-in' }, 0x1c, []],
    [
      {
        kind: 'outcome',
        outcome: {
          id: name,
          disposition: 3,
          answers: [
            [1, 2],
            [3, 4],
          ],
        },
      },
      0x1d,
      [name, Uint8Array.of(3, 2, 1, 2, 3, 4)],
    ],
    [{ kind: 'invite' }, 0x1e, []],
    [{ kind: 'certify', invitation: name, certificates: bytes(308) }, 0x1f, [name, bytes(308)]],
    [{ kind: 'revoke', revocation: bytes(81) }, 0x20, [bytes(81)]],
    [{ kind: 'enrol', token: bytes(97), invited: bytes(129) }, 0x21, [bytes(97), bytes(129)]],
  ];

  test.each(frames)('is 2,048 bytes as the protocol lays them out: %o', (frame, type, parts) => {
    expect(encodeFrame(frame, 7)).toEqual(message(type, ...parts));
  });

  test('is never written with a field of another length', () => {
    expect(() => encodeFrame({ kind: 'return', token: bytes(88) }, 0)).toThrow(RangeError);
    expect(() => encodeFrame({ kind: 'envelope', conversation: name, envelope: bytes(2029) }, 0)).toThrow(
      RangeError,
    );
  });
});

describe('what the server says', () => {
  test.each([
    [message(0x08), { kind: 'heartbeat' }],
    [message(0x09, name, bytes(2030)), { kind: 'envelope', conversation: name, envelope: bytes(2030) }],
    [message(0x41, bytes(97)), { kind: 'ticket', token: bytes(97) }],
    [
      message(0x42, [0, 0, 1, 2, 0, 3, 0, 10, 1, 4]),
      { kind: 'place', ahead: 258, onDuty: 3, least: 10, most: 260 },
    ],
    [
      message(0x43, name, bytes(1678), bytes(97, 7)),
      { kind: 'answered', conversation: name, answer: bytes(1678), right: bytes(97, 7) },
    ],
    [message(0x44, name, [1]), { kind: 'presence', conversation: name, presence: 'here' }],
    [message(0x44, name, [2]), { kind: 'presence', conversation: name, presence: 'away' }],
    [message(0x45, name, [7]), { kind: 'ended', conversation: name, reason: 'unknown', next: undefined }],
    [
      message(0x45, name, [8], bytes(97)),
      { kind: 'ended', conversation: name, reason: 'away-too-long', next: bytes(97) },
    ],
    [message(0x44, name, [3]), { kind: 'presence', conversation: name, presence: 'exited' }],
    [message(0x46, name), { kind: 'full', conversation: name }],
    [
      message(0x48, bytes(494), bytes(1184, 3)),
      { kind: 'shift', chain: bytes(494), encapsulationKey: bytes(1184, 3) },
    ],
    [
      message(0x56, name, bytes(1168, 3), bytes(784, 5)),
      { kind: 'intake-for', ticket: name, slot: bytes(1168, 3), sealedForm: bytes(784, 5) },
    ],
    [message(0x51, bytes(32)), { kind: 'challenge', nonce: bytes(32) }],
    [message(0x52), { kind: 'on-duty' }],
    [
      message(0x53, [0, 0, 0, 2, 0, 1, 1], name, [0, 0, 0, 9, 2]),
      { kind: 'queue', waiting: 2, onDuty: 1, entries: [{ ticket: name, waited: 9, presence: 'away' }] },
    ],
    ...(['line', 'handed-over', 'called'] as const).map((how, code): [Uint8Array, ServerFrame] => [
      message(0x54, name, [0, 0, 0, 5], bytes(1232), bytes(97, 7), [code]),
      { kind: 'taken', conversation: name, waited: 5, messageOne: bytes(1232), right: bytes(97, 7), how },
    ]),
    [message(0x55, [1]), { kind: 'not-taken', why: 'nobody-waits' }],
    [message(0x55, [2]), { kind: 'not-taken', why: 'at-capacity' }],
    [message(0x55, [3]), { kind: 'not-taken', why: 'taken-already' }],
    [message(0x49, [2, 0, 0, 0, 0, 0, 0, 1, 2]), { kind: 'closing', opening: { kind: 'closes', at: 258 } }],
    [message(0x4a, [14]), { kind: 'effort-wanted', bits: 14 }],
    [message(0x5b, [3]), { kind: 'desk-is', opening: { kind: 'closed' } }],
    [
      message(0x57, [1], bytes(32), [3, 2, 5, 8, 4]),
      {
        kind: 'colleagues',
        colleagues: [
          { shift: bytes(32), role: 'buddy', status: { doing: 'break', reason: 5, limit: 8 }, holds: 4 },
        ],
      },
    ],
    [
      message(0x58, bytes(494), bytes(1184, 3)),
      { kind: 'colleague', chain: bytes(494), encapsulationKey: bytes(1184, 3) },
    ],
    [
      message(0x59, bytes(1168, 3), bytes(784, 5)),
      { kind: 'letter-for', slot: bytes(1168, 3), sealedLetter: bytes(784, 5) },
    ],
    [message(0x5a, bytes(32)), { kind: 'not-there', shift: bytes(32) }],
    [message(0x5c), { kind: 'called-in' }],
    [message(0x5d, name), { kind: 'counted', outcome: name }],
    [message(0x5e, bytes(97)), { kind: 'invitation', token: bytes(97) }],
    [message(0x5f, name, bytes(129)), { kind: 'enrolment', invitation: name, invited: bytes(129) }],
    [message(0x5f, name), { kind: 'enrolment', invitation: name, invited: undefined }],
    [message(0x60, [0, 2]), { kind: 'enrolling', coordinators: 2 }],
    [message(0x61, bytes(308)), { kind: 'certified', certificates: bytes(308) }],
  ])('is read in all its fields (%#)', (frame, expected) => {
    expect(decodeFrame(frame)).toEqual(expected);
  });

  test.each([
    ['too short', new Uint8Array(2047)],
    ['too long', new Uint8Array(2049)],
    ['another version', message(0x08).fill(2, 0, 1)],
    ['a type that only a page sends', message(0x01)],
    ['a type that nobody knows', message(0x7f)],
    ['a presence of 0', message(0x44, name, [0])],
    ['a presence of 4', message(0x44, name, [4])],
    ['a piece after the last of its record', message(0x47, [2, 2, 0, 0])],
    ['a piece that says it is longer than it can be', message(0x47, [0, 1, 7, 249])],
    ['something after a piece', message(0x47, [0, 1, 0, 1], [1, 1])],
    ['a reason of 0', message(0x45, name, [0])],
    ['a reason of 12', message(0x45, name, [12])],
    ['a refusal that nobody knows', message(0x55, [5])],
    ['taken in a fourth way', message(0x54, name, [0, 0, 0, 5], bytes(1232), bytes(97, 7), [3])],
    ['55 colleagues', message(0x57, [55])],
    ['a break without a reason', message(0x57, [1], bytes(32), [2, 2, 0, 1, 0])],
    ['a limit of 9', message(0x57, [1], bytes(32), [2, 1, 0, 9, 0])],
    ['an open desk with a time', message(0x5b, [1, 0, 0, 0, 0, 0, 0, 0, 1])],
    ['a desk that closes at no time', message(0x5b, [2])],
    ['more effort than anybody may ask for', message(0x4a, [15])],
    ['65 entries', message(0x53, [0, 0, 0, 65, 0, 1, 65])],
    ['an entry without presence', message(0x53, [0, 0, 0, 1, 0, 1, 1], name, [0, 0, 0, 9, 0])],
    ['a last byte that is not zero', message(0x52).fill(1, 2047)],
    ['something after a ticket', message(0x41, bytes(97), [1])],
  ])('is refused when it has %s', (_, frame) => {
    expect(() => decodeFrame(frame)).toThrow(BadFrame);
  });

  test('is copied out of the message, so that nothing changes under the hands of the reader', () => {
    const frame = message(0x41, bytes(97));
    const read = decodeFrame(frame);
    frame.fill(0);
    expect(read).toEqual({ kind: 'ticket', token: bytes(97) });
  });
});

test('a token names its conversation, and a page looks at nothing else in it', () => {
  expect(conversationIn(bytes(97))).toEqual(bytes(97).subarray(1, 17));
});
