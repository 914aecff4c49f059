import { AGES, type Form } from '../../crypto/form.ts';

/** An age as a visitor can say it on her form. */
export type Age = (typeof AGES)[number];

/** The ages that can be chosen when somebody looks for other help. */
export const CHOSEN_AGES: readonly Age[] = AGES;

/** What a counsellor notes in one conversation. It is in memory alone: no frame has a place for it. */
export type Notes = Readonly<{
  /** What is ticked, by list and number: `acts/0`. The numbers are the same in every language. */
  ticks: ReadonlySet<string>;
  /** Whether she is under 18; undefined as long as only her form says something about it. */
  under18: boolean | undefined;
  /** The id of the estimated risk, or nothing. */
  risk: string;
  text: string;
  /** For what, whom and where other help is looked for. */
  need: string;
  age: Age | undefined;
  region: string;
}>;

/** The notes of all conversations of this shift, by their keys. */
export type AllNotes = ReadonlyMap<string, Notes>;

export const NO_NOTES: Notes = {
  ticks: new Set(),
  under18: undefined,
  risk: '',
  text: '',
  need: '',
  age: undefined,
  region: '',
};

/** What a counsellor does with notes. `keep-only` names the conversations that are still on the screen. */
export type NoteEvent =
  | { kind: 'tick'; key: string; what: string; on: boolean }
  | { kind: 'note'; key: string; change: Partial<Omit<Notes, 'ticks'>> }
  | { kind: 'keep-only'; keys: readonly string[] };

/** The notes after an event; the same when nothing came of it. */
export function noted(all: AllNotes, event: NoteEvent): AllNotes {
  switch (event.kind) {
    case 'tick': {
      const before = notesOf(all, event.key);
      const ticks = new Set(before.ticks);
      if (event.on) ticks.add(event.what);
      else ticks.delete(event.what);
      return new Map(all).set(event.key, { ...before, ticks });
    }
    case 'note':
      return new Map(all).set(event.key, { ...notesOf(all, event.key), ...event.change });
    case 'keep-only': {
      const kept = [...all].filter(([key]) => event.keys.includes(key));
      return kept.length === all.size ? all : new Map(kept);
    }
  }
}

/** What was noted in a conversation. */
export function notesOf(all: AllNotes, key: string | undefined): Notes {
  return (key !== undefined && all.get(key)) || NO_NOTES;
}

/** The name of a tick. */
export function tickOf(list: string, number: number): string {
  return `${list}/${number}`;
}

/** The items of a list that are ticked, in their order. */
export function ticked(notes: Notes, list: string, items: readonly string[]): readonly string[] {
  return items.filter((_, number) => notes.ticks.has(tickOf(list, number)));
}

const MINOR: readonly Age[] = ['under-12', '12-14', '15-17'];

/** Whether she is under 18: as the counsellor says, else as her form does. */
export function isUnder18(notes: Notes, form: Form | undefined): boolean {
  return notes.under18 ?? (form !== undefined && MINOR.includes(form.age));
}

/** The age for which other help is looked for: as the counsellor chose, else as her form says. */
export function ageSought(notes: Notes, form: Form | undefined): Age {
  return notes.age ?? form?.age ?? 'not-said';
}
