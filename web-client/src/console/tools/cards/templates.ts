import { useEffect, useRef, useState } from 'preact/hooks';
import { type CardName, isTemplate } from '../../../crypto/card.ts';
import { notShown } from '../../../talk/cards/cards.ts';
import { getTemplate, type Template } from '../../../talk/cards/template.ts';
import { NotThere } from '../../../talk/get-json.ts';
import type { Event, OnDuty } from '../../state.ts';

/** The template of a card: on its way, here, not there in this version, or it did not come. */
export type Kept = { kind: 'loading' | 'failed' | 'other' } | { kind: 'here'; template: Template };

/** The templates of the cards in the conversations on the screen. */
export type Templates = Readonly<{
  of: (visitor: string, card: Pick<CardName, 'name' | 'fingerprint'>) => Kept;
  /** What she has read before she asked for it is what she goes on with. */
  keep: (visitor: string, template: Template) => void;
  again: (visitor: string, card: CardName) => void;
}>;

const LOADING: Kept = { kind: 'loading' };

const idOf = (visitor: string, { name, fingerprint }: Pick<CardName, 'name' | 'fingerprint'>) =>
  `${visitor}/${name}/${fingerprint}`;

/** What there is of a template after asking for it once more: a version that is here already is not given up. */
function after(before: Kept | undefined, now: Kept): Kept {
  return before?.kind === 'here' && now.kind !== 'here' ? before : now;
}

/**
 * Gets the template of every card that a visitor opens, once, and keeps it as long as her conversation is on the screen:
 * a conversation goes on with the version it has begun with. A visitor whose card cannot be shown is told.
 */
export function useTemplates(
  { visitors }: OnDuty,
  language: string,
  dispatch: (event: Event) => void,
): Templates {
  const [kept, setKept] = useState<ReadonlyMap<string, Kept>>(new Map());
  /** In which language each was asked for. */
  const asked = useRef(new Map<string, string>());
  /** Of which cards their visitors were told that they are not shown. */
  const told = useRef(new Set<string>());
  const wanted = visitors.flatMap((visitor) =>
    visitor.kind === 'open' ? (visitor.talk.cards?.cards ?? []).map((card) => ({ visitor, card })) : [],
  );
  const put = (id: string, now: Kept) => setKept((all) => new Map(all).set(id, after(all.get(id), now)));
  const get = async (id: string, card: CardName) => {
    asked.current.set(id, language);
    const now = await getTemplate('cards', language, card.name).then(
      (template): Kept => (isTemplate(template, card) ? { kind: 'here', template } : { kind: 'other' }),
      (error): Kept => ({ kind: error instanceof NotThere ? 'other' : 'failed' }),
    );
    // She may have chosen another language meanwhile, or cleared the conversation.
    if (asked.current.get(id) === language) put(id, now);
  };

  useEffect(() => {
    for (const { visitor, card } of wanted) {
      const { key } = visitor;
      const { number, template } = card;
      const id = idOf(key, template);
      const name = `${visitor.number} ${number}`;
      if (!card.shown || told.current.has(name)) continue;
      if (kept.get(id)?.kind === 'other') {
        told.current.add(name);
        dispatch({ kind: 'cards', key, does: (cards) => notShown(cards, number) });
      } else if (asked.current.get(id) !== language) void get(id, template);
    }
  }, [wanted.map(({ visitor, card }) => `${visitor.number} ${card.number}`).join(), kept, language]);

  const keys = visitors.map(({ key }) => key);
  useEffect(() => {
    const stays = (id: string) => keys.some((key) => id.startsWith(`${key}/`));
    for (const id of asked.current.keys()) if (!stays(id)) asked.current.delete(id);
    setKept((all) => ([...all.keys()].every(stays) ? all : new Map([...all].filter(([id]) => stays(id)))));
  }, [keys.join()]);

  return {
    of: (visitor, card) => kept.get(idOf(visitor, card)) ?? LOADING,
    keep: (visitor, template) => {
      const id = idOf(visitor, template);
      asked.current.set(id, language);
      put(id, { kind: 'here', template });
    },
    again: (visitor, card) => {
      const id = idOf(visitor, card);
      put(id, LOADING);
      void get(id, card);
    },
  };
}
