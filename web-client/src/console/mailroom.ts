import { bytesToHex } from '@noble/hashes/utils.js';
import { wipe } from '../crypto/bytes.ts';
import { Damaged } from '../crypto/damaged.ts';
import type { Identity } from '../crypto/identity.ts';
import { LONGEST_LETTERBOX } from '../crypto/letterbox.ts';
import {
  deriveLetterboxKeys,
  type LetterboxKeys,
  signLetterbox,
  wipeLetterboxKeys,
} from '../crypto/letterbox-keys.ts';
import { openMail } from '../crypto/open-mail.ts';
import type { Random } from '../crypto/random.ts';
import { Refused } from '../crypto/refused.ts';
import { type Around, ask, NoLine } from '../talk/folder/line.ts';
import { answerMail, done } from '../talk/folder/mail.ts';
import type { FolderAnswer } from '../wire/folder.ts';
import type { ServerFrame } from '../wire/frames.ts';

/** What somebody left for this counsellor. Nothing says who it was, but that they talked once. */
export type Left = Readonly<{
  /** Its name in lists. */
  key: string;
  text: string;
  reply: Uint8Array;
  replyKey: Uint8Array;
}>;

/** Where she gets mail: its keys, and what she has signed (docs/protocol.md, section 13.4). */
export type LetterboxOf = Readonly<{ counsellor: Uint8Array; keys: LetterboxKeys; signed: Uint8Array }>;

/** The letterbox of somebody who goes on duty, if her role takes visitors. `when`: when she is there again, if she tells. */
export function openLetterbox(identity: Identity, when: string, nowSeconds: number): LetterboxOf | undefined {
  if (identity.role !== 'counsellor' && identity.role !== 'coordinator') return undefined;
  const keys = deriveLetterboxKeys(identity);
  const terms = { when, notBefore: nowSeconds, notAfter: nowSeconds + LONGEST_LETTERBOX };
  return { counsellor: new Uint8Array(identity.key), keys, signed: signLetterbox(identity, keys, terms) };
}

/** So long an answer lies where it is looked for, in days. */
const ANSWER_DAYS = 14;

/** What a counsellor on duty does with mail, one thing after another on the line of her shift. */
export class Mailroom {
  readonly #around: Around;
  readonly #letterbox: LetterboxOf;
  readonly #random: Random;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(around: Around, letterbox: LetterboxOf, random: Random) {
    this.#around = around;
    this.#letterbox = letterbox;
    this.#random = random;
  }

  /** Tells the server where she gets mail from now on, and looks what is there. */
  putUp(): Promise<readonly Left[]> {
    const { signed: letterbox } = this.#letterbox;
    const hear = (frame: ServerFrame) => (frame.kind === 'folder-answer' ? frame.answer : undefined);
    return this.#inTurn(() => ask(this.#around, [{ kind: 'letterbox', letterbox }], hear)).then(() =>
      this.look(),
    );
  }

  /** What lies in her letterbox. What does not open is nothing that she could answer. */
  look(): Promise<readonly Left[]> {
    const sealed: Extract<ServerFrame, { kind: 'mail-for' }>[] = [];
    let count: number | undefined;
    const hear = (frame: ServerFrame) => {
      // The store cannot be reached: what is there stays on the screen.
      if (frame.kind === 'folder-answer') throw new NoLine();
      if (frame.kind === 'mail-count') count = frame.count;
      if (frame.kind === 'mail-for') sealed.push(frame);
      return count === sealed.length ? sealed : undefined;
    };
    return this.#inTurn(() => ask(this.#around, [{ kind: 'mails' }], hear)).then((all) =>
      all.flatMap(({ slot, sealedMail }) => this.#open(slot, sealedMail)),
    );
  }

  /** Answers. `changed`: a colleague who had the same mail has answered. */
  async answer({ reply, replyKey }: Left, text: string): Promise<FolderAnswer> {
    const where = { reply, key: replyKey };
    return this.#inTurn(async () => {
      const answer = await answerMail(this.#around, where, text, ANSWER_DAYS, this.#random);
      if (answer === 'done' || answer === 'changed')
        await done(this.#around, this.#letterbox.counsellor, reply);
      return answer;
    });
  }

  /** Takes it out unanswered. */
  putAway({ reply }: Left): Promise<FolderAnswer> {
    return this.#inTurn(() => done(this.#around, this.#letterbox.counsellor, reply));
  }

  /** Forgets what opens it. */
  wipe(): void {
    wipeLetterboxKeys(this.#letterbox.keys);
  }

  #open(slot: Uint8Array, sealedMail: Uint8Array): Left[] {
    const { counsellor, keys } = this.#letterbox;
    try {
      const { reply, replyKey, text } = openMail(this.#around.root, counsellor, keys, slot, sealedMail);
      return [{ key: bytesToHex(reply), reply, replyKey, text }];
    } catch (error) {
      if (error instanceof Refused || error instanceof Damaged) return [];
      throw error;
    }
  }

  #inTurn<Answer>(does: () => Promise<Answer>): Promise<Answer> {
    const next = this.#turn.then(does, does);
    this.#turn = next.catch(() => undefined);
    return next;
  }
}

/** Forgets what stood in mail as far as it can be. */
export function wipeLeft(left: readonly Left[]): void {
  for (const { reply, replyKey } of left) wipe(reply, replyKey);
}
