/** For whom somebody comes. */
export type Entrance = 'me' | 'parent' | 'friend' | 'professional';

/** The entrances, in the order in which they are offered. */
export const ENTRANCES: readonly Entrance[] = ['me', 'parent', 'friend', 'professional'];

/** How old somebody is, as roughly as is of use. */
export type Age = 'under12' | 'from12' | 'from16' | 'from18' | 'from25';

export const AGES: readonly Age[] = ['under12', 'from12', 'from16', 'from18', 'from25'];

/** What it may be about. */
export type Subject =
  | 'pressure'
  | 'pictures'
  | 'exchange'
  | 'love'
  | 'hurt'
  | 'home'
  | 'feelings'
  | 'different';

export const SUBJECTS: readonly Subject[] = [
  'pressure',
  'pictures',
  'exchange',
  'love',
  'hurt',
  'home',
  'feelings',
  'different',
];

/**
 * What a visitor chooses to say before the conversation. Whatever she does not say is empty. It is in memory only,
 * and leaves this page only sealed to the counsellors on duty.
 */
export type Intake = Readonly<{
  entrance: Entrance;
  /** The tag of a language of the page. */
  language: string;
  age: Age | '';
  subjects: readonly Subject[];
  safe: 'yes' | 'unsure' | 'no' | '';
  danger: 'yes' | 'no' | '';
  /** A word against somebody who writes in her place. */
  code: string;
}>;

/** The intake of somebody who has said nothing but by which entrance she came. */
export function nothingSaid(entrance: Entrance): Intake {
  return { entrance, language: '', age: '', subjects: [], safe: '', danger: '', code: '' };
}
