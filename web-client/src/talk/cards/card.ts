import { type CardName, MOST_FIELDS } from '../../crypto/card.ts';

/** Whose end this is. The card is the visitor's: what her end holds counts (docs/protocol.md, section 6.9). */
export type Role = 'visitor' | 'counsellor';

/** A value of ours that the other end may not have opened. */
type OnItsWay = Readonly<{ sequence: number; value: string }>;

/** One field of a card as one end holds it. */
export type Field = Readonly<{
  /** What this end shows, and whether this end wrote it. */
  value: string;
  mine: boolean;
  /** Written here and not yet said: how many sets of the other end were here when that writing began. */
  begun: number | undefined;
  /** The number that our newest set of this field has among ours of this card; 0 is none. */
  said: number;
  /** At the counsellor's end: what the other end is known to hold, and what may be on its way there. */
  base: string;
  onItsWay: readonly OnItsWay[];
  /** At the counsellor's end: words of hers that the visitor's took the place of. Nothing written is lost. */
  overruled: string | undefined;
}>;

const EMPTY: Field = {
  value: '',
  mine: false,
  begun: undefined,
  said: 0,
  base: '',
  onItsWay: [],
  overruled: undefined,
};

/** One card as one end holds it. */
export type Card = Readonly<{
  /** What the visitor's end calls it in this session. */
  number: number;
  template: CardName;
  /** How many fields it has, as far as this end knows: what names another is passed over. */
  size: number;
  fields: ReadonlyMap<number, Field>;
  /** How many sets of ours were said, and how many of the other end's were opened. */
  ownSets: number;
  theirSets: number;
  /** The field in which this end writes, since when, and what the other end knows of it. */
  pen: number | undefined;
  penAt: number;
  penSaid: number | undefined;
  /** The field in which the other end writes, and since when it has not been heard of: from the first look at the time. */
  theirPen: number | undefined;
  theirPenAt: number | undefined;
  /** `closing`: we want it closed, and it is not yet. */
  state: 'open' | 'closing' | 'closed';
  /** Who wanted it closed first. */
  closedBy: Role | undefined;
  /** At the visitor's end: the counsellor wants it closed, and she is still writing. */
  wished: boolean;
  /** Whether the close of `closing` was said. */
  closeSaid: boolean;
  /** At the visitor's end: whether the other end holds it too, and can show it. Else nothing of it is said. */
  shared: boolean;
  shown: boolean;
}>;

/** An open card in which nothing stands. */
export function newCard(number: number, template: CardName, size = MOST_FIELDS): Card {
  return {
    number,
    template,
    size,
    fields: new Map(),
    ownSets: 0,
    theirSets: 0,
    pen: undefined,
    penAt: 0,
    penSaid: undefined,
    theirPen: undefined,
    theirPenAt: undefined,
    state: 'open',
    closedBy: undefined,
    wished: false,
    closeSaid: false,
    shared: true,
    shown: true,
  };
}

/** A field of it; an empty one where nothing was written. */
export function fieldOf(card: Card, field: number): Field {
  return card.fields.get(field) ?? EMPTY;
}

/** The card with this field in it. */
export function withField(card: Card, field: number, what: Field): Card {
  return { ...card, fields: new Map(card.fields).set(field, what) };
}

/** This end writes in a field. */
export function written(card: Card, field: number, value: string): Card {
  const before = fieldOf(card, field);
  if (card.state !== 'open' || value === before.value) return card;
  return withField(card, field, { ...before, value, mine: true, begun: before.begun ?? card.theirSets });
}

/** The field that waits longest to be said, if one does. */
export function unsaid(card: Card): number | undefined {
  for (const [field, { begun }] of card.fields) if (begun !== undefined) return field;
  return undefined;
}

