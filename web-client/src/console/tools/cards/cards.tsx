import { useEffect, useState } from 'preact/hooks';
import { type CardList, isTemplate } from '../../../talk/cards/template.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import { useFiles } from '../../fetched.ts';
import type { Event, OnDuty } from '../../state.ts';
import { openVisitor } from '../../visitors.ts';
import { type Option, Picker } from '../picker.tsx';
import { search } from '../search.ts';
import { OpenCard } from './open-card.tsx';
import { Preview } from './preview.tsx';
import type { Templates } from './templates.ts';

type Props = {
  state: OnDuty;
  /** Whether the cards are what is on the screen. */
  shown: boolean;
  words: ConsoleWords;
  templates: Templates;
  dispatch: (event: Event) => void;
  /** These cards have been looked at. */
  onSeen: (seen: readonly string[]) => void;
};

/** What is shown for a conversation: a card of hers by its place among them, or one to read before asking. */
type Place = { card: number } | { name: string } | undefined;

/** What a card of a conversation is called in what was looked at. */
export const seenAs = (key: string, number: number) => `${key}/${number}`;

/** Cards: those that are open with a visitor, and all that there are. */
export function Cards({ state, shown, words, templates, dispatch, onSeen }: Props) {
  const [query, setQuery] = useState('');
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(new Map());
  const [list, again] = useFiles<CardList>(`../cards/${words.shared.tag}.json`);
  const { selected = '' } = state;
  const place = places.get(selected);
  const go = (to: Place) => setPlaces(new Map(places).set(selected, to));
  const visitor = openVisitor(state, selected);
  const cards = visitor && !visitor.seat ? visitor.talk.cards : undefined;
  const here = cards?.cards ?? [];

  useEffect(() => {
    if (shown && here.length > 0) onSeen(here.map(({ number }) => seenAs(selected, number)));
  }, [shown, selected, here.length]);

  const card = place && 'card' in place ? here[place.card] : undefined;
  if (visitor && card && place && 'card' in place) {
    return (
      <OpenCard
        key={`${selected}/${place.card}`}
        visitor={visitor}
        card={card}
        text={templates.of(card.template)}
        words={words}
        dispatch={dispatch}
        onAgain={templates.again}
        onBack={() => go(undefined)}
      />
    );
  }
  if (place && 'name' in place) {
    const opened = here.findIndex((card) => card.state !== 'closed' && card.template.name === place.name);
    return (
      <Preview
        text={templates.looked(place.name)}
        cards={cards}
        name={visitor ? words.visitor(visitor.number) : ''}
        opened={opened}
        words={words}
        onAsk={(does) => visitor && dispatch({ kind: 'cards', key: visitor.key, does })}
        onOpen={() => go({ card: opened })}
        onAgain={() => {
          templates.again();
          templates.look(place.name);
        }}
        onBack={() => go(undefined)}
      />
    );
  }
  if (list.kind !== 'here') {
    return (
      <div role="status">
        <p class={list.kind === 'failed' ? 'notice' : 'soft'}>
          {list.kind === 'failed' ? words.tools.failed : words.tools.loading}
        </p>
        {list.kind === 'failed' && (
          <button type="button" class="quiet" data-first onClick={again}>
            {words.tools.tryAgain}
          </button>
        )}
      </div>
    );
  }
  const listed = list.files.cards;
  const own: readonly Option[] = here.map((card, at) => {
    const known = listed.find((one) => isTemplate({ ...one, version: 0 }, card.template));
    const text = templates.of(card.template);
    const title = typeof text === 'object' ? text.title : (known?.title ?? card.template.name);
    return { id: `open/${at}`, title, text: '', aside: words.tools.cards.standing[card.state] };
  });
  const all = listed.map(({ name, title, short }): Option => ({ id: name, title, text: short }));
  return (
    <Picker
      id="search-cards"
      label={words.tools.cards.search}
      hint={cards ? words.tools.cards.hint : words.tools.cards.readOnly}
      query={query}
      onQuery={setQuery}
      options={[...own, ...search(all, query, ({ title, text }) => ({ title, text }))]}
      onChoose={({ id }) => {
        const at = /^open\/(\d+)$/.exec(id)?.[1];
        if (at !== undefined) return go({ card: Number(at) });
        templates.look(id);
        go({ name: id });
      }}
      none={words.tools.nothingFound}
    />
  );
}
