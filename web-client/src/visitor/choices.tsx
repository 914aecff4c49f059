import { ticked } from '../look/ticked.ts';
import type { Words } from '../words/words.ts';
import { type Subject, TOPICS } from './intake.ts';

type Options<Value extends string> = readonly (readonly [Value, string])[];

type ChoiceProps<Value extends string> = {
  name: string;
  question: string;
  value: Value;
  options: Options<Value>;
  onChange: (value: Value) => void;
};

/** A question with a few answers. The last of them is that she would rather not say, and it is chosen already. */
export function Choice<Value extends string>({
  name,
  question,
  value,
  options,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <fieldset class="choice">
      <legend>{question}</legend>
      {options.map(([each, text]) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            {...ticked(each === value)}
            autocomplete="off"
            onChange={() => onChange(each)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

type PickProps<Value extends string> = {
  id: string;
  label: string;
  value: Value;
  options: Options<Value>;
  onChange: (value: Value) => void;
};

/** A question with more answers than one wants to see at once. */
export function Pick<Value extends string>({ id, label, value, options, onChange }: PickProps<Value>) {
  return (
    <div class="draft">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        autocomplete="off"
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen) onChange(chosen[0]);
        }}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

type SubjectsProps = {
  words: Words;
  chosen: readonly Subject[];
  onChange: (topics: readonly Subject[]) => void;
};

/** What it is about: as many as she likes, or none. */
export function Subjects({ words, chosen, onChange }: SubjectsProps) {
  const { topics, topicsHint, subjects } = words.intake;
  return (
    <fieldset class="choice">
      <legend>{topics}</legend>
      <p class="soft">{topicsHint}</p>
      {TOPICS.map((subject) => {
        const has = chosen.includes(subject);
        const after = has ? chosen.filter((each) => each !== subject) : [...chosen, subject];
        return (
          <label key={subject}>
            <input type="checkbox" {...ticked(has)} autocomplete="off" onChange={() => onChange(after)} />
            <span>{subjects[subject]}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
