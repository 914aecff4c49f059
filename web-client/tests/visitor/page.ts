import { answer } from '../../src/crypto/counsellor-handshake.ts';
import { Intake } from '../../src/crypto/intake.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import * as talk from '../../src/talk/conversation.ts';
import { back, guests } from '../../src/visitor/later.tsx';
import type { Effect, Event, State, Tools, Visit } from '../../src/visitor/state.ts';
import { BEGIN, decide } from '../../src/visitor/visit.ts';
import type { EndReason, PageFrame, ServerFrame } from '../../src/wire/frames.ts';
import { found, NOW } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';

/** The moment at which her page lives, in milliseconds. */
export const HERE = NOW * 1000;

/** For an end that nobody asks to rejoin. */
export const noRejoin = () => {
  throw new Error('nobody rejoins here');
};

/** A visitor's page without a screen, and a counsellor of her organisation. */
export class Page {
  readonly seeded: Seeded;
  readonly organisation;
  /** Her ticket, her right, and the ticket that she gets when it is over. */
  readonly token;
  readonly right;
  readonly next;
  visit: Visit = BEGIN;
  effects: Effect[] = [];
  readonly #decide;

  constructor(seed: number) {
    this.seeded = new Seeded(seed);
    this.organisation = found(this.seeded);
    this.token = this.seeded.bytes(89);
    this.right = this.tokenFor(this.conversation);
    this.next = this.seeded.bytes(89);
    const tools: Tools = {
      root: this.organisation.root,
      random: this.seeded.bytes,
      begin: VisitorHandshake.begin,
      back: () => back,
      seal: (context, form, random) => new Intake(context, form, random),
      guests: () => guests,
    };
    this.#decide = decide(tools);
  }

  do(event: Event, now = HERE): this {
    const { state, effects } = this.#decide(this.visit, event, now);
    this.visit = state;
    // That the hours are asked for now and then is a story of its own.
    this.effects = effects.filter(({ kind }) => kind !== 'look-at-hours');
    return this;
  }

  /** Whether the hours are looked up because of something. */
  looks(event: Event, now: number): boolean {
    const { state, effects } = this.#decide(this.visit, event, now);
    this.visit = state;
    return effects.some(({ kind }) => kind === 'look-at-hours');
  }

  get state(): State {
    return this.visit.state;
  }

  line(kind: 'opened' | 'lost'): this {
    return this.do({ kind: 'line', event: { kind } });
  }

  hear(frame: ServerFrame, now = HERE): this {
    return this.do({ kind: 'line', event: { kind: 'frame', frame } }, now);
  }

  closed(code: number): this {
    return this.do({ kind: 'line', event: { kind: 'closed', code } });
  }

  get frames(): PageFrame[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.frame] : []));
  }

  get conversation(): Uint8Array {
    return new Uint8Array(this.token.subarray(1, 17));
  }

  /** A token of this conversation. */
  tokenFor(conversation: Uint8Array): Uint8Array {
    const token = this.seeded.bytes(89);
    token.set(conversation, 1);
    return token;
  }

  answered(answer: Uint8Array): ServerFrame {
    const { conversation, right } = this;
    return { kind: 'answered', conversation, answer, right: new Uint8Array(right) };
  }

  presence(presence: 'here' | 'away' | 'exited'): this {
    return this.hear({ kind: 'presence', conversation: this.conversation, presence });
  }

  /** She goes past the first screens to the questions. */
  arrive(): this {
    return this.do({ kind: 'go-on' }).do({ kind: 'choose', entrance: 'me' });
  }

  wait(): this {
    this.arrive()
      .do({ kind: 'start' })
      .line('opened')
      .hear({ kind: 'ticket', token: new Uint8Array(this.token) });
    return this.hear({ kind: 'place', ahead: 2, onDuty: 1, least: 0, most: 0 });
  }

  get messageOne(): Uint8Array {
    if (this.state.kind !== 'waiting' || !this.state.handshake) throw new Error('she does not wait');
    return this.state.handshake.messageOne;
  }

  /** The counsellor's answer, from this organisation or from another one. */
  answer(organisation = this.organisation) {
    const shift = startShift(organisation.identity, NOW, 2, this.seeded.bytes);
    const context = { root: this.organisation.root, conversation: this.conversation };
    return { ...answer(context, shift, this.messageOne, this.seeded.bytes), shift };
  }

  /** She is answered: what the counsellor holds of it. */
  answeredBy() {
    this.wait();
    const made = this.answer();
    this.hear(this.answered(made.answer));
    return made;
  }

  talk(): talk.Conversation {
    return talk.beginConversation(this.answeredBy().session);
  }

  ended(reason: EndReason, next = false): this {
    const token = next ? new Uint8Array(this.next) : undefined;
    return this.hear({ kind: 'ended', conversation: this.conversation, reason, next: token });
  }
}
