import { answerGuest, endGuest, guestId, readGuestAsked, verifyGuest } from '../../src/crypto/guest.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import * as talk from '../../src/talk/conversation.ts';
import type { ServerFrame } from '../../src/wire/frames.ts';
import { NOW } from '../crypto/organisation.ts';
import { Console, HERE, hear } from './console.ts';

const STATUS = { doing: 'ready', reason: 0, limit: 1 } as const;
const NOTHING = { kind: 'nothing', body: new Uint8Array(0) } as const;

/** A visitor who talks with Noor, and Sam, who may come in; without a screen and without a server between them. */
export class Three {
  readonly noor: Console;
  readonly sam: Console;
  readonly conversation: Uint8Array;
  readonly key: string;
  #hers: talk.Conversation;

  constructor(seed: number) {
    this.noor = new Console(seed).begin();
    const { organisation } = this.noor;
    this.sam = new Console(seed + 1_000, 2, { organisation, name: 'Sam' }).begin();
    const all = [this.noor, this.sam];
    const shifts = all.map(({ duty }) => duty.shift);
    const colleagues = shifts.map(({ signingKey: shift }) => ({
      shift,
      status: STATUS,
      holds: 0,
      role: 'counsellor' as const,
    }));
    for (const one of all) {
      for (const { chain, encapsulationKey } of shifts)
        one.hear({ kind: 'colleague', chain, encapsulationKey });
      one.hear({ kind: 'colleagues', colleagues });
    }
    const { conversation, talk: hers } = this.noor.take();
    this.conversation = conversation;
    this.#hers = hers;
    this.key = this.open(this.noor, 1).key;
    this.says(NOTHING);
  }

  /** The conversation with this number at somebody, which goes on. */
  open(at: Console, number: number) {
    const visitor = at.visitor(number);
    if (visitor.kind !== 'open') throw new Error('it is over');
    return visitor;
  }

  /** What one console said last reaches the other. */
  letters(from: Console, to: Console): void {
    for (const frame of from.frames) {
      if (frame.kind !== 'letter') continue;
      const { slot, sealedLetter } = frame;
      to.hear({ kind: 'letter-for', slot, sealedLetter });
    }
  }

  /** The visitor's page says a record. */
  says(said: Parameters<typeof talk.say>[1]): void {
    const step = talk.say(this.#hers, said, HERE);
    this.#hers = step.conversation;
    for (const envelope of step.send) this.noor.say(this.conversation, envelope);
  }

  writes(text: string): void {
    const step = talk.write(this.#hers, text, HERE);
    this.#hers = step.conversation;
    for (const envelope of step.send) this.noor.say(this.conversation, envelope);
  }

  invites(): void {
    const to = Array.from(this.sam.duty.shift.signingKey, (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
    this.noor.do({ kind: 'invite', key: this.key, to, note: '' });
  }

  samSays(accepts: boolean): void {
    this.sam.do({ kind: 'answer-invitation', key: this.key, accepts, text: '' });
  }

  /** Sam is invited and comes; the visitor is asked. What her page knows of it. */
  asked() {
    this.invites();
    this.letters(this.noor, this.sam);
    this.samSays(true);
    this.letters(this.sam, this.noor);
    for (const frame of this.noor.frames) {
      if (frame.kind !== 'envelope') continue;
      const step = hear(this.#hers, frame.envelope);
      this.#hers = step.conversation;
      for (const envelope of step.send) this.noor.say(this.conversation, envelope);
      if (step.guest?.kind !== 'guest-asked') continue;
      const { secret, chain } = readGuestAsked(step.guest.body);
      const to = verifyGuest(chain, this.noor.root, NOW);
      if (to) return { secret, id: guestId(secret), to };
    }
    throw new Error('nobody was asked');
  }

  /** She says yes, or that the guest is over. */
  answers(id: Uint8Array): void {
    this.says(answerGuest(id, true));
  }

  ends(id: Uint8Array): void {
    this.says(endGuest(id));
  }

  /** The server brings Sam a call. */
  call(messageOne: Uint8Array, conversation = this.noor.seeded.bytes(16)): Uint8Array {
    const right = this.noor.seeded.bytes(97);
    this.sam.hear({ kind: 'taken', conversation, waited: 0, messageOne, right, how: 'called' });
    return conversation;
  }

  /** What Sam answered to it. */
  get answer(): Uint8Array {
    const frame = this.sam.frames.find(({ kind }) => kind === 'answer');
    if (frame?.kind !== 'answer') throw new Error('no answer');
    return frame.answer.slice();
  }

  /** The visitor's page calls Sam, and is there. */
  visitorCalls({
    secret,
    to,
  }: {
    secret: Uint8Array;
    to: NonNullable<ReturnType<typeof verifyGuest>>;
  }): void {
    const { between } = this.#hers.keys;
    const handshake = VisitorHandshake.guest(between, 'visitor', secret, to, this.noor.seeded.bytes);
    const conversation = this.call(handshake.messageOne);
    const begun = talk.beginConversation(handshake.finish(this.answer, NOW).session);
    for (const envelope of talk.say(begun, NOTHING, HERE).send) this.sam.say(conversation, envelope);
  }

  /** Noor's console calls Sam, and is there. */
  noorCalls(): void {
    const { key, noor } = this;
    const line = (frame: ServerFrame) =>
      noor.do({ kind: 'guest-line', key, event: { kind: 'frame', frame } });
    const lineFrames = () =>
      noor.effects.flatMap((effect) => (effect.kind === 'send-guest' ? [effect.frame] : []));
    noor.do({ kind: 'guest-line', key, event: { kind: 'opened' } });
    const token = noor.seeded.bytes(97);
    line({ kind: 'ticket', token: token.slice() });
    const [frame] = lineFrames();
    if (frame?.kind !== 'call') throw new Error('nobody is called');
    const conversation = this.call(frame.messageOne.slice(), token.slice(1, 17));
    // What Sam said to the visitor before this line came stands behind the answer.
    const fromSam = this.sam.frames;
    const right = noor.seeded.bytes(97);
    right.set(conversation, 1);
    line({ kind: 'answered', conversation, answer: this.answer, right });
    for (const said of lineFrames()) if (said.kind === 'envelope') this.sam.say(conversation, said.envelope);
    for (const said of fromSam) if (said.kind === 'envelope') line(said);
  }
}
