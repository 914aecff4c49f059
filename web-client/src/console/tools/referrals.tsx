import { useMemo, useState } from 'preact/hooks';
import type { Form } from '../../crypto/form.ts';
import type { ConsoleWords } from '../../words/console-en.ts';
import type { DeskFiles } from '../desk-files.ts';
import { Choice } from './choice.tsx';
import { insert } from './insert.ts';
import { type Age, ageSought, CHOSEN_AGES, type Notes } from './notes.ts';
import { Picker } from './picker.tsx';
import { agesOf, asText, NOT_CHECKED, suited } from './referral.ts';
import { search } from './search.ts';

type Props = {
  files: DeskFiles;
  words: ConsoleWords;
  hint: string;
  notes: Notes;
  form: Form | undefined;
  onSeek: (sought: Partial<Pick<Notes, 'need' | 'age' | 'region'>>) => void;
};

/** Other help: looked for by words, need, age and region, and put into a message as text. */
export function Referrals({ files, words: { tools, intake }, hint, notes, form, onSeek }: Props) {
  const words = tools.referrals;
  const [query, setQuery] = useState('');
  const { need, region } = notes;
  const age = ageSought(notes, form);

  const options = useMemo(() => {
    const found = suited(files.referrals, { need, age, region }).map((one) => {
      const { id, name, what, tel, site, hours, checked } = one;
      const reach = [tel, site, hours, agesOf(words, one)].filter(
        (part) => part !== undefined && part !== '',
      );
      const confirm = checked === NOT_CHECKED ? words.notChecked : words.confirm(checked);
      const aside = `${reach.join(' · ')}\n${confirm}`;
      return { id, title: name, text: what, aside, put: asText(one) };
    });
    return search(found, query, ({ title, text, aside }) => ({ title, text: `${text}\n${aside}` }));
  }, [files, query, need, age, region, words]);

  return (
    <Picker
      id="search-referrals"
      label={words.search}
      hint={hint}
      query={query}
      onQuery={setQuery}
      options={options}
      onChoose={({ id }) => {
        const one = options.find((option) => option.id === id);
        if (one) insert(one.put);
      }}
      none={words.none}
    >
      <div class="filters">
        <Choice
          label={words.need}
          value={need}
          choices={[['', words.anyNeed], ...files.needs.map(({ id, label }) => [id, label] as const)]}
          onChoose={(need) => onSeek({ need })}
        />
        <Choice
          label={words.age}
          value={age}
          choices={CHOSEN_AGES.map((age) => [age, age === 'not-said' ? words.anyAge : intake.age[age]])}
          onChoose={(age) => onSeek({ age: age as Age })}
        />
        <Choice
          label={words.region}
          value={region}
          choices={[['', words.anyRegion], ...files.regions.map(({ id, label }) => [id, label] as const)]}
          onChoose={(region) => onSeek({ region })}
        />
      </div>
    </Picker>
  );
}
