import { expect, test } from 'vitest';
import { verifyForVisitor } from '../../src/crypto/certificates.ts';
import { guestId, readGuestAnswered, readGuestAsked, verifyGuest } from '../../src/crypto/guest.ts';
import { answerCalled } from '../../src/crypto/guest-handshake.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import {
  bytes,
  drawing,
  type Ends,
  ends,
  hex,
  load,
  operate,
  outcome,
  play,
  playEnvelopes,
  shiftIn,
  type Vector,
} from './frozen.ts';

const { guests, refused }: Vector = load('guests');
const same = (made: string, frozen: string) => expect(made).toBe(frozen);

/** Whoever calls begins the handshake, in the conversation as it stands then. */
function begin({ first, secret }: Vector, call: Vector): VisitorHandshake {
  const both = play(first, first.envelopes.length, same);
  const to = verifyGuest(bytes(call.chain), bytes(first.root), call.now);
  if (!to) throw new Error('the chain of the guest does not hold');
  const { between } = both[call.caller as keyof Ends];
  return VisitorHandshake.guest(between, call.caller, bytes(secret), to, drawing(call.visitor_random));
}

/** What the guest makes of message one. */
function answered({ first, secret }: Vector, call: Vector, given: Vector, messageOne: Uint8Array) {
  const invitation = {
    root: bytes(given.root ?? first.root),
    conversation: bytes(given.conversation ?? first.conversation),
    from: given.counsellor ? bytes(given.counsellor) : bytes(first.chain).slice(164, 196),
    secret: bytes(secret),
  };
  return answerCalled(invitation, shiftIn(call), messageOne, drawing(call.counsellor_random));
}

/** Plays a call and its first envelopes, and compares every byte. */
function called(guest: Vector, call: Vector, upTo: number): Ends {
  const handshake = begin(guest, call);
  same(hex(handshake.messageOne), call.message_one);
  const theirs = answered(guest, call, {}, handshake.messageOne);
  if (!theirs) throw new Error('message one is for nobody');
  same(theirs.as, call.caller);
  same(hex(theirs.answer), call.answer);
  const { session, counsellor } = handshake.finish(theirs.answer, call.now);
  same(counsellor.name, call.counsellor_name);
  same(hex(session.handshakeHash), call.handshake_hash);
  const both = { visitor: session, counsellor: theirs.session };
  playEnvelopes(call, both, upTo, same);
  return both;
}

test('every frozen guest comes out byte for byte', () => {
  expect(guests.length).toBeGreaterThanOrEqual(6);
  expect(guests.flatMap(({ calls }: Vector) => calls).length).toBeGreaterThanOrEqual(8);
  for (const guest of guests) for (const call of guest.calls) called(guest, call, call.envelopes.length);
});

test('what is said about a frozen guest is read as it was meant', () => {
  for (const { first, secret, id } of guests) {
    play(first, first.envelopes.length, same);
    same(hex(guestId(bytes(secret))), id);
    const bodies = (kind: number): Uint8Array[] =>
      first.envelopes
        .filter((envelope: Vector) => envelope.kind === kind)
        .map(({ body }: Vector) => bytes(body));
    expect(bodies(9).map((body) => hex(readGuestAsked(body).secret))).toEqual([secret]);
    const [{ id: about, yes }] = bodies(10).map(readGuestAnswered) as [{ id: Uint8Array; yes: boolean }];
    expect([hex(about), yes]).toEqual([id, bodies(10)[0]?.[16] === 1]);
    for (const over of bodies(11)) same(hex(over), id);
  }
});

test('of a guest everything that must be refused is refused for the same reason', () => {
  expect(refused.length).toBeGreaterThanOrEqual(120);
  const runs: Record<string, (guest: Vector, call: Vector, given: Vector, message: Uint8Array) => unknown> = {
    message_one: (guest, call, given, message) => answered(guest, call, given, message),
    answer: (guest, call, given, message) => begin(guest, call).finish(message, given.now ?? call.now),
    hand_over: ({ first }, call, _, message) => verifyForVisitor(message, bytes(first.root), call.now),
  };
  const own: Record<string, string> = { message_one: 'message_one', answer: 'answer', hand_over: 'chain' };
  for (const { name, guest: at, call: number, step, after, from, given = {}, op, expected } of refused) {
    const guest = guests[at];
    const call = guest.calls[number];
    const message = operate(bytes(given.message ?? call[own[step] ?? 'chain']), op);
    const run = runs[step];
    if (run) {
      let made: unknown;
      const found = outcome(() => {
        made = run(guest, call, given, message);
      });
      const wanted = expected.split(':')[0];
      expect(found === 'accepted' && made === undefined ? 'NotCalled' : found, name).toBe(wanted);
      continue;
    }
    const { receiver } = ends(called(guest, call, after), { from });
    const before = [receiver.sent, receiver.received];
    expect(
      outcome(() => receiver.open(message)),
      name,
    ).toBe(expected);
    expect([receiver.sent, receiver.received], name).toEqual(before);
  }
});
