import { describe, expect, test } from 'vitest';
import { ChainRefused } from '../../src/crypto/certificates.ts';
import { answer, answerHandOver, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import type { Random } from '../../src/crypto/random.ts';
import { Refused } from '../../src/crypto/refused.ts';
import { Damaged, type Session } from '../../src/crypto/session.ts';
import { type Shift, startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { bring, type Conversation, converse, flip, nothing, say, tellAll, thrownBy } from './conversation.ts';
import { colleague, NOW } from './organisation.ts';
import { Seeded } from './seeded.ts';

type Scene = Conversation & { sam: Shift; secret: Uint8Array; random: Random };

/** A visitor who talks with Noor, and Sam, who is on duty too. */
function scene(seed: number): Scene {
  const talk = converse(seed);
  const seeded = new Seeded(seed + 1_000);
  const sam = startShift(colleague(talk.organisation, 'Counsellor Sam', seeded), NOW, 2, seeded.bytes);
  return { ...talk, sam, secret: seeded.bytes(32), random: seeded.bytes };
}

const words = (body: Uint8Array) => new TextDecoder().decode(body);
const stages = ({ visitor, counsellor }: Conversation) => [visitor.handOver.stage, counsellor.handOver.stage];

/** Noor asks, and the visitor opens it. */
function ask({ visitor, counsellor, secret, sam }: Scene): void {
  bring(visitor, counsellor.seal(tellAll(counsellor, counsellor.handOver.ask(secret, sam.chain))));
}

/** The visitor agrees. What she sealed, and her message one. */
function agree({ visitor, random }: Scene) {
  const said = visitor.handOver.agree(NOW, random);
  return { envelope: visitor.seal(tellAll(visitor, said)), messageOne: said.body };
}

/** Sam answers message one as she should, but for what is given instead. */
function answered(talk: Scene, messageOne: Uint8Array, instead: Partial<Pick<Scene, 'sam' | 'secret'>> = {}) {
  const { context, shift, sam, secret, random } = { ...talk, ...instead };
  return answerHandOver(context, shift.counsellor.key, secret, sam, messageOne, random);
}

/** The whole of it: the visitor and Sam. */
function handOver(talk: Scene): { visitor: Session; sam: Session } {
  ask(talk);
  const { envelope } = agree(talk);
  const { body } = bring(talk.counsellor, envelope);
  const { answer: two, session } = answered(talk, body);
  return { visitor: talk.visitor.handOver.finish(two, NOW).session, sam: session };
}

describe('a visitor who agrees to a hand-over', () => {
  test('sees who it is, and talks with her from the beginning', () => {
    const talk = scene(1);
    bring(talk.counsellor, talk.visitor.seal(say('to Noor')));
    ask(talk);
    expect(talk.visitor.handOver.to(NOW).counsellor.name).toBe('Counsellor Sam');
    const { envelope } = agree(talk);
    expect(stages(talk)).toEqual(['agreed', 'asked']);
    const { kind, body } = bring(talk.counsellor, envelope);
    expect([kind, ...stages(talk)]).toEqual(['hand-over-agreed', 'agreed', 'agreed']);
    const { answer: two, session: sam } = answered(talk, body);
    const { session: visitor, counsellor } = talk.visitor.handOver.finish(two, NOW);
    expect(counsellor).toEqual({ name: 'Counsellor Sam', role: 'counsellor', key: talk.sam.counsellor.key });
    expect([visitor.sent, visitor.received, sam.sent, sam.received]).toEqual([0, 0, 0, 0]);
    expect(visitor.handshakeHash).toEqual(sam.handshakeHash);
    expect(visitor.handshakeHash).not.toEqual(talk.visitor.handshakeHash);
    expect(words(bring(sam, visitor.seal(say('to Sam'))).body)).toBe('to Sam');
    expect(words(bring(visitor, sam.seal(say('welcome'))).body)).toBe('welcome');
  });

  test('can have her keys replaced with her, and be handed over once more', () => {
    const talk = scene(2);
    const { visitor, sam } = handOver(talk);
    const asked = bring(sam, visitor.seal(tellAll(visitor, visitor.beginRejoin(talk.random))));
    const said = answerRejoin(sam, talk.sam, asked.body, talk.random);
    const done = visitor.finishRejoin(bring(visitor, sam.seal(tellAll(sam, said))).body, NOW);
    bring(sam, visitor.seal(tellAll(visitor, done)));

    // Back to Noor, who has another shift by now.
    const later = startShift(talk.organisation.identity, NOW, 1, talk.random);
    const back = { ...talk, visitor, counsellor: sam, shift: talk.sam, sam: later };
    const again = handOver(back);
    expect(words(bring(again.sam, again.visitor.seal(say('back'))).body)).toBe('back');
  });

  test('writes nothing more to the one who hands over, in a card neither, who may still say goodbye', () => {
    const talk = scene(3);
    const card = { ...nothing(), kind: 'card' as const, body: Uint8Array.of(4, 0) };
    ask(talk);
    bring(talk.counsellor, talk.visitor.seal(say('one moment')));
    expect(bring(talk.counsellor, talk.visitor.seal(card)).kind).toBe('card');
    expect(talk.visitor.handOver.mayWrite).toBe(true);
    const { envelope } = agree(talk);
    expect(talk.visitor.handOver.mayWrite).toBe(false);
    for (const said of [say('to nobody'), card])
      expect(() => talk.visitor.seal(said)).toThrow(new RangeError('handed over'));
    bring(talk.counsellor, envelope);
    expect(bring(talk.visitor, talk.counsellor.seal(card)).kind).toBe('card');
    expect(words(bring(talk.visitor, talk.counsellor.seal(say('goodbye'))).body)).toBe('goodbye');
  });

  test('is with her first counsellor again when it is taken back before the other has answered', () => {
    const talk = scene(4);
    ask(talk);
    const { envelope, messageOne } = agree(talk);
    bring(talk.counsellor, envelope);
    const { counsellor, visitor } = talk;
    bring(visitor, counsellor.seal(tellAll(counsellor, counsellor.handOver.withdraw())));
    expect(stages(talk)).toEqual(['nothing', 'nothing']);
    expect(words(bring(counsellor, visitor.seal(say('stay then'))).body)).toBe('stay then');
    const { answer: late } = answered(talk, messageOne);
    expect(() => visitor.handOver.finish(late, NOW)).toThrow('no answer is due');
    // And may be asked again.
    const again = handOver(talk);
    expect(words(bring(again.sam, again.visitor.seal(say('now yes'))).body)).toBe('now yes');
  });
});

describe('a visitor who would rather stay', () => {
  test('stays, and may be asked again', () => {
    const talk = scene(5);
    const { visitor, counsellor } = talk;
    ask(talk);
    expect(bring(counsellor, visitor.seal(tellAll(visitor, visitor.handOver.refuse()))).kind).toBe(
      'hand-over-refused',
    );
    expect(stages(talk)).toEqual(['ended', 'nothing']);
    expect(words(bring(counsellor, visitor.seal(say('I stay'))).body)).toBe('I stay');
    const again = handOver(talk);
    expect(words(bring(again.sam, again.visitor.seal(say('well then'))).body)).toBe('well then');
  });

  test('is not even asked when the other counsellor’s chain does not hold, and cannot agree to it', () => {
    const talk = scene(6);
    const old = startShift(
      colleague(talk.organisation, 'Counsellor Sam', new Seeded(7)),
      NOW - 3 * 86_400,
      1,
      talk.random,
    );
    ask({ ...talk, sam: old });
    const { visitor, counsellor } = talk;
    expect(thrownBy(() => visitor.handOver.to(NOW))).toBeInstanceOf(ChainRefused);
    expect(thrownBy(() => visitor.handOver.agree(NOW, talk.random))).toBeInstanceOf(ChainRefused);
    expect(visitor.sent).toBe(0);
    bring(counsellor, visitor.seal(tellAll(visitor, visitor.handOver.refuse())));
    expect(counsellor.handOver.stage).toBe('nothing');
  });
});

describe('nobody else takes over', () => {
  const refused = (talk: Scene, two: Uint8Array, now = NOW) => {
    const why = thrownBy(() => talk.visitor.handOver.finish(two, now));
    expect(why).toBeInstanceOf(Refused);
    // Its one look is over, and she is still with the one who hands over.
    expect(() => talk.visitor.handOver.finish(two, now)).toThrow('no answer is due');
    expect(talk.visitor.handOver.stage).toBe('agreed');
    return (why as Refused).why;
  };
  const agreed = (seed: number) => {
    const talk = scene(seed);
    ask(talk);
    const { envelope, messageOne } = agree(talk);
    bring(talk.counsellor, envelope);
    return { talk, messageOne };
  };

  test('not the other counsellor’s keys without the secret', () => {
    const { talk, messageOne } = agreed(10);
    const { answer: two } = answered(talk, messageOne, { secret: new Uint8Array(32) });
    expect(refused(talk, two)).toBe('sealed');
  });

  test('not the secret without her keys: a third counsellor, and herself in another shift', () => {
    for (const who of ['third', 'again'] as const) {
      const { talk, messageOne } = agreed(11);
      const seeded = new Seeded(12);
      const third = colleague(talk.organisation, 'Counsellor Sam', seeded);
      const sam = colleague(talk.organisation, 'Counsellor Sam', new Seeded(11 + 1_000));
      expect(sam.key).toEqual(talk.sam.counsellor.key);
      const shift = startShift(who === 'third' ? third : sam, NOW, 1, seeded.bytes);
      const { answer: two } = answered(talk, messageOne, { sam: shift });
      expect(refused(talk, two), who).toBe('counsellor');
    }
  });

  test('not the one who hands over, in the name of the other', () => {
    const { talk, messageOne } = agreed(13);
    const posing = { ...talk.shift, chain: talk.sam.chain };
    expect(refused(talk, answered(talk, messageOne, { sam: posing }).answer)).toBe('static-key');
  });

  test('not an answer to a first contact, or one in which a bit was turned, or one that comes a week late', () => {
    const first = agreed(14);
    const met = () => answer(first.talk.context, first.talk.sam, first.messageOne, first.talk.random);
    expect(thrownBy(met)).toBeInstanceOf(Refused);
    const second = agreed(15);
    const { answer: two } = answered(second.talk, second.messageOne);
    expect(refused(second.talk, flip(two, 9_000))).toBe('sealed');
    const third = agreed(16);
    expect(refused(third.talk, answered(third.talk, third.messageOne).answer, NOW + 7 * 86_400)).toBe(
      'chain',
    );
  });

  test('not in another conversation, organisation or place: the other counsellor cannot read message one', () => {
    const { talk, messageOne } = agreed(17);
    const { context, shift, secret, sam, random } = talk;
    const other = new Uint8Array(32).fill(9);
    const elsewhere = { ...context, conversation: other.slice(0, 16) };
    for (const [where, from] of [
      [elsewhere, shift.counsellor.key],
      [{ ...context, root: other }, shift.counsellor.key],
      [context, other],
      [context, sam.counsellor.key],
    ] as const) {
      expect(thrownBy(() => answerHandOver(where, from, secret, sam, messageOne, random))).toBeInstanceOf(
        Refused,
      );
    }
  });

  test('nor does anybody take the visitor’s place on the way who does not know the secret', () => {
    const { talk } = agreed(18);
    const { counsellor, agreementKey, signingKey } = talk.sam;
    const to = {
      counsellor,
      agreementKey,
      signingKey,
      encapsulationKeyHash: new Uint8Array(32),
      capacity: 1,
    };
    const guess = new Uint8Array(32);
    const bond = { ...talk.context, counsellorKey: talk.shift.counsellor.key, exported: guess };
    const relay = VisitorHandshake.handOver(bond, guess, to, talk.random);
    const { answer: two } = answered(talk, relay.messageOne);
    expect(thrownBy(() => relay.finish(two, NOW))).toBeInstanceOf(Refused);
  });
});

describe('a rejoin and a hand-over', () => {
  test('do not disturb each other', () => {
    const talk = scene(20);
    const { visitor, counsellor, shift, random } = talk;
    const toCounsellor = [visitor.seal(tellAll(visitor, visitor.beginRejoin(random)))];
    const toVisitor = [
      counsellor.seal(tellAll(counsellor, counsellor.handOver.ask(talk.secret, talk.sam.chain))),
    ];
    const open = (to: Session, queue: Uint8Array[]) => bring(to, queue.shift() as Uint8Array);
    open(visitor, toVisitor);
    // She agrees between the two messages of the rejoin.
    toCounsellor.push(agree(talk).envelope);
    const said = answerRejoin(counsellor, shift, open(counsellor, toCounsellor).body, random);
    toVisitor.push(counsellor.seal(tellAll(counsellor, said)));
    const { body: messageOne } = open(counsellor, toCounsellor);
    toVisitor.push(counsellor.seal(say('goodbye')));
    const done = visitor.finishRejoin(open(visitor, toVisitor).body, NOW);
    bring(counsellor, visitor.seal(tellAll(visitor, done)));
    expect(words(open(visitor, toVisitor).body)).toBe('goodbye');
    const { answer: two, session: sam } = answered(talk, messageOne);
    const next = visitor.handOver.finish(two, NOW).session;
    expect(words(bring(sam, next.seal(say('to Sam'))).body)).toBe('to Sam');
  });

  test('a rejoin that was on its way is over with the conversation it was in', () => {
    const talk = scene(21);
    ask(talk);
    const { messageOne } = agree(talk);
    talk.visitor.seal(tellAll(talk.visitor, talk.visitor.beginRejoin(talk.random)));
    const { answer: two, session: sam } = answered(talk, messageOne);
    const { session } = talk.visitor.handOver.finish(two, NOW);
    expect(words(bring(sam, session.seal(say('to Sam'))).body)).toBe('to Sam');
    expect(session.beginRejoin(talk.random)?.kind).toBe('rejoin');
  });
});

describe('the steps of a hand-over', () => {
  test('are each taken by one end, and when it is due', () => {
    const talk = scene(22);
    const { visitor, counsellor, secret, sam, random } = talk;
    const notDue = (...calls: (() => unknown)[]) => {
      for (const call of calls) expect(call).toThrow('not due');
    };
    const asks = (end: Session) => () => end.handOver.ask(secret, sam.chain);
    const withdraws = (end: Session) => () => end.handOver.withdraw();
    const refuses = (end: Session) => () => end.handOver.refuse();
    const agrees = (end: Session) => () => end.handOver.agree(NOW, random);
    for (const end of [visitor, counsellor]) notDue(withdraws(end), refuses(end), agrees(end));
    notDue(asks(visitor));
    ask(talk);
    notDue(asks(counsellor), refuses(counsellor), agrees(counsellor), asks(visitor), withdraws(visitor));
    agree(talk);
    notDue(refuses(visitor), agrees(visitor));
    expect(() => counsellor.handOver.finish(new Uint8Array(1678), NOW)).toThrow('no answer is due');
  });

  test('are sealed only as they were made, and with all that was opened acknowledged', () => {
    const talk = scene(23);
    const { visitor, counsellor, random } = talk;
    bring(counsellor, visitor.seal(say('hallo')));
    const asked = { ...tellAll(counsellor, { kind: 'hand-over-asked', body: new Uint8Array(526) }) };
    expect(() => counsellor.seal(asked)).toThrow(RangeError);
    const said = counsellor.handOver.ask(talk.secret, talk.sam.chain);
    expect(() => counsellor.seal({ ...tellAll(counsellor, said), acknowledged: 0 })).toThrow(RangeError);
    bring(visitor, counsellor.seal(tellAll(counsellor, said)));
    const agreed = tellAll(visitor, { kind: 'hand-over-agreed', body: new Uint8Array(1232) });
    expect(() => visitor.seal(agreed)).toThrow(RangeError);
    visitor.seal(tellAll(visitor, visitor.handOver.agree(NOW, random)));
    expect([visitor.sent, counsellor.sent]).toEqual([2, 1]);
  });

  test('that cross damage nothing', () => {
    for (const word of ['agreed', 'refused'] as const) {
      const talk = scene(24);
      const { visitor, counsellor, random } = talk;
      ask(talk);
      const taken = counsellor.seal(tellAll(counsellor, counsellor.handOver.withdraw()));
      const said = word === 'agreed' ? visitor.handOver.agree(NOW, random) : visitor.handOver.refuse();
      const answer = visitor.seal(tellAll(visitor, said));
      bring(visitor, taken);
      expect(stages(talk)).toEqual(['nothing', 'ended']);
      expect(() => counsellor.handOver.ask(talk.secret, talk.sam.chain)).toThrow('not due');
      bring(counsellor, answer);
      expect(stages(talk)).toEqual(['nothing', 'nothing']);
      const again = handOver(talk);
      expect(words(bring(again.sam, again.visitor.seal(say('after all'))).body)).toBe('after all');
    }
  });

  test('may be taken back before she has answered, and she may be asked again when she is known to have opened that', () => {
    const talk = scene(25);
    const { visitor, counsellor } = talk;
    const secret = talk.secret.slice();
    const asked = counsellor.seal(tellAll(counsellor, counsellor.handOver.ask(talk.secret, talk.sam.chain)));
    const taken = counsellor.seal(tellAll(counsellor, counsellor.handOver.withdraw()));
    bring(visitor, asked);
    // What she wrote before she opened it says nothing of it.
    bring(counsellor, visitor.seal(say('hm', 1)));
    expect(stages(talk)).toEqual(['asked', 'ended']);
    bring(visitor, taken);
    expect(() => visitor.handOver.agree(NOW, talk.random)).toThrow('not due');
    bring(counsellor, visitor.seal(say('what was that?', 2)));
    expect(stages(talk)).toEqual(['nothing', 'nothing']);
    expect(talk.secret).toEqual(secret);
    ask(talk);
    expect(stages(talk)).toEqual(['asked', 'asked']);
  });

  test('of a stranger are damage', () => {
    // See hand-over-order.test.ts for all of them.
    const talk = scene(26);
    const { visitor, counsellor } = talk;
    ask(talk);
    const other = scene(27);
    ask(other);
    expect(thrownBy(() => counsellor.open(agree(other).envelope))).toBeInstanceOf(Damaged);
    expect(stages(talk)).toEqual(['asked', 'asked']);
    expect(visitor.handOver.mayWrite).toBe(true);
  });
});
