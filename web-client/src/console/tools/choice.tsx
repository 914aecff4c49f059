type Props = {
  label: string;
  value: string;
  /** What can be chosen: the value and how it is called. The first leaves nothing out. */
  choices: readonly (readonly [value: string, label: string])[];
  onChoose: (value: string) => void;
};

/** One choice of a few. What it is about is said by its first: "any age". */
export function Choice({ label, value, choices, onChoose }: Props) {
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
      {choices.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </select>
  );
}
