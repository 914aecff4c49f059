import { type NoteEvent, type Notes, tickOf } from './notes.ts';

type Props = {
  list: string;
  title: string;
  about: string;
  items: readonly string[];
  visitor: string;
  notes: Notes;
  noted: (event: NoteEvent) => void;
};

/** A list of things to tick. */
export function Ticks({ list, title, about, items, visitor, notes, noted }: Props) {
  return (
    <fieldset class="ticks">
      <legend dir="auto">{title}</legend>
      <p class="soft" dir="auto">
        {about}
      </p>
      {items.map((item, n) => {
        const what = tickOf(list, n);
        return (
          <label key={what} class="tick">
            <input
              type="checkbox"
              checked={notes.ticks.has(what)}
              onChange={({ currentTarget }) =>
                noted({ kind: 'tick', key: visitor, what, on: currentTarget.checked })
              }
            />
            <span dir="auto">{item}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
