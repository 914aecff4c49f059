import { WHO } from '../crypto/form.ts';
import type { ConsoleWords } from '../words/console-en.ts';
import type { Language } from '../words/language.ts';
import type { Filter } from './queue-order.ts';
import type { Event, OnDuty } from './state.ts';

type Props = {
  state: OnDuty;
  spoken: readonly Language[];
  words: ConsoleWords;
  dispatch: (event: Event) => void;
};

/** Whom she wants to see in the line, and which languages she writes: these are taken first. */
export function QueueFilter({ state, spoken, words, dispatch }: Props) {
  const { filter, languages } = state;
  const choose = (part: Partial<Filter>) => dispatch({ kind: 'filter', filter: { ...filter, ...part } });
  const writes = (tag: string, does: boolean) => {
    const others = languages.filter((other) => other !== tag);
    dispatch({ kind: 'languages', languages: does ? [...others, tag] : others });
  };
  return (
    <details class="filter">
      <summary>{words.filterTitle}</summary>
      <fieldset>
        <legend>{words.iWrite}</legend>
        {spoken.map(({ tag, name }) => (
          <label key={tag} class="tick">
            <input
              type="checkbox"
              checked={languages.includes(tag)}
              onChange={(event) => writes(tag, event.currentTarget.checked)}
            />
            <bdi>{name}</bdi>
          </label>
        ))}
      </fieldset>
      <label class="tick">
        <input
          type="checkbox"
          checked={filter.urgentOnly}
          onChange={(event) => choose({ urgentOnly: event.currentTarget.checked })}
        />
        {words.urgentOnly}
      </label>
      <label>
        {words.filterLanguage}
        <select value={filter.language} onChange={(event) => choose({ language: event.currentTarget.value })}>
          <option value="">{words.everybody}</option>
          {spoken.map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.filterWho}
        <select
          value={filter.who}
          onChange={(event) => choose({ who: event.currentTarget.value as Filter['who'] })}
        >
          {WHO.map((who) => (
            <option key={who} value={who}>
              {who === 'not-said' ? words.everybody : words.intake.who[who]}
            </option>
          ))}
        </select>
      </label>
    </details>
  );
}
