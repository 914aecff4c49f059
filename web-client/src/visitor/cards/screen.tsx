import { useState } from 'preact/hooks';
import { isTemplate } from '../../crypto/card.ts';
import { Heading } from '../../look/heading.tsx';
import { mayOpen } from '../../talk/cards/cards.ts';
import { type CardList, getTemplate } from '../../talk/cards/template.ts';
import { fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';
import { type HerCards, herCards, templateOf } from '../cards.ts';
import { Fetched } from '../fetched.tsx';
import { inOrder } from '../page.ts';
import type { Event, Visit } from '../state.ts';
import { OneCard } from './card.tsx';

type Props = { visit: Visit; words: Words; dispatch: (event: Event) => void };

/** Her cards, and those that there are to begin with; or one of them. */
export function CardsScreen({ visit, words, dispatch }: Props) {
  const { state, card: place } = visit;
  const hers = state.kind === 'talking' ? herCards(state) : state.kind === 'ended' ? state.cards : undefined;
  if (hers === undefined) return null;
  const card = place === undefined ? undefined : hers.cards[place];
  const template = card && templateOf(hers, card);
  if (card && template) {
    return (
      <OneCard key={place} state={state} card={card} template={template} words={words} dispatch={dispatch} />
    );
  }
  return <List visit={visit} hers={hers} words={words} dispatch={dispatch} />;
}

function List({ visit, hers, words, dispatch }: Props & { hers: HerCards }) {
  const { state } = visit;
  const { title, text, yours, start, stays, tooMany } = words.cards;
  const name = state.kind === 'talking' || state.kind === 'ended' ? state.counsellor : '';
  const cards = state.kind === 'talking' ? state.conversation.cards : undefined;
  return (
    <>
      <Heading>{title}</Heading>
      {state.kind === 'talking' && <p>{fill(text, { name })}</p>}
      {state.kind === 'ended' && hers.cards.length > 0 && <p>{stays}</p>}
      {hers.cards.length > 0 && (
        <>
          {cards && <h2>{yours}</h2>}
          <ul class="choices">
            {hers.cards.map((card, place) => (
              <li key={place}>
                <button
                  type="button"
                  class="other wide"
                  onClick={() => dispatch({ kind: 'beside', beside: 'cards', card: place })}
                >
                  <strong>{templateOf(hers, card)?.title}</strong>
                  {card.state === 'closed' && <span class="soft">{words.cards.closed}</span>}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {cards && !mayOpen(cards) && <p>{tooMany}</p>}
      {cards && mayOpen(cards) && (
        <>
          {hers.cards.length > 0 && <h2>{start}</h2>}
          <ToStart visit={visit} hers={hers} words={words} dispatch={dispatch} />
        </>
      )}
    </>
  );
}

/** The cards that she can begin with: not those that she is in already. */
function ToStart({ visit, hers, words, dispatch }: Props & { hers: HerCards }) {
  const [getting, setGetting] = useState<string>();
  const [failed, setFailed] = useState(false);
  const entrance = 'intake' in visit.state ? visit.state.intake.entrance : undefined;
  const open = hers.cards.filter(({ state }) => state === 'open');
  const start = (name: string) => {
    setGetting(name);
    setFailed(false);
    getTemplate('cards', words.tag, name).then(
      (template) => dispatch({ kind: 'open-card', template }),
      () => {
        setGetting(undefined);
        setFailed(true);
      },
    );
  };
  return (
    <Fetched<CardList> path={`cards/${words.tag}.json`} words={words}>
      {({ cards }) => (
        <>
          <p role="status">
            {failed ? words.page.partFailed : getting !== undefined && words.page.oneMoment}
          </p>
          <ul class="choices">
            {inOrder(cards, entrance)
              .filter((listed) => !open.some(({ template }) => isTemplate(template, listed)))
              .map(({ name, title, short, language, direction }) => (
                <li key={name}>
                  <button
                    type="button"
                    class="other wide"
                    lang={language}
                    dir={direction}
                    disabled={getting !== undefined}
                    onClick={() => start(name)}
                  >
                    <strong>{title}</strong> <span class="soft">{short}</span>
                  </button>
                </li>
              ))}
          </ul>
        </>
      )}
    </Fetched>
  );
}
