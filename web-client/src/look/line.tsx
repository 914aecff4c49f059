import { LONGEST_VALUE } from '../crypto/card.ts';

type Props = {
  label: string;
  placeholder?: string;
  /** What says more about it, by its id. */
  about?: string;
  value: string;
  longest?: number;
  locked?: boolean;
  onWrite: (value: string) => void;
};

/** A field of one line, of which no browser keeps anything, and into which none writes by itself. */
export function Line({ label, placeholder, about, value, longest = LONGEST_VALUE, locked, onWrite }: Props) {
  return (
    <input
      type="text"
      aria-label={label}
      aria-describedby={about}
      placeholder={placeholder}
      dir="auto"
      autocomplete="off"
      autoCorrect="off"
      spellcheck={false}
      data-gramm="false"
      enterkeyhint="next"
      maxLength={longest}
      value={value}
      readOnly={locked}
      onInput={({ currentTarget }) => onWrite(currentTarget.value)}
    />
  );
}
