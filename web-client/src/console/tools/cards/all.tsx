import { useMemo } from 'preact/hooks';
import type { ListedCard } from '../../../talk/cards/template.ts';
import type { ToolsWords } from '../../../words/tools-en.ts';
import { Picker } from '../picker.tsx';
import { search } from '../search.ts';

type Props = {
  /** Nothing while they are on their way: what is searched can be typed already. */
  cards: readonly ListedCard[] | undefined;
  query: string;
  onQuery: (query: string) => void;
  words: ToolsWords;
  onChoose: (name: string) => void;
};

/** All cards that there are. Whoever chooses one reads it first. */
export function AllCards({ cards, query, onQuery, words, onChoose }: Props) {
  const options = useMemo(() => {
    const all = (cards ?? []).map(({ name, title, short }) => ({ id: name, title, text: '', aside: short }));
    return search(all, query, ({ title, aside }) => ({ title, text: aside }));
  }, [cards, query]);
  return (
    <Picker
      id="search-cards"
      label={words.cards.search}
      hint={words.cards.readFirst}
      query={query}
      onQuery={onQuery}
      options={options}
      onChoose={({ id }) => onChoose(id)}
      none={cards ? words.nothingFound : words.loading}
    />
  );
}
