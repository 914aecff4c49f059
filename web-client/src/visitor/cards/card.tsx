import { useState } from 'preact/hooks';
import { Ask } from '../../look/ask.tsx';
import { Parts } from '../../look/card/parts.tsx';
import { SectionFields } from '../../look/card/section.tsx';
import { Heading } from '../../look/heading.tsx';
import { type Card, fieldOf } from '../../talk/cards/card.ts';
import {
  closeCard,
  goOn as goOnWith,
  leavePen,
  mayOpen,
  openAnew,
  takePen,
  throwAway,
  writeIn,
} from '../../talk/cards/cards.ts';
import { firstFields, type Template } from '../../talk/cards/template.ts';
import { fill } from '../../words/fill.ts';
import type { Words } from '../../words/words.ts';
import type { Event, State } from '../state.ts';
import { Facts } from './facts.tsx';
import { Take } from './take.tsx';

type Props = {
  state: State;
  card: Card;
  template: Template;
  words: Words;
  dispatch: (event: Event) => void;
};

/** One card, one part of it at a time. */
export function OneCard({ state, card, template, words, dispatch }: Props) {
  const [part, setPart] = useState(0);
  const [taking, setTaking] = useState(false);
  const [throwing, setThrowing] = useState<HTMLElement>();
  const { number } = card;
  const { language, direction } = template;
  const talking = state.kind === 'talking' ? state : undefined;
  const name = state.kind === 'talking' || state.kind === 'ended' ? state.counsellor : '';
  const here = talking?.conversation.here ?? false;
  const first = firstFields(template);
  const section = template.sections[part];
  const does = (change: Extract<Event, { kind: 'cards' }>['does']) =>
    dispatch({ kind: 'cards', does: change });
  if (!section) return null;
  if (taking)
    return (
      <Take
        template={template}
        values={valuesOf(card)}
        words={words}
        onBack={() => setTaking(false)}
        onFolder={() => dispatch({ kind: 'beside', beside: 'folder' })}
      />
    );
  return (
    <div class="card">
      <div lang={language} dir={direction}>
        <Heading>{template.title}</Heading>
      </div>
      <div role="status">
        <Standing state={state} card={card} words={words} onDoes={does} />
      </div>
      <div class="card" lang={language} dir={direction}>
        {part === 0 && <p>{template.about}</p>}
        <Parts
          template={template}
          open={part}
          writesAt={here ? card.theirPen : undefined}
          name={name}
          words={words}
          onOpen={setPart}
        >
          <SectionFields
            section={section}
            first={first[part] ?? 0}
            // What is over is only to read.
            card={talking ? card : { ...card, state: 'closed' }}
            name={name}
            here={here}
            words={words}
            onWrite={(field, value) => does((cards, now) => writeIn(cards, number, field, value, now))}
            onPen={(field) => does((cards, now) => takePen(cards, number, field, now))}
            onLeave={(field) => does((cards) => leavePen(cards, number, field))}
          />
          <Facts facts={section.facts} words={words} />
        </Parts>
      </div>
      <button type="button" class="other" onClick={() => setTaking(true)}>
        {words.cards.take}
      </button>
      <button type="button" class="other" onClick={() => dispatch({ kind: 'beside', beside: 'cards' })}>
        {words.cards.all}
      </button>
      {talking && (
        <div class="card-foot">
          {card.state === 'open' && card.shared && (
            <button type="button" class="quiet" onClick={() => does((cards) => closeCard(cards, number))}>
              {words.cards.done}
            </button>
          )}
          <button
            type="button"
            class="quiet"
            hidden={throwing !== undefined}
            onClick={({ currentTarget }) => setThrowing(currentTarget)}
          >
            {words.cards.throw}
          </button>
          {throwing && (
            <Ask
              question={words.cards.throwSure}
              no={words.cards.throwNo}
              yes={words.cards.throwYes}
              opener={throwing}
              onNo={() => setThrowing(undefined)}
              onYes={() => {
                does((cards) => throwAway(cards, number));
                dispatch({ kind: 'beside', beside: 'cards' });
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}

type StandingProps = {
  state: State;
  card: Card;
  words: Words;
  onDoes: (does: Extract<Event, { kind: 'cards' }>['does']) => void;
};

/** Who sees the card, whether it is done, and what she can do about that. */
function Standing({ state, card, words, onDoes }: StandingProps) {
  if (state.kind !== 'talking') return <p class="soft">{words.cards.stays}</p>;
  const { counsellor: name, conversation, lost } = state;
  const { withBoth, onlyYou, share, notShown, closed, closedBy, goOn, away } = words.cards;
  const anew = () => onDoes((cards) => openAnew(cards, card.number));
  const room = conversation.cards !== undefined && mayOpen(conversation.cards);
  if (card.state === 'closed' && card.shared) {
    return (
      <>
        <p class="notice">{card.closedBy === 'counsellor' ? fill(closedBy, { name }) : closed}</p>
        {room && (
          <button type="button" class="other" onClick={anew}>
            {goOn}
          </button>
        )}
      </>
    );
  }
  if (!card.shared) {
    return (
      <>
        <p class="soft">{onlyYou}</p>
        {card.state === 'closed' && (
          <button type="button" class="other" onClick={() => onDoes((cards) => goOnWith(cards, card.number))}>
            {goOn}
          </button>
        )}
        {room && (
          <button type="button" class="other" onClick={anew}>
            {fill(share, { name })}
          </button>
        )}
      </>
    );
  }
  const trouble = lost > 0 ? words.cards.lost : conversation.here ? '' : fill(away, { name });
  if (trouble !== '') return <p class="notice">{trouble}</p>;
  return <p class="soft">{fill(card.shown ? withBoth : notShown, { name })}</p>;
}

/** What stands in a card, by the place of its field. */
function valuesOf(card: Card): ReadonlyMap<number, string> {
  return new Map([...card.fields.keys()].map((at) => [at, fieldOf(card, at).value]));
}
