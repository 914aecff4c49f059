import type { Form } from '../crypto/form.ts';
import type { QueueEntry } from '../wire/frames.ts';
import { keyOf } from './visitors.ts';

/** Whom a counsellor wants to see. Nothing is left out that is not said. */
export type Filter = { language: string; who: Form['who']; urgentOnly: boolean };

export const NO_FILTER: Filter = { language: '', who: 'not-said', urgentOnly: false };

/** Somebody in the line, with what she said beforehand. */
export type Waiting = QueueEntry & { key: string; form: Form | undefined };

/** How urgent it is, from 0: somebody is in danger now; wants to live no longer, or cannot write safely; all others. */
export function urgency(form: Form | undefined): number {
  if (form?.danger === 'yes') return 0;
  return form?.topics.includes('not-wanting-to-live') || form?.safe === 'no' ? 1 : 2;
}

/** Whether the counsellor writes her language, as far as it is known. */
function fits(form: Form | undefined, languages: readonly string[]): boolean {
  return !form?.language || languages.includes(form.language);
}

/** Whom she asks for: this counsellor, nobody, another. */
function asks(form: Form | undefined): number {
  if (form?.topics.includes('asks-for-you')) return 0;
  return form?.topics.includes('asks-for-another') ? 2 : 1;
}

function shown({ form }: Waiting, { language, who, urgentOnly }: Filter): boolean {
  if (urgentOnly && urgency(form) === 2) return false;
  if (language !== '' && form?.language !== language) return false;
  return who === 'not-said' || form?.who === who;
}

/**
 * The line as a counsellor should take it: who is in danger first, then who asks for this counsellor, then the most urgent,
 * then those whose language is spoken, then those who are here before those who are away, then who asks for nobody, then who
 * has waited for longest.
 */
export function ordered(
  entries: readonly QueueEntry[],
  forms: ReadonlyMap<string, Form>,
  languages: readonly string[],
  filter: Filter,
): Waiting[] {
  const rank = ({ form, presence }: Waiting) => [
    urgency(form) === 0 ? 0 : 1,
    asks(form) === 0 ? 0 : 1,
    urgency(form),
    fits(form, languages) ? 0 : 1,
    presence === 'here' ? 0 : 1,
    asks(form),
  ];
  return entries
    .map((entry) => {
      const key = keyOf(entry.ticket);
      return { ...entry, key, form: forms.get(key) };
    })
    .filter((waiting) => shown(waiting, filter))
    .sort((one, other) => {
      const [ours, theirs] = [rank(one), rank(other)];
      const differs = ours.findIndex((value, at) => value !== theirs[at]);
      // The line comes in the order of the server, which is that of arrival unless it is crowded, and sorting keeps it.
      return differs < 0 ? 0 : (ours[differs] ?? 0) - (theirs[differs] ?? 0);
    });
}
