import { expect, test } from 'vitest';
import type { Said } from '../../src/crypto/contents.ts';
import { answerHandOver, answerRejoin } from '../../src/crypto/counsellor-handshake.ts';
import {
  bytes,
  contentsOf,
  drawing,
  type Ends,
  ends,
  hex,
  KINDS,
  load,
  operate,
  outcome,
  play,
  playEnvelopes,
  shiftIn,
  type Vector,
} from './frozen.ts';

const { hand_overs: stories, refused }: Vector = load('hand_overs');
const same = (made: string, frozen: string) => expect(made).toBe(frozen);

/** The key of the counsellor in a chain. */
const subject = (chain: string): Uint8Array => bytes(chain).slice(164, 196);

/** What an end says with this envelope, `brought` being what was opened last. */
function said(
  { visitor, counsellor }: Ends,
  envelope: Vector,
  first: Vector,
  brought: Uint8Array,
): Said | undefined {
  const [body, random] = [bytes(envelope.body), envelope.random];
  switch (KINDS[envelope.kind]) {
    case 'rejoin':
      return visitor.beginRejoin(drawing(random));
    case 'rejoin-answer':
      return answerRejoin(counsellor, shiftIn(first), brought, drawing(random));
    case 'rejoin-done':
      return visitor.finishRejoin(brought, first.now);
    case 'hand-over-asked':
      return counsellor.handOver.ask(body.slice(0, 32), body.slice(32));
    case 'hand-over-agreed':
      return visitor.handOver.agree(first.now, drawing(random));
    case 'hand-over-refused':
      return visitor.handOver.refuse();
    case 'hand-over-withdrawn':
      return counsellor.handOver.withdraw();
    default:
      return undefined;
  }
}

/** Plays the first steps of a hand-over and compares every byte. */
function steps({ first, steps }: Vector, upTo: number): Ends {
  const both = play(first, first.envelopes.length, same);
  let brought: Uint8Array = new Uint8Array(0);
  for (const { end, seals, opens, stage } of steps.slice(0, upTo)) {
    if (seals) {
      const contents = { ...contentsOf(seals), ...said(both, seals, first, brought) };
      same(hex(ends(both, seals).sender.seal(contents)), seals.envelope);
    } else {
      const envelope = steps[opens].seals;
      const opened = ends(both, envelope).receiver.open(bytes(envelope.envelope));
      expect(opened).toEqual({ kind: 'opened', contents: contentsOf(envelope) });
      brought = bytes(envelope.body);
    }
    expect(both[end as keyof Ends].handOver.stage).toBe(stage);
  }
  return both;
}

/** What the other counsellor makes of message one. */
function answered({ first, next }: Vector, given: Vector, messageOne: Uint8Array) {
  const context = {
    root: bytes(given.root ?? first.root),
    conversation: bytes(given.conversation ?? first.conversation),
  };
  const from = given.counsellor ? bytes(given.counsellor) : subject(first.chain);
  const random = drawing(next.counsellor_random);
  return answerHandOver(context, from, bytes(next.secret), shiftIn(next), messageOne, random);
}

test('every frozen hand-over comes out byte for byte', () => {
  expect(stories.length).toBeGreaterThanOrEqual(9);
  for (const story of stories) {
    const { visitor } = steps(story, story.steps.length);
    const { next } = story;
    if (!next) continue;
    const { answer, session: other } = answered(story, {}, bytes(next.message_one));
    same(hex(answer), next.answer);
    const { session, counsellor } = visitor.handOver.finish(answer, next.now);
    same(counsellor.name, next.counsellor_name);
    same(hex(session.handshakeHash), next.handshake_hash);
    playEnvelopes(next, { visitor: session, counsellor: other }, next.envelopes.length, same);
  }
});

test('in a hand-over everything that must be refused is refused for the same reason', () => {
  expect(refused.length).toBeGreaterThanOrEqual(90);
  for (const { name, hand_over, step, after, from, given = {}, op, expected } of refused) {
    const story = stories[hand_over];
    const message = (own?: string) => operate(bytes(given.message ?? own), op);
    if (step === 'message_one') {
      const found = outcome(() => answered(story, given, message(story.next.message_one)));
      expect(found, name).toBe(expected);
      continue;
    }
    const both = steps(story, after ?? story.steps.length);
    if (step === 'answer') {
      const { handOver } = both.visitor;
      const found = outcome(() => handOver.finish(message(story.next.answer), given.now ?? story.first.now));
      expect(found, name).toBe(expected.split(':')[0]);
      continue;
    }
    const { receiver } = ends(both, { from });
    const before = [receiver.sent, receiver.received, receiver.handOver.stage];
    expect(
      outcome(() => receiver.open(message())),
      name,
    ).toBe(expected);
    expect([receiver.sent, receiver.received, receiver.handOver.stage], name).toEqual(before);
  }
});
