import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isTemplate } from '../../../crypto/card.ts';
import { askFor, type Cards, cardNumbered } from '../../../talk/cards/cards.ts';
import type { CardList, Template } from '../../../talk/cards/template.ts';
import type { ConsoleWords } from '../../../words/console-en.ts';
import { isLocked } from '../../came-back.ts';
import { type Fetched, useFiles } from '../../fetched.ts';
import { isLost } from '../../focus.ts';
import type { Event, Visitor } from '../../state.ts';
import { AllCards } from './all.tsx';
import { Before, DidNotCome } from './before.tsx';
import { OneCard } from './card.tsx';
import { Instead } from './first.tsx';
import { type Named, Opened } from './opened.tsx';
import { ALL, type Place, type Places } from './place.ts';
import type { Templates } from './templates.ts';

type Props = {
  /** Whose conversation is shown, if one is. */
  visitor: Visitor | undefined;
  templates: Templates;
  places: Places;
  words: ConsoleWords;
  dispatch: (event: Event) => void;
};

/** What card there is by its name, before its template is here. */
function listed(list: Fetched<CardList>, name: string): string {
  const cards = list.kind === 'here' ? list.files.cards : [];
  return cards.find((card) => card.name === name)?.title ?? name;
}

/** Why nobody can be asked to open a card, if that is so. */
function whyNot(visitor: Visitor | undefined, { tools: { cards } }: ConsoleWords): string | undefined {
  if (visitor === undefined) return cards.chooseToAsk;
  if (visitor.kind === 'over') return cards.over;
  return visitor.seat && cards.guest;
}

/** The cards: those that are open with the visitor, and all that there are. */
export function CardsTool({ visitor, templates, places, words, dispatch }: Props) {
  const [list, again] = useFiles<CardList>(`../cards/${words.shared.tag}.json`);
  // What was searched is there again when she comes back.
  const [query, setQuery] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const key = visitor?.key;
  const talk = visitor?.kind === 'open' ? visitor.talk : undefined;
  // What she shows out of her folder is not looked at before she has said her code word.
  const locked = visitor?.kind === 'open' && isLocked(visitor.folder);
  const cards = locked ? undefined : talk?.cards;
  const name = visitor ? words.visitor(visitor.number) : '';
  const here = talk?.up === true && talk.here;
  const place = places.of(key);
  const card = place.shown === 'card' && cards ? cardNumbered(cards, place.number) : undefined;
  const shown = place.shown === 'card' && !card ? 'all' : place.shown;
  const moved = useRef(false);
  const go = (place: Place) => {
    moved.current = true;
    places.go(key, place);
  };
  const does = (does: (cards: Cards, now: number) => Cards) => {
    if (key !== undefined) dispatch({ kind: 'cards', key, does });
  };
  const titleOf = ({ name, fingerprint = '' }: Named) => {
    const kept = key === undefined ? undefined : templates.of(key, { name, fingerprint });
    return kept?.kind === 'here' ? kept.template.title : listed(list, name);
  };
  const why = whyNot(visitor, words);

  // Back by the keyboard, the search comes next.
  useLayoutEffect(() => {
    if (moved.current && shown === 'all' && isLost())
      box.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    moved.current = false;
  }, [shown]);

  return (
    <div ref={box} class="cards">
      {visitor && <p class="about">{name}</p>}
      {why !== undefined && <p class="soft">{why}</p>}
      {locked && <p class="notice">{words.cameBack.locked}</p>}
      {cards && (
        <Opened
          cards={cards}
          shown={card?.number}
          name={name}
          here={here}
          titleOf={titleOf}
          words={words}
          onChoose={(number) => go({ shown: 'card', number, part: 0 })}
        />
      )}
      {shown !== 'all' && (
        <button type="button" class="quiet" onClick={() => go(ALL)}>
          {words.tools.cards.back}
        </button>
      )}
      {shown === 'all' && list.kind === 'failed' && <DidNotCome words={words.tools} onAgain={again} />}
      {shown === 'all' && list.kind !== 'failed' && (
        <AllCards
          query={query}
          onQuery={setQuery}
          cards={list.kind === 'here' ? list.files.cards : undefined}
          words={words.tools}
          onChoose={(name) => go({ shown: 'before', name })}
        />
      )}
      {place.shown === 'before' && (
        <Before key={place.name} name={place.name} words={words}>
          {(template) =>
            cards && (
              <Asking
                cards={cards}
                template={template}
                words={words}
                onAsk={() => {
                  if (key !== undefined) templates.keep(key, template);
                  const { name, version, fingerprint } = template;
                  does((cards) => askFor(cards, { name, version, fingerprint }));
                }}
                onLook={(number) => go({ shown: 'card', number, part: 0 })}
              />
            )
          }
        </Before>
      )}
      {place.shown === 'card' && card && key !== undefined && (
        <OpenCard
          key={`${key} ${card.number}`}
          card={card}
          templates={templates}
          visitor={key}
          part={place.part}
          name={name}
          here={here}
          words={words}
          onPart={(part) => places.go(key, { ...place, part })}
          onDoes={does}
        />
      )}
    </div>
  );
}

type AskingProps = {
  cards: Cards;
  template: Template;
  words: ConsoleWords;
  onAsk: () => void;
  onLook: (number: number) => void;
};

/** To ask the visitor to open a card; or that she was asked; or the way to it, when it is open. */
function Asking({ cards, template, words, onAsk, onLook }: AskingProps) {
  const open = cards.cards.find((card) => card.state !== 'closed' && isTemplate(card.template, template));
  if (open) {
    return (
      <button type="button" class="other wide" onClick={() => onLook(open.number)}>
        {words.shared.cards.look}
      </button>
    );
  }
  if (cards.asking.some((asked) => isTemplate(asked, template))) return null;
  return (
    <button type="button" class="main wide" onClick={onAsk}>
      {words.tools.cards.askToOpen}
    </button>
  );
}

type OpenCardProps = Omit<Parameters<typeof OneCard>[0], 'template'> & {
  templates: Templates;
  visitor: string;
};

/** A card that is open with the visitor, as far as it can be shown. */
function OpenCard({ templates, visitor, ...props }: OpenCardProps) {
  const { card, words } = props;
  if (!card.shown) return <Instead key="not-shown">{words.tools.cards.notShown}</Instead>;
  const kept = templates.of(visitor, card.template);
  if (kept.kind === 'here') return <OneCard {...props} template={kept.template} />;
  if (kept.kind === 'failed')
    return <DidNotCome words={words.tools} onAgain={() => templates.again(visitor, card.template)} />;
  return <Instead key="loading">{words.tools.cards.loading}</Instead>;
}
