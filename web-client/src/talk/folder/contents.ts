import { type CardName, LONGEST_VALUE, MOST_FIELDS } from '../../crypto/card.ts';
import { KEPT_FOR, type KeptFor } from '../../wire/folder.ts';

/**
 * What stands in one field of a card that she keeps. The label, and the text as one reads it where that is not the value, are
 * for a day on which the card has changed.
 */
export type KeptField = Readonly<{ id: string; label: string; value: string; text?: string }>;

/** A card that she keeps. */
export type KeptCard = CardName & Readonly<{ language: string; title: string; fields: readonly KeptField[] }>;

/** What a code word is checked against: PBKDF2 over it with this salt. In hex, 16 and 32 bytes. */
export type CodeWordCheck = Readonly<{ salt: string; hash: string }>;

/** With what she comes back into a conversation that still goes on: her right to it 97, and a secret 32, in hex. */
export type WayBack = Readonly<{ right: string; secret: string; counsellor: string }>;

/** Mail that she has left: for whom, and where the answer lies and what opens it. In hex; 32, 16 and 32 bytes. */
export type LeftMail = Readonly<{ to: string; reply: string; key: string }>;

/** What is in her folder. */
export type FolderContents = Readonly<{
  days: KeptFor;
  cards: readonly KeptCard[];
  /** With whom she talked, the last one first: keys of counsellors in hex, 32 bytes each. */
  talkedWith: readonly string[];
  codeWord: CodeWordCheck | undefined;
  wayBack: WayBack | undefined;
  mail: readonly LeftMail[];
}>;

/** So many counsellors are remembered, and so much mail. */
export const MOST_TALKED_WITH = 4;
export const MOST_LEFT = 8;
/** So many cards are kept. */
export const MOST_KEPT = 16;

/** The longest label and title, in characters, and the longest text as one reads it. */
export const LONGEST_LABEL = 400;
const LONGEST_READ = 8_000;

/** A folder in which nothing is. */
export const NOTHING_KEPT: FolderContents = {
  days: 14,
  cards: [],
  talkedWith: [],
  codeWord: undefined,
  wayBack: undefined,
  mail: [],
};

/** Writes what is in a folder, as JSON in UTF-8 (docs/protocol.md, section 13.2). */
export function encodeContents(contents: FolderContents): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(contents));
}

/** What may be asked of an object that was read. */
type Json = Readonly<
  Partial<
    Record<
      | keyof FolderContents
      | keyof KeptCard
      | keyof KeptField
      | keyof CodeWordCheck
      | keyof WayBack
      | keyof LeftMail,
      unknown
    >
  >
>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text that is not too long, or nothing. */
function text(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' && value.length <= longest ? value : undefined;
}

function hex(value: unknown, bytes: number): string | undefined {
  const found = text(value, 2 * bytes);
  return found?.length === 2 * bytes && /^[0-9a-f]*$/.test(found) ? found : undefined;
}

/** All of a list, or nothing when one of them is not as it should be or there are too many. */
function all<T>(value: unknown, most: number, read: (one: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const found = value.map(read);
  return found.every((one) => one !== undefined) ? (found as T[]) : undefined;
}

function field(value: unknown): KeptField | undefined {
  if (!isObject(value)) return undefined;
  const id = text(value.id, 64);
  const label = text(value.label, LONGEST_LABEL);
  const said = text(value.value, LONGEST_VALUE);
  const read = value.text === undefined ? said : text(value.text, LONGEST_READ);
  if (id === undefined || label === undefined || said === undefined || read === undefined) return undefined;
  return { id, label, value: said, ...(read === said ? {} : { text: read }) };
}

function card(value: unknown): KeptCard | undefined {
  if (!isObject(value)) return undefined;
  const name = text(value.name, 40);
  const { version } = value;
  const fingerprint = hex(value.fingerprint, 16);
  const language = text(value.language, 8);
  const title = text(value.title, LONGEST_LABEL);
  const fields = all(value.fields, MOST_FIELDS, field);
  if (!name || !fingerprint || language === undefined || title === undefined || !fields) return undefined;
  // It is asked for by its name: only what can be one.
  if (!/^[a-z0-9-]+$/.test(name) || typeof version !== 'number') return undefined;
  return { name, version, fingerprint, language, title, fields };
}

function codeWord(value: unknown): CodeWordCheck | undefined {
  if (!isObject(value)) return undefined;
  const salt = hex(value.salt, 16);
  const hash = hex(value.hash, 32);
  return salt && hash ? { salt, hash } : undefined;
}

function wayBack(value: unknown): WayBack | undefined {
  if (!isObject(value)) return undefined;
  const right = hex(value.right, 97);
  const secret = hex(value.secret, 32);
  const counsellor = hex(value.counsellor, 32);
  return right && secret && counsellor ? { right, secret, counsellor } : undefined;
}

function left(value: unknown): LeftMail | undefined {
  if (!isObject(value)) return undefined;
  const to = hex(value.to, 32);
  const reply = hex(value.reply, 16);
  const key = hex(value.key, 32);
  return to && reply && key ? { to, reply, key } : undefined;
}

/** Reads what is in a folder; nothing when it is not as it should be. */
export function decodeContents(bytes: Uint8Array): FolderContents | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { days: kept } = value;
  const days = KEPT_FOR.find((each) => each === kept);
  const cards = all(value.cards, MOST_KEPT, card);
  const talkedWith = all(value.talkedWith, MOST_TALKED_WITH, (key) => hex(key, 32));
  const mail = all(value.mail, MOST_LEFT, left);
  if (!days || !cards || !talkedWith || !mail) return undefined;
  return {
    days,
    cards,
    talkedWith,
    codeWord: codeWord(value.codeWord),
    wayBack: wayBack(value.wayBack),
    mail,
  };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Both of two lists, without what is in both, as many as there may be. */
function both<T>(mine: readonly T[], theirs: readonly T[], most: number): readonly T[] {
  return [...mine, ...theirs.filter((one) => !mine.some((other) => same(one, other)))].slice(0, most);
}

/**
 * What two pages have kept under the same words at once: nothing of either is lost. A card that is not the same in both
 * comes twice.
 */
export function merged(
  mine: FolderContents,
  theirs: FolderContents,
  before: FolderContents = NOTHING_KEPT,
): FolderContents {
  // What this page has not changed is not hers to keep.
  const newer = <Name extends 'codeWord' | 'wayBack'>(name: Name) =>
    mine[name] === undefined || same(mine[name], before[name]) ? theirs[name] : mine[name];
  return {
    days: mine.days,
    cards: both(mine.cards, theirs.cards, MOST_KEPT),
    talkedWith: both(mine.talkedWith, theirs.talkedWith, MOST_TALKED_WITH),
    codeWord: newer('codeWord'),
    wayBack: newer('wayBack'),
    mail: both(mine.mail, theirs.mail, MOST_LEFT),
  };
}
