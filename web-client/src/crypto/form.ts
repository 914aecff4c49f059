import { ascii, isZero, requireBytes } from './bytes.ts';
import { Damaged } from './damaged.ts';

/** Length of an encoded form (docs/protocol.md, section 11.1). */
export const FORM_LENGTH = 768;

/** The longest code word and the longest first message, in bytes of UTF-8. */
export const LONGEST_CODE_WORD = 48;
export const LONGEST_FIRST_MESSAGE = 708;

/** What each field of a form can say, in the order of its numbers (docs/protocol.md, section 11.1). */
export const WHO = ['not-said', 'me', 'parent', 'worried', 'professional'] as const;
export const AGES = ['not-said', 'under-12', '12-14', '15-17', '18-20', '21-24', '25-or-older'] as const;
export const SAFETY = ['not-said', 'yes', 'not-sure', 'no'] as const;
export const DANGER = ['not-said', 'no', 'yes'] as const;
export const TOPICS = [
  'something-else',
  'home',
  'relationship',
  'online',
  'against-my-will',
  'money-or-work',
  'not-wanting-to-live',
  'away-or-kept',
  'somebody-else',
  // Whom she asks for is told in the same place: the one who reads this, or another.
  'asks-for-you',
  'asks-for-another',
] as const;

export type Topic = (typeof TOPICS)[number];

/** What a visitor may say before a conversation. All of it may be left out. */
export type Form = {
  /** Two lower-case letters, or nothing. */
  language: string;
  who: (typeof WHO)[number];
  age: (typeof AGES)[number];
  topics: readonly Topic[];
  /** Whether it is safe to write now. */
  safe: (typeof SAFETY)[number];
  /** Whether somebody is in danger now. */
  danger: (typeof DANGER)[number];
  /** A word by which she can know that it is the same person. */
  codeWord: string;
  message: string;
};

/** The form of somebody who said nothing. */
export const EMPTY_FORM: Form = {
  language: '',
  who: 'not-said',
  age: 'not-said',
  topics: [],
  safe: 'not-said',
  danger: 'not-said',
  codeWord: '',
  message: '',
};

const LANGUAGE = /^[a-z]{2}$/;
const CODE_WORD = 10;
const MESSAGE = CODE_WORD + LONGEST_CODE_WORD + 2;

function text(value: string, longest: number): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  if (bytes.length > longest) throw new RangeError('a text of the form is too long');
  return bytes;
}

function numberOf<T>(names: readonly T[], name: T): number {
  const number = names.indexOf(name);
  if (number < 0) throw new RangeError('a field of the form is out of range');
  return number;
}

/**
 * Encodes a form as 768 bytes (docs/protocol.md, section 11.1). A surrogate that stands alone becomes U+FFFD.
 *
 * @throws RangeError when a field is not as in section 11.1.
 */
export function encodeForm(form: Form): Uint8Array {
  const { language, who, age, topics, safe, danger } = form;
  if (language !== '' && !LANGUAGE.test(language)) throw new RangeError('not a language');
  const codeWord = text(form.codeWord, LONGEST_CODE_WORD);
  const message = text(form.message, LONGEST_FIRST_MESSAGE);
  const bytes = new Uint8Array(FORM_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes[0] = 1;
  bytes.set(ascii(language), 1);
  bytes[3] = numberOf(WHO, who);
  bytes[4] = numberOf(AGES, age);
  view.setUint16(
    5,
    topics.reduce((bits, topic) => bits | (1 << numberOf(TOPICS, topic)), 0),
  );
  bytes[7] = numberOf(SAFETY, safe);
  bytes[8] = numberOf(DANGER, danger);
  bytes[9] = codeWord.length;
  bytes.set(codeWord, CODE_WORD);
  view.setUint16(MESSAGE - 2, message.length);
  bytes.set(message, MESSAGE);
  return bytes;
}

function nameOf<T>(names: readonly T[], number: number): T {
  const name = names[number];
  if (name === undefined) throw new Damaged('a field of the form is out of range');
  return name;
}

function readText(field: Uint8Array, length: number): string {
  if (length > field.length) throw new Damaged('a text of the form is too long');
  if (!isZero(field.subarray(length))) throw new Damaged('padding is not zero');
  try {
    // ignoreBOM keeps a leading byte order mark: the text is shown as it was written.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(field.subarray(0, length));
  } catch {
    throw new Damaged('a text of the form is not UTF-8');
  }
}

function readLanguage(bytes: Uint8Array): string {
  if (isZero(bytes)) return '';
  const language = String.fromCharCode(...bytes);
  if (!LANGUAGE.test(language)) throw new Damaged('not a language');
  return language;
}

/**
 * Decodes 768 bytes of a form (docs/protocol.md, section 11.1).
 *
 * @throws Damaged when they are not as in section 11.1; TypeError when they are not 768 bytes.
 */
export function decodeForm(bytes: Uint8Array): Form {
  requireBytes(bytes, FORM_LENGTH, 'form');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== 1) throw new Damaged('another version');
  const bits = view.getUint16(5);
  if (bits >> TOPICS.length !== 0) throw new Damaged('unknown topics');
  return {
    language: readLanguage(bytes.subarray(1, 3)),
    who: nameOf(WHO, view.getUint8(3)),
    age: nameOf(AGES, view.getUint8(4)),
    topics: TOPICS.filter((_, number) => (bits & (1 << number)) !== 0),
    safe: nameOf(SAFETY, view.getUint8(7)),
    danger: nameOf(DANGER, view.getUint8(8)),
    codeWord: readText(bytes.subarray(CODE_WORD, MESSAGE - 2), view.getUint8(9)),
    message: readText(bytes.subarray(MESSAGE), view.getUint16(MESSAGE - 2)),
  };
}
