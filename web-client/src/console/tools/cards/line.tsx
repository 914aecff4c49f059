import type { ConsoleWords } from '../../../words/console-en.ts';
import { isLocked } from '../../came-back.ts';
import type { Visitor } from '../../state.ts';
import type { Templates } from './templates.ts';

type Props = {
  visitor: Visitor;
  templates: Templates;
  words: ConsoleWords;
  onLook: (number: number) => void;
};

/** In a conversation: the newest card that is open in it, and the way there. */
export function CardLine({ visitor, templates, words: { tools, shared }, onLook }: Props) {
  const open = visitor.kind === 'open' && !isLocked(visitor.folder) ? visitor : undefined;
  const cards = open?.talk.cards?.cards;
  const card = cards?.filter(({ state }) => state !== 'closed').at(-1);
  if (!card) return null;
  const kept = templates.of(visitor.key, card.template);
  if (card.shown && kept.kind === 'loading') return null;
  const title = kept.kind === 'here' ? kept.template.title : card.template.name;
  return (
    <div class="card-line">
      <p class="soft">{card.shown ? tools.cards.card(title) : tools.cards.notShown}</p>
      <button type="button" class="quiet" onClick={() => onLook(card.number)}>
        {shared.cards.look}
      </button>
    </div>
  );
}
