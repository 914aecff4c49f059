/**
 * What the value of a field means (docs/protocol.md, section 6.9): one text on the wire for every kind.
 *
 * - text: the text
 * - list: its lines, with a line feed between
 * - people: a line for each: who, a tab, how to reach them
 * - choice: the id of the choice
 * - scale: `0` to `10`
 * - checklist: the ids of what is ticked, with a line feed between
 */

/** Somebody in a field of kind people. */
export type Person = Readonly<{ who: string; how: string }>;

/** The lines of a list. An empty field has none. */
export function linesOf(value: string): readonly string[] {
  return value === '' ? [] : value.split('\n');
}

/** A list of these lines. What is empty at its end is left out; in between it stays, or the cursor would jump. */
export function valueOfLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.replaceAll('\n', ' '))
    .join('\n')
    .replace(/\n+$/, '');
}

/** The people of a field. */
export function peopleOf(value: string): readonly Person[] {
  return linesOf(value).map((line) => {
    const [who = '', ...how] = line.split('\t');
    return { who, how: how.join(' ') };
  });
}

/** A field with these people. */
export function valueOfPeople(people: readonly Person[]): string {
  const plain = (text: string) => text.replaceAll('\t', ' ');
  return valueOfLines(
    people.map(({ who, how }) => (how === '' ? plain(who) : `${plain(who)}\t${plain(how)}`)),
  );
}

/** The value with a choice ticked, or no longer. They stand in the order of the card. */
export function ticked(value: string, id: string, choices: readonly { id: string }[]): string {
  const before = linesOf(value);
  const now = before.includes(id) ? before.filter((other) => other !== id) : [...before, id];
  return choices.flatMap((choice) => (now.includes(choice.id) ? [choice.id] : [])).join('\n');
}
