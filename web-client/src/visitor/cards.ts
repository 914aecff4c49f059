import { isTemplate } from '../crypto/card.ts';
import * as engine from '../talk/cards/cards.ts';
import { fieldsOf, type Template } from '../talk/cards/template.ts';
import * as talk from '../talk/conversation.ts';
import type { Decided, Effect } from './state.ts';
import { sends, type Talking } from './wait.ts';

/** The cards that she has, and the texts that belong to them. */
export type HerCards = Readonly<{ cards: engine.Cards['cards']; templates: readonly Template[] }>;

/** She has none. */
export const NO_CARDS: HerCards = { cards: [], templates: [] };

/** The cards that she has in a conversation. */
export function herCards({ conversation, templates }: Talking): HerCards {
  return { cards: conversation.cards?.cards ?? [], templates };
}

/** The text of a card. It stays that of the beginning, whatever the organisation's file has become since. */
export function templateOf(
  { templates }: HerCards,
  card: engine.Cards['cards'][number],
): Template | undefined {
  return templates.find((template) => isTemplate(template, card.template));
}

/** A card of hers that only she sees, and that the counsellor would like to see: she is asked first. */
export function keptFromAsked({ conversation }: Talking): number | undefined {
  const { asked = [], cards = [] } = conversation.cards ?? {};
  const kept = cards.filter((card) => !card.shared && asked.some((name) => isTemplate(card.template, name)));
  // She means the one that she wrote in last.
  return (kept.filter(({ state }) => state === 'open').pop() ?? kept.pop())?.number;
}

/** She does something with her cards. */
export function changesCards(
  state: Talking,
  does: (cards: engine.Cards, now: number) => engine.Cards,
  now: number,
): Decided {
  return sends(
    state,
    talk.changeCards(state.conversation, (cards) => does(cards, now), now),
  );
}

/** She opens a card. */
export function opensCard(before: Talking, template: Template, now: number): Decided {
  const known = before.templates.some((other) => isTemplate(other, template));
  const state = known ? before : { ...before, templates: [...before.templates, template] };
  return changesCards(state, (cards) => engine.openCard(cards, template, fieldsOf(template).length), now);
}

/** What the counsellor has asked to open, and was not asked before: it is opened when its text is here. */
export function asksCame(before: Talking, { state, effects }: Decided, now: number): Decided {
  if (state.kind !== 'talking') return { state, effects };
  const known = before.conversation.cards?.asked ?? [];
  const fresh = state.conversation.cards?.asked.filter((name) => !known.includes(name)) ?? [];
  let decided: Decided = { state, effects };
  for (const name of fresh) {
    if (decided.state.kind !== 'talking') break;
    const { cards = [] } = decided.state.conversation.cards ?? {};
    // One that only she sees is no reason to open another: she is asked.
    if (cards.some((card) => !card.shared && isTemplate(card.template, name))) continue;
    const here = decided.state.templates.find((template) => isTemplate(template, name));
    const then = here
      ? readied(decided.state, name.name, here, now)
      : { state: decided.state, effects: [{ kind: 'get-card', name: name.name } satisfies Effect] };
    decided = { state: then.state, effects: [...decided.effects, ...then.effects] };
  }
  return decided;
}

/** The text of a card that the counsellor has asked for is here, or cannot be had. */
export function readied(state: Talking, name: string, template: Template | undefined, now: number): Decided {
  const { cards } = state.conversation;
  const asked = cards?.asked.find((asked) => asked.name === name);
  if (!cards || !asked) return { state, effects: [] };
  if (!template || !isTemplate(template, asked))
    return changesCards(state, (cards) => engine.notOpened(cards, name, 'not-here'), now);
  if (!engine.mayOpenForAsk(cards))
    return changesCards(state, (cards) => engine.notOpened(cards, name, 'too-many'), now);
  return opensCard({ ...state, ready: template.title }, template, now);
}
