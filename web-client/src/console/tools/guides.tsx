import { useMemo, useState } from 'preact/hooks';
import type { ToolsWords } from '../../words/tools-en.ts';
import type { DeskFiles } from '../desk-files.ts';
import { insert } from './insert.ts';
import { type Option, Picker } from './picker.tsx';
import { search } from './search.ts';

type Props = { files: DeskFiles; words: ToolsWords; hint: string };

/** Open questions by theme, to put into a message. They are searched in the theme that is open, or in all. */
export function Guides({ files: { guides }, words, hint }: Props) {
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string>();
  const guide = guides.find(({ id }) => id === open);

  const options: readonly Option[] = useMemo(() => {
    if (guide === undefined && query.trim() === '')
      return guides.map(({ id, title, when }) => ({ id, title, text: '', aside: when }));
    const questions = (guide ? [guide] : guides).flatMap(({ id, title, questions }) =>
      questions.map(({ ask, note }, n) => ({
        id: `${id}/${n}`,
        title: ask,
        text: '',
        aside: guide ? note : [title, note].filter((part) => part !== undefined).join(' · '),
      })),
    );
    return search(questions, query, ({ title, aside = '' }) => ({ title, text: aside }));
  }, [guides, guide, query]);

  return (
    <Picker
      id="search-guides"
      label={words.guides.search}
      hint={hint}
      query={query}
      onQuery={setQuery}
      options={options}
      onChoose={({ id, title }) => {
        if (guides.some((guide) => guide.id === id)) setOpen(id);
        else insert(title);
      }}
      none={words.nothingFound}
    >
      {guide && (
        <div class="guide">
          <button type="button" class="quiet" onClick={() => setOpen(undefined)}>
            {words.guides.back}
          </button>
          <h3 dir="auto">{guide.title}</h3>
          <p class="soft" dir="auto">
            {guide.when}
          </p>
        </div>
      )}
    </Picker>
  );
}
