import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { join } from '../../src/crypto/bytes.ts';
import { verifyChain } from '../../src/crypto/certificates.ts';
import type { Contents, Said } from '../../src/crypto/contents.ts';
import type { Caller } from '../../src/crypto/context.ts';
import { answer, answerHandOver, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import {
  answerGuest,
  askGuest,
  endGuest,
  guestId,
  readGuestAnswered,
  readGuestAsked,
  verifyGuest,
} from '../../src/crypto/guest.ts';
import { answerCalled, type Invitation } from '../../src/crypto/guest-handshake.ts';
import type { Identity } from '../../src/crypto/identity.ts';
import type { Random } from '../../src/crypto/random.ts';
import { Refused } from '../../src/crypto/refused.ts';
import { Damaged, type Session } from '../../src/crypto/session.ts';
import { type Shift, startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { bring, type Conversation, converse, flip, nothing, say, tellAll, thrownBy } from './conversation.ts';
import { certify, colleague, NOW, type Organisation } from './organisation.ts';
import { Seeded } from './seeded.ts';

type Scene = Conversation & { sam: Shift; secret: Uint8Array; invitation: Invitation; random: Random };

const CALLERS: readonly Caller[] = ['visitor', 'counsellor'];
const words = (body: Uint8Array) => new TextDecoder().decode(body);

/** A visitor who talks with Noor, and Sam, whom Noor has invited and who comes. */
function scene(seed: number): Scene {
  const talk = converse(seed);
  const seeded = new Seeded(seed + 2_000);
  const sam = startShift(colleague(talk.organisation, 'Counsellor Sam', seeded), NOW, 2, seeded.bytes);
  const secret = seeded.bytes(32);
  const invitation = { ...talk.context, from: talk.shift.counsellor.key, secret };
  return { ...talk, sam, secret, invitation, random: seeded.bytes };
}

/** Somebody on duty who takes no visitors. */
function onDuty(
  { coordinatorSecret, identity }: Organisation,
  role: 'buddy' | 'interpreter',
  seeded: Seeded,
) {
  const secretKey = seeded.bytes(32);
  const key = ed25519.getPublicKey(secretKey);
  const code = role === 'buddy' ? 3 : 4;
  const tag = `luwte/1 ${role} certificate` as const;
  const counsellor = certify(coordinatorSecret, role, key, 'Kim', seeded, { role: code, tag });
  const kim: Identity = { name: 'Kim', role, key, secretKey, coordinator: identity.coordinator, counsellor };
  return startShift(kim, NOW, 1, seeded.bytes);
}

/** Whoever it is calls Sam. */
function call(talk: Scene, as: Caller): VisitorHandshake {
  const to = verifyChain(talk.sam.chain, talk.context.root, NOW, 0);
  return VisitorHandshake.guest(talk[as].between, as, talk.secret, to, talk.random);
}

/** Sam answers whoever calls, which she should. */
function answered(talk: Scene, messageOne: Uint8Array, instead: Partial<Scene> = {}) {
  const { invitation, sam, random } = { ...talk, ...instead };
  const made = answerCalled(invitation, sam, messageOne, random);
  if (!made) throw new Error('message one is for nobody');
  return made;
}

/** The whole of it, from one side: whoever calls, and Sam. */
function meet(talk: Scene, as: Caller): { caller: Session; guest: Session } {
  const handshake = call(talk, as);
  const { answer: two, session: guest } = answered(talk, handshake.messageOne);
  return { caller: handshake.finish(two, NOW).session, guest };
}

function sayTo(from: Session, to: Session, text: string): string {
  return words(bring(to, from.seal(say(text, from.received))).body);
}

describe('a guest whom the visitor lets in', () => {
  test('is asked about with who she is, answered, and let go, in records of the conversation', () => {
    const talk = scene(1);
    const { visitor, counsellor, secret, sam } = talk;
    const said = (from: Session, to: Session, something: Said) =>
      bring(to, from.seal(tellAll(from, something)));

    const asked = said(counsellor, visitor, askGuest(secret, sam.chain));
    expect([asked.kind, asked.body.length]).toEqual(['guest-asked', 526]);
    const heard = readGuestAsked(asked.body);
    expect(heard).toEqual({ secret, chain: sam.chain });
    const { counsellor: who } = verifyGuest(heard.chain, visitor.between.root, NOW) ?? {};
    expect(who).toEqual({ name: 'Counsellor Sam', role: 'counsellor', key: sam.counsellor.key });

    const id = guestId(heard.secret);
    expect(id).toEqual(sha256(join(new TextEncoder().encode('luwte/1 guest id'), secret)).slice(0, 16));
    for (const yes of [true, false]) {
      const answer = said(visitor, counsellor, answerGuest(id, yes));
      expect([answer.kind, readGuestAnswered(answer.body)]).toEqual(['guest-answered', { id, yes }]);
    }
    for (const [from, to] of [
      [visitor, counsellor],
      [counsellor, visitor],
    ] as const) {
      expect(said(from, to, endGuest(id))).toMatchObject({ kind: 'guest-over', body: id });
    }
  });

  test.each(CALLERS)('is called by the %s, and talks with her alone, from the beginning', (as) => {
    const talk = scene(2);
    const handshake = call(talk, as);
    const { as: found, answer: two, session: guest } = answered(talk, handshake.messageOne);
    expect(found).toBe(as);
    const { session: caller, counsellor } = handshake.finish(two, NOW);
    expect(counsellor).toEqual({ name: 'Counsellor Sam', role: 'counsellor', key: talk.sam.counsellor.key });
    expect([caller.sent, caller.received, guest.sent, guest.received]).toEqual([0, 0, 0, 0]);
    expect(caller.handshakeHash).toEqual(guest.handshakeHash);
    expect(sayTo(caller, guest, 'hello Sam')).toBe('hello Sam');
    expect(sayTo(guest, caller, 'hello')).toBe('hello');
    expect(guest.between).toEqual(talk.visitor.between);
  });

  test.each(['buddy', 'interpreter'] as const)('may be a %s, to whom nobody is handed over', (role) => {
    const seeded = new Seeded(300);
    const first = scene(3);
    const talk = { ...first, sam: onDuty(first.organisation, role, seeded) };
    for (const as of CALLERS) {
      const { caller, guest } = meet(talk, as);
      expect(sayTo(guest, caller, 'here I am')).toBe('here I am');
      rejoined(caller, guest, talk.sam, talk.random);
      expect(sayTo(guest, caller, 'still')).toBe('still');
    }
    const { counsellor, visitor } = talk;
    bring(
      visitor,
      counsellor.seal(tellAll(counsellor, counsellor.handOver.ask(talk.secret, talk.sam.chain))),
    );
    expect(visitor.handOver.toWhom(NOW)).toBeUndefined();
    expect(verifyGuest(talk.sam.chain, talk.context.root, NOW)?.counsellor.role).toBe(role);
  });

  test('is nobody whose chain does not hold', () => {
    const { sam, context } = scene(4);
    expect(verifyGuest(flip(sam.chain, 2_000), context.root, NOW)).toBeUndefined();
    expect(verifyGuest(sam.chain, flip(context.root, 3), NOW)).toBeUndefined();
    expect(verifyGuest(sam.chain, context.root, NOW + 86_000)).toBeDefined();
    expect(verifyGuest(sam.chain, context.root, NOW + 3 * 86_400)).toBeUndefined();
    expect(() => verifyGuest(sam.chain.slice(1), context.root, NOW)).toThrow(TypeError);
  });

  test('is not reached by whoever has not the secret, and not taken for another', () => {
    for (const as of CALLERS) {
      const talk = scene(5);
      const seeded = new Seeded(500);
      const kim = startShift(colleague(talk.organisation, 'Kim', seeded), NOW, 2, seeded.bytes);
      const later = startShift(colleague(talk.organisation, 'Counsellor Sam', seeded), NOW, 2, seeded.bytes);
      const guessed = { ...talk.invitation, secret: new Uint8Array(32) };
      for (const [instead, why] of [
        [{ invitation: guessed }, 'sealed'],
        [{ sam: kim }, 'counsellor'],
        [{ sam: later }, 'counsellor'],
      ] as const) {
        const handshake = call(talk, as);
        const { answer: two } = answered(talk, handshake.messageOne, instead);
        expect((thrownBy(() => handshake.finish(two, NOW)) as Refused).why).toBe(why);
      }
    }
  });

  test('answers with the shift that was shown, not with another of hers', () => {
    const talk = scene(6);
    const seeded = new Seeded(600);
    const identity = colleague(talk.organisation, 'Counsellor Sam', seeded);
    const sam = startShift(identity, NOW, 2, seeded.bytes);
    const later = startShift(identity, NOW, 2, seeded.bytes);
    const handshake = call({ ...talk, sam }, 'visitor');
    const { answer: two } = answered(talk, handshake.messageOne, { sam: later });
    expect((thrownBy(() => handshake.finish(two, NOW)) as Refused).why).toBe('counsellor');
  });

  test('finds out for which of her invitations she is called, and by whom', () => {
    const talk = scene(7);
    const { invitation, sam, random } = talk;
    const { messageOne } = call(talk, 'counsellor');
    const drawn: number[] = [];
    const counting: Random = (length) => {
      drawn.push(length);
      return random(length);
    };
    for (const other of [
      { ...invitation, root: flip(invitation.root, 0) },
      { ...invitation, conversation: flip(invitation.conversation, 0) },
      { ...invitation, from: flip(invitation.from, 0) },
    ]) {
      expect(answerCalled(other, sam, messageOne, counting)).toBeUndefined();
    }
    expect(answerCalled(invitation, sam, flip(messageOne, 9_000), counting)).toBeUndefined();
    expect(drawn, 'nothing is drawn for a message that is for nobody').toEqual([]);
    expect(answerCalled(invitation, sam, messageOne, counting)?.as).toBe('counsellor');
    expect(drawn).toEqual([32, 32]);
  });

  test('takes no message one of another handshake for hers, nor is hers taken for one', () => {
    const talk = scene(8);
    const { context, shift, invitation, sam, secret, random } = talk;
    const to = verifyChain(sam.chain, context.root, NOW, 0);
    const counsellorKey = shift.counsellor.key;
    const bond = { ...context, counsellorKey, exported: secret };
    for (const other of [
      VisitorHandshake.begin(context, random),
      VisitorHandshake.rejoin(bond, random),
      VisitorHandshake.handOver(bond, secret, to, random),
    ]) {
      expect(answerCalled(invitation, sam, other.messageOne, random)).toBeUndefined();
    }
    for (const as of CALLERS) {
      const { messageOne } = call(talk, as);
      expect(() => answer(context, sam, messageOne, random)).toThrow(Refused);
      expect(() => answerHandOver(context, counsellorKey, secret, sam, messageOne, random)).toThrow(Refused);
    }
  });

  test('is not called, and does not answer, with what is not of its length', () => {
    const { invitation, sam, random, visitor } = scene(9);
    const to = verifyChain(sam.chain, invitation.root, NOW, 0);
    const messageOne = new Uint8Array(1232);
    for (const wrong of [
      () => answerCalled({ ...invitation, secret: new Uint8Array(31) }, sam, messageOne, random),
      () => answerCalled({ ...invitation, from: new Uint8Array(31) }, sam, messageOne, random),
      () => answerCalled(invitation, sam, messageOne.slice(1), random),
      () => VisitorHandshake.guest(visitor.between, 'visitor', new Uint8Array(31), to, random),
    ]) {
      expect(wrong).toThrow(TypeError);
    }
  });
});

/** Fresh keys between whoever called and the guest. */
function rejoined(caller: Session, guest: Session, shift: Shift, random: Random): void {
  const asked = bring(guest, caller.seal(tellAll(caller, caller.beginRejoin(random) as Said)));
  const said = answerRejoin(guest, shift, asked.body, random);
  const done = caller.finishRejoin(bring(caller, guest.seal(tellAll(guest, said))).body, NOW);
  bring(guest, caller.seal(tellAll(caller, done)));
}

describe('between a guest and whoever called her', () => {
  test.each(CALLERS)('the %s may have the keys replaced, by any shift of the same guest', (as) => {
    const talk = scene(20);
    const seeded = new Seeded(2_100);
    const identity = colleague(talk.organisation, 'Counsellor Sam', seeded);
    const [sam, later] = [1, 2].map(() => startShift(identity, NOW, 2, seeded.bytes)) as [Shift, Shift];
    const { caller, guest } = meet({ ...talk, sam }, as);
    expect(guest.beginRejoin(talk.random)).toBeUndefined();
    rejoined(caller, guest, later, talk.random);
    expect(sayTo(caller, guest, 'once more')).toBe('once more');
    expect(sayTo(guest, caller, 'and back')).toBe('and back');
    rejoined(caller, guest, later, talk.random);

    const asked = bring(guest, caller.seal(tellAll(caller, caller.beginRejoin(talk.random) as Said)));
    const said = answerRejoin(guest, talk.shift, asked.body, talk.random);
    const { body } = bring(caller, guest.seal(tellAll(guest, said)));
    expect(() => caller.finishRejoin(body, NOW), 'the counsellor is not the guest').toThrow(Damaged);
  });

  test('no record of one pair opens for another', () => {
    const talk = scene(21);
    const hers = meet(talk, 'visitor');
    const ours = meet(talk, 'counsellor');
    const record = hers.caller.seal(say('for Sam alone'));
    expect(() => talk.counsellor.open(record)).toThrow(Damaged);
    expect(() => ours.guest.open(record)).toThrow(Damaged);
    expect(words(bring(hers.guest, record).body)).toBe('for Sam alone');
  });

  test('nothing is sealed about a hand-over or another guest', () => {
    const talk = scene(22);
    const { caller, guest } = meet(talk, 'visitor');
    const id = guestId(talk.secret);
    const asked = (from: Session) => from.handOver.ask(talk.secret, talk.shift.chain);
    const notHere: [Session, Said][] = [
      [guest, asked(guest)],
      [guest, askGuest(talk.secret, talk.shift.chain)],
      [caller, answerGuest(id, true)],
      [caller, endGuest(id)],
      [guest, endGuest(id)],
    ];
    for (const [from, something] of notHere) {
      expect(() => from.seal(tellAll(from, something)), something.kind).toThrow('not with a guest');
    }
    expect(sayTo(caller, guest, 'hello')).toBe('hello');
  });

  test('only the counsellor asks about a guest, and only the visitor answers', () => {
    const { visitor, counsellor, secret, sam } = scene(23);
    const wrong: [Session, Said][] = [
      [visitor, askGuest(secret, sam.chain)],
      [counsellor, answerGuest(guestId(secret), true)],
    ];
    for (const [from, something] of wrong) {
      const contents: Contents = { ...nothing(), ...something };
      expect(() => from.seal(contents)).toThrow(RangeError);
    }
    expect([visitor.sent, counsellor.sent]).toEqual([0, 0]);
  });
});
