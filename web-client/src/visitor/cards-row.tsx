import { mayOpen, notOpened, openAnew } from '../talk/cards/cards.ts';
import { fill } from '../words/fill.ts';
import type { Words } from '../words/words.ts';
import { Asked } from './asked.tsx';
import { herCards, keptFromAsked, templateOf } from './cards.ts';
import type { Event } from './state.ts';
import type { Talking } from './wait.ts';

type Props = { state: Talking; words: Words; dispatch: (event: Event) => void };

/** The cards of a conversation, below it: the way to them, and the question whether one that only she sees may be seen. */
export function CardsRow({ state, words, dispatch }: Props) {
  const { counsellor: name, ready, conversation } = state;
  const hers = herCards(state);
  const kept = keptFromAsked(state);
  const wanted = hers.cards.find(({ number }) => number === kept);
  const template = wanted && templateOf(hers, wanted);
  if (wanted && template) {
    const { title } = template;
    const { wantsToSee, share, notNow } = words.cards;
    return (
      <Asked
        title={fill(wantsToSee, { name, title })}
        text=""
        yes={fill(share, { name })}
        no={notNow}
        onAnswer={(agrees) =>
          dispatch({
            kind: 'cards',
            does: (cards) =>
              agrees && mayOpen(cards)
                ? openAnew(cards, wanted.number)
                : notOpened(cards, wanted.template.name, agrees ? 'too-many' : 'rather-not'),
          })
        }
      />
    );
  }
  if (hers.cards.length === 0) return null;
  const only = hers.cards.length === 1 ? hers.cards[0] : undefined;
  const writes = conversation.here && hers.cards.some(({ theirPen }) => theirPen !== undefined);
  const title = (only && templateOf(hers, only)?.title) ?? words.cards.yours;
  return (
    <div class="guest cards-row">
      <p class="soft" role="status">
        {ready !== undefined ? fill(words.cards.ready, { name, title: ready }) : title}
        {writes && ready === undefined && `. ${fill(words.cards.isWriting, { name })}`}
      </p>
      <button
        type="button"
        class={ready === undefined ? 'quiet' : 'other'}
        onClick={() => {
          const card = ready === undefined ? (only ? 0 : undefined) : hers.cards.length - 1;
          dispatch({ kind: 'beside', beside: 'cards', ...(card === undefined ? {} : { card }) });
        }}
      >
        {words.cards.look}
      </button>
    </div>
  );
}
