import { useEffect, useRef, useState } from 'preact/hooks';
import type { CardName } from '../../../crypto/card.ts';
import { notShown } from '../../../talk/cards/cards.ts';
import { getTemplate, isTemplate, type Template } from '../../../talk/cards/template.ts';
import type { Event, OnDuty } from '../../state.ts';

/** The text of a card: here, on its way, not to be had, or another one than the visitor has. */
export type Text = Template | 'coming' | 'failed' | 'another';

/** The texts of cards that were fetched. They stay what they were, whatever the organisation's files become since. */
export type Templates = {
  of(name: CardName): Text;
  /** Gets the one that the organisation has now, to read it before anybody opens it. */
  look(name: string): void;
  looked(name: string): Text;
  again(): void;
};

const keyOf = (language: string, { name, fingerprint }: CardName) => `${language}/${name}/${fingerprint}`;

/** Fetches the text of every card that a visitor has opened. Where it is another one, her page hears that it is not seen. */
export function useTemplates(state: OnDuty, language: string, dispatch: (event: Event) => void): Templates {
  const [texts, setTexts] = useState<ReadonlyMap<string, Text>>(new Map());
  const asked = useRef(new Set<string>());
  const put = (key: string, text: Text) => setTexts((before) => new Map(before).set(key, text));

  const fetch = (name: string, keys: (template: Template) => [string, Text][], failed: string) => {
    getTemplate('cards', language, name).then(
      (template) => {
        for (const [key, text] of keys(template)) put(key, text);
      },
      () => {
        asked.current.delete(failed);
        put(failed, 'failed');
      },
    );
  };

  const look = (name: string) => {
    const key = `${language}/${name}`;
    if (asked.current.has(key)) return;
    asked.current.add(key);
    put(key, 'coming');
    fetch(
      name,
      (template) => [
        [key, template],
        [keyOf(language, template), template],
      ],
      key,
    );
  };

  useEffect(() => {
    for (const visitor of state.visitors) {
      if (visitor.kind !== 'open') continue;
      for (const { number, template: meant } of visitor.talk.cards?.cards ?? []) {
        const key = keyOf(language, meant);
        if (asked.current.has(key) || texts.get(key) === 'failed' || typeof texts.get(key) === 'object')
          continue;
        asked.current.add(key);
        fetch(
          meant.name,
          (template) => {
            if (isTemplate(template, meant)) return [[key, template]];
            dispatch({ kind: 'cards', key: visitor.key, does: (cards) => notShown(cards, number) });
            return [[key, 'another']];
          },
          key,
        );
      }
    }
  });

  return {
    of: (name) => texts.get(keyOf(language, name)) ?? 'coming',
    look,
    looked: (name) => texts.get(`${language}/${name}`) ?? 'coming',
    again() {
      setTexts(new Map([...texts].filter(([, text]) => text !== 'failed')));
    },
  };
}
