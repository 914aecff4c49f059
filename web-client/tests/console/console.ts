import { decide } from '../../src/console/decide.ts';
import { beginDuty } from '../../src/console/on-duty.ts';
import type { Effect, Event, OnDuty, State, Visitor } from '../../src/console/state.ts';
import type { Identity } from '../../src/crypto/identity.ts';
import { startShift } from '../../src/crypto/shift.ts';
import { VisitorHandshake } from '../../src/crypto/visitor-handshake.ts';
import { noCards } from '../../src/talk/cards/cards.ts';
import * as talk from '../../src/talk/conversation.ts';
import type { Rejoin } from '../../src/talk/delivery.ts';
import type { EndReason, PageFrame, ServerFrame } from '../../src/wire/frames.ts';
import { colleague, found, NOW, type Organisation } from '../crypto/organisation.ts';
import { Seeded } from '../crypto/seeded.ts';

/** The moment at which a console lives, in milliseconds. */
export const HERE = NOW * 1000;

/** The languages that an organisation speaks. */
export const SPOKEN = [
  { tag: 'nl', name: 'Nederlands' },
  { tag: 'en', name: 'English' },
];

/** A visitor's page hears this. */
export const hear = (conversation: talk.Conversation, envelope: Uint8Array) => {
  const rejoin: Rejoin = (keys, { body }) => keys.finishRejoin(body, NOW);
  return talk.envelopeCame(conversation, envelope, HERE, rejoin);
};

/** A console without a screen, and visitors who wait for it. */
export class Console {
  readonly seeded: Seeded;
  readonly root: Uint8Array;
  readonly organisation: Organisation;
  state: State;
  effects: Effect[] = [];
  readonly #decide;
  #now = HERE;

  /** `colleagueOf`: somebody of the same organisation, with a name of her own, or an identity. */
  constructor(
    seed: number,
    capacity = 2,
    colleagueOf?: { organisation: Organisation; name: string; identity?: Identity },
  ) {
    this.seeded = new Seeded(seed);
    this.organisation = colleagueOf?.organisation ?? found(this.seeded);
    const { organisation } = this;
    const identity = colleagueOf
      ? (colleagueOf.identity ?? colleague(organisation, colleagueOf.name, this.seeded))
      : organisation.identity;
    this.root = organisation.root;
    this.state = beginDuty(startShift(identity, NOW, capacity, this.seeded.bytes), HERE, ['nl', 'en']);
    this.#decide = decide({ root: this.root, random: this.seeded.bytes });
  }

  do(event: Event): this {
    const { state, effects } = this.#decide(this.state, event, this.#now);
    this.state = state;
    this.effects = [...effects];
    return this;
  }

  /** So many milliseconds go by. */
  later(milliseconds: number): this {
    this.#now += milliseconds;
    return this.do({ kind: 'tick' });
  }

  hear(frame: ServerFrame): this {
    return this.do({ kind: 'line', event: { kind: 'frame', frame } });
  }

  get frames(): PageFrame[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.frame] : []));
  }

  get duty(): OnDuty {
    if (this.state.kind !== 'on-duty') throw new Error('not on duty');
    return this.state;
  }

  visitor(number: number): Visitor {
    const visitor = this.duty.visitors.find((visitor) => visitor.number === number);
    if (!visitor) throw new Error('no such visitor');
    return visitor;
  }

  begin(): this {
    this.do({ kind: 'line', event: { kind: 'opened' } });
    return this.hear({ kind: 'on-duty' }).queue();
  }

  queue(waiting = 0): this {
    return this.hear({ kind: 'queue', waiting, onDuty: 1, entries: [] });
  }

  /** A visitor is taken. Gives what her page holds afterwards. */
  take() {
    const conversation = this.seeded.bytes(16);
    const handshake = VisitorHandshake.begin({ root: this.root, conversation }, this.seeded.bytes);
    const right = this.seeded.bytes(89);
    const { messageOne } = handshake;
    const taken = (): ServerFrame => ({
      kind: 'taken',
      conversation,
      waited: 7,
      messageOne,
      right: right.slice(),
      how: 'line',
    });
    this.hear(taken());
    const [frame] = this.frames;
    if (frame?.kind !== 'answer') throw new Error('no answer');
    const answer = frame.answer.slice();
    const { session, counsellor } = handshake.finish(answer, NOW);
    return {
      conversation,
      taken,
      answer,
      right,
      counsellor,
      talk: talk.beginConversation(session, noCards('visitor')),
    };
  }

  /** The line is lost, comes back, and the shift is accepted again. */
  back(): this {
    this.do({ kind: 'line', event: { kind: 'lost' } }).do({ kind: 'line', event: { kind: 'opened' } });
    return this.hear({ kind: 'on-duty' });
  }

  presence(conversation: Uint8Array, presence: 'here' | 'away' | 'exited'): this {
    return this.hear({ kind: 'presence', conversation, presence });
  }

  ended(conversation: Uint8Array, reason: EndReason): this {
    return this.hear({ kind: 'ended', conversation, reason, next: undefined });
  }

  say(conversation: Uint8Array, envelope: Uint8Array | undefined): this {
    return this.hear({ kind: 'envelope', conversation, envelope: envelope as Uint8Array });
  }
}
