import { equal } from '../crypto/bytes.ts';
import { EMPTY_FORM, type Form, type Topic } from '../crypto/form.ts';

/** For whom somebody comes. */
export type Entrance = 'me' | 'parent' | 'friend' | 'professional';

/** The entrances, in the order in which they are offered. */
export const ENTRANCES: readonly Entrance[] = ['me', 'parent', 'friend', 'professional'];

/** What may be said of an age. */
export const AGES = ['under-12', '12-14', '15-17', '18-20', '21-24', '25-or-older'] as const;

/** What it may be about, and not whom she asks for. */
export type Subject = Exclude<Topic, 'asks-for-you' | 'asks-for-another'>;

/** What it may be about, in the order in which it is offered. */
export const TOPICS: readonly Subject[] = [
  'home',
  'relationship',
  'online',
  'against-my-will',
  'money-or-work',
  'not-wanting-to-live',
  'away-or-kept',
  'somebody-else',
  'something-else',
];

/** So long a code word may be: whatever its letters, they fit on the form. */
export const LONGEST_CODE_WORD = 16;

/**
 * What a visitor chooses to say before the conversation. It is in memory only, and leaves this page only sealed to the
 * counsellors on duty.
 */
export type Intake = Readonly<
  Pick<Form, 'language' | 'age' | 'safe' | 'danger' | 'codeWord'> & {
    entrance: Entrance;
    topics: readonly Subject[];
    /** With whom she talked before, and asks for: keys of counsellors. Each of them hears it, and nobody whom. */
    asksFor: readonly Uint8Array[];
  }
>;

/** The intake of somebody who has said nothing but by which entrance she came. */
export function nothingSaid(entrance: Entrance): Intake {
  const { language, age, safe, danger, codeWord } = EMPTY_FORM;
  return { entrance, language, age, topics: [], safe, danger, codeWord, asksFor: [] };
}

/**
 * The form for the counsellors on duty, or for the one with this key. What she writes while she waits is not on it: she is
 * told that it is sent when a counsellor is there, and may change it until then.
 */
export function formOf({ entrance, codeWord, asksFor, topics, ...said }: Intake, reader: Uint8Array): Form {
  const asks: readonly Topic[] = asksFor.some((key) => equal(key, reader))
    ? ['asks-for-you']
    : asksFor.length > 0
      ? ['asks-for-another']
      : [];
  return {
    ...said,
    topics: [...topics, ...asks],
    who: entrance === 'friend' ? 'worried' : entrance,
    codeWord: codeWord.trim(),
    message: '',
  };
}
