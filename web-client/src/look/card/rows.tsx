import { useRef } from 'preact/hooks';
import { linesOf, type Person, peopleOf, valueOfLines, valueOfPeople } from '../../talk/cards/value.ts';
import { fill } from '../../words/fill.ts';
import { Line } from '../line.tsx';
import type { FieldProps } from './field.tsx';

/** The most rows that are shown: more are in what a changed page sends, and in nothing that anybody writes. */
const MOST_ROWS = 100;

/** Enter goes on to the next row, as it would in a list on paper. */
function useRows() {
  const rows = useRef<HTMLOListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    const inputs = Array.from(rows.current?.querySelectorAll('input') ?? []);
    inputs[inputs.indexOf(event.target as HTMLInputElement) + 1]?.focus();
  };
  return { rows, onKeyDown };
}

/** The rows with this one changed, and an empty one at the end to write on in. */
function changed<Row>(rows: readonly Row[], at: number, row: Row): readonly Row[] {
  return rows.map((old, n) => (n === at ? row : old));
}

/** Lines, each its own. There is always an empty one below the last. */
export function Lines({ id, field, value, locked, words, onWrite }: FieldProps) {
  const { rows, onKeyDown } = useRows();
  const lines = [...linesOf(value).slice(0, MOST_ROWS), ...(locked && value !== '' ? [] : [''])];
  return (
    <ol ref={rows} class="rows" onKeyDown={onKeyDown}>
      {lines.map((line, at) => (
        <li key={at}>
          <Line
            label={`${field.label}. ${fill(words.cards.line, { count: at + 1 })}`}
            about={`${id}-about`}
            value={line}
            locked={locked}
            onWrite={(text) => onWrite(valueOfLines(changed(lines, at, text)))}
          />
        </li>
      ))}
    </ol>
  );
}

const NOBODY: Person = { who: '', how: '' };

/** People: who, and how to reach them. There is always an empty row below the last. */
export function People({ id, field, value, locked, words, onWrite }: FieldProps) {
  const { rows, onKeyDown } = useRows();
  const { who, how, line } = words.cards;
  const people = [...peopleOf(value).slice(0, MOST_ROWS), ...(locked && value !== '' ? [] : [NOBODY])];
  return (
    <ol ref={rows} class="rows people" onKeyDown={onKeyDown}>
      {people.map((person, at) => {
        const write = (change: Partial<Person>) =>
          onWrite(valueOfPeople(changed(people, at, { ...person, ...change })));
        const of = `${field.label}. ${fill(line, { count: at + 1 })}`;
        return (
          <li key={at}>
            <Line
              label={`${of}: ${who}`}
              placeholder={who}
              about={`${id}-about`}
              value={person.who}
              locked={locked}
              onWrite={(text) => write({ who: text })}
            />
            <Line
              label={`${of}: ${how}`}
              placeholder={how}
              about={`${id}-about`}
              value={person.how}
              locked={locked}
              onWrite={(text) => write({ how: text })}
            />
          </li>
        );
      })}
    </ol>
  );
}
