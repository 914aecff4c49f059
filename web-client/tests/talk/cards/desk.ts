import { type CardName, type CardStep, decodeCardStep, encodeCardStep } from '../../../src/crypto/card.ts';
import { acknowledged, type Cards, noCards, stepCame } from '../../../src/talk/cards/cards.ts';
import { nextStep } from '../../../src/talk/cards/next.ts';

export const PLAN: CardName = { name: 'safety-plan', version: 1, fingerprint: 'ab'.repeat(16) };

type Record = { step: CardStep | undefined; acknowledged: number };

/** One end: its cards, and the records it has sent and opened. */
class End {
  cards: Cards;
  sent = 0;
  opened = 0;
  /** The other end's records on their way here, in order. */
  readonly inbox: Record[] = [];

  constructor(role: 'visitor' | 'counsellor') {
    this.cards = noCards(role);
  }
}

/** Two ends with two lines between them, on which everything comes, in order, at some time (sections 6.4 and 8). */
export class Desk {
  readonly visitor = new End('visitor');
  readonly counsellor = new End('counsellor');

  end(who: 'visitor' | 'counsellor'): End {
    return this[who];
  }

  private other(end: End): End {
    return end === this.visitor ? this.counsellor : this.visitor;
  }

  /** One end does something, and says what it may. */
  does(who: 'visitor' | 'counsellor', what: (cards: Cards) => Cards): void {
    const end = this.end(who);
    end.cards = what(end.cards);
    this.says(end);
  }

  private says(end: End): void {
    for (let said = nextStep(end.cards, end.sent); said; said = nextStep(end.cards, end.sent)) {
      end.cards = said.cards;
      this.send(end, said.step);
    }
  }

  private send(end: End, step: CardStep | undefined): void {
    const bytes = step && encodeCardStep(step);
    this.other(end).inbox.push({ step: bytes && decodeCardStep(bytes), acknowledged: end.opened });
    end.sent += 1;
  }

  /** The oldest record on its way to this end comes. Returns whether there was one. */
  comes(who: 'visitor' | 'counsellor'): boolean {
    const end = this.end(who);
    const record = end.inbox.shift();
    if (!record) return false;
    end.opened += 1;
    end.cards = acknowledged(end.cards, record.acknowledged);
    if (record.step) end.cards = stepCame(end.cards, record.step);
    // What says something is acknowledged at once (section 8.3).
    if (record.step) this.send(end, undefined);
    this.says(end);
    return true;
  }

  /** Everything that is on its way comes. */
  settles(): void {
    while (this.comes('counsellor') || this.comes('visitor'));
  }
}
