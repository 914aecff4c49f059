import { useMemo, useState } from 'preact/hooks';
import type { ListedCard } from '../../../talk/cards/template.ts';
import type { ToolsWords } from '../../../words/tools-en.ts';
import { Picker } from '../picker.tsx';
import { search } from '../search.ts';

type Props = { cards: readonly ListedCard[]; words: ToolsWords; onChoose: (name: string) => void };

/** All cards that there are. Whoever chooses one reads it first. */
export function AllCards({ cards, words, onChoose }: Props) {
  const [query, setQuery] = useState('');
  const options = useMemo(() => {
    const all = cards.map(({ name, title, short }) => ({ id: name, title, text: '', aside: short }));
    return search(all, query, ({ title, aside }) => ({ title, text: aside }));
  }, [cards, query]);
  return (
    <Picker
      id="search-cards"
      label={words.cards.search}
      hint={words.cards.readFirst}
      query={query}
      onQuery={setQuery}
      options={options}
      onChoose={({ id }) => onChoose(id)}
      none={words.nothingFound}
    />
  );
}