/** What this end has written in a field is said, in the record with this number of the session. */
export function setSaid(card: Card, field: number, sequence: number, role: Role): Card {
  const before = fieldOf(card, field);
  const number = card.ownSets + 1;
  // The visitor's counts as soon as it is said; only the counsellor's may have to be taken back.
  const onItsWay = role === 'visitor' ? [] : [...before.onItsWay, { sequence, value: before.value }];
  const fields = new Map(card.fields);
  // At the end of the line: who writes fast in one field does not hold up the others.
  fields.delete(field);
  fields.set(field, { ...before, begun: undefined, said: number, onItsWay });
  return { ...card, ownSets: number, fields };
}

/** What is shown is no longer what this end wrote: the words are kept beside it. */
function besides(field: Field, value: string): Field['overruled'] {
  if (!field.mine || field.value === value || field.value.trim() === '') return field.overruled;
  return field.overruled === undefined ? field.value : `${field.overruled}\n${field.value}`;
}

/** The visitor's set comes to the counsellor's end, which takes it as it is. */
function takenOver(field: Field, value: string, seen: number): Field {
  // What she had opened when she began to write is what she has changed; the rest she has not seen.
  const unseen = field.begun !== undefined || field.said > seen;
  const overruled = unseen ? besides(field, value) : field.overruled;
  return { ...field, value, mine: false, base: value, begun: undefined, onItsWay: [], overruled };
}

/** A set of the other end comes. The visitor's end takes it only when it was written with her newest in view. */
export function setCame(card: Card, number: number, value: string, seen: number, role: Role): Card {
  const field = fieldOf(card, number);
  const next = { ...card, theirSets: card.theirSets + 1, theirPenAt: undefined };
  if (number >= card.size) return next;
  if (role === 'counsellor') return withField(next, number, takenOver(field, value, seen));
  const hers = field.begun !== undefined || seen < field.said || seen > card.ownSets;
  if (card.state === 'closed' || !card.shown || hers) return next;
  return withField(next, number, { ...field, value, mine: false });
}

/** The other end has opened all of our records before this one. */
export function acknowledged(card: Card, sequence: number): Card {
  let changed = false;
  const fields = new Map(card.fields);
  for (const [number, field] of card.fields) {
    const base = field.onItsWay.filter((set) => set.sequence < sequence).at(-1)?.value;
    if (base === undefined) continue;
    changed = true;
    const onItsWay = field.onItsWay.filter((set) => set.sequence >= sequence);
    fields.set(number, { ...field, base, onItsWay });
  }
  return changed ? { ...card, fields } : card;
}

/**
 * The visitor's end has closed it. What of the counsellor's it had not opened by then is taken back, and kept beside: the
 * record that closes acknowledges what it had.
 */
export function closedByVisitor(card: Card): Card {
  const fields = new Map(card.fields);
  for (const [number, field] of card.fields) {
    const value = field.begun === undefined && field.onItsWay.length === 0 ? field.value : field.base;
    const overruled = besides(field, value);
    fields.set(number, { ...field, value, base: value, begun: undefined, onItsWay: [], overruled });
  }
  const closedBy = card.closedBy ?? 'visitor';
  return { ...card, fields, state: 'closed', closedBy, pen: undefined, theirPen: undefined };
}

/** The other end takes up the pen, or puts it down. */
export function penCame(card: Card, field: number | undefined): Card {
  if (card.state !== 'open' || (field ?? 0) >= card.size) return card;
  return { ...card, theirPen: field, theirPenAt: undefined };
}

/** The counsellor wants it closed: that waits until the visitor has put down the pen, for nobody takes it from her hand. */
export function closeWished(card: Card): Card {
  if (card.state !== 'open') return card;
  if (card.pen !== undefined) return { ...card, wished: true };
  return { ...card, state: 'closing', closedBy: 'counsellor', theirPen: undefined };
}

/** This end puts down the pen. */
export function penDown(card: Card): Card {
  const down = { ...card, pen: undefined };
  return card.wished ? closeWished(down) : down;
}
