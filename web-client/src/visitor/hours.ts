import type { Place } from '../wire/frames.ts';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';

/** When somebody can be talked with, as the server said it a moment ago. Moments are in ms since 1970, 0 for none. */
export type Hours = Readonly<{
  open: boolean;
  opens: number;
  closes: number;
  onDuty: number;
  /** Why it is closed, by language. */
  because: Readonly<Record<string, string>> | null;
}>;

/** Whether something is what the server says about its hours. */
export function areHours(said: unknown): said is Hours {
  if (typeof said !== 'object' || said === null) return false;
  const { open, opens, closes, onDuty, because } = said as Record<string, unknown>;
  const numbers = [opens, closes, onDuty].every((value) => typeof value === 'number');
  return typeof open === 'boolean' && numbers && typeof because === 'object';
}

/** As numbers are written in telephone numbers and on clocks of phones, in every language. */
const withDigits = ({ tag }: Words): string => `${tag}-u-nu-latn`;

/** The time of a clock, as this phone has it: "22:00". */
export function clock(words: Words, moment: number): string {
  const hourCycle = 'h23';
  return new Intl.DateTimeFormat(withDigits(words), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle,
  }).format(moment);
}

/** The date of a day: "24 November 2026". */
export function longDate(words: Words, moment: number): string {
  return new Intl.DateTimeFormat(withDigits(words), { dateStyle: 'long', timeZone: 'UTC' }).format(moment);
}

const WEEK = 6 * 24 * 60 * 60_000;

/** When it opens again, in a sentence: today, tomorrow, on which day. */
export function opening(words: Words, { opens }: Hours, now: number): string {
  if (opens === 0) return words.closed.noTime;
  const time = clock(words, opens);
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  const isOn = (day: Date) => new Date(opens).toDateString() === day.toDateString();
  if (isOn(new Date(now))) return fill(words.closed.opensToday, { time });
  if (isOn(tomorrow)) return fill(words.closed.opensTomorrow, { time });
  const far = opens - now > WEEK ? ({ day: 'numeric', month: 'long' } as const) : {};
  const day = new Intl.DateTimeFormat(withDigits(words), { weekday: 'long', ...far }).format(opens);
  return fill(words.closed.opensOn, { day, time });
}

/** Whether it will be her turn before the helpline closes, as honestly as it can be said. */
export function closing(
  words: Words,
  hours: Hours | undefined,
  place: Place | undefined,
  now: number,
): string {
  if (hours === undefined || (hours.open && hours.closes === 0)) return '';
  const { past, closes, will, mayNot, willNot } = words.waiting;
  if (!hours.open || now >= hours.closes) return past;
  const says = fill(closes, { time: clock(words, hours.closes) });
  if (place === undefined || (place.least === 0 && place.most === 0)) return says;
  const minutes = (hours.closes - now) / 60_000;
  if (place.most <= minutes) return `${says} ${will}`;
  return `${says} ${place.least > minutes ? willNot : mayNot}`;
}
