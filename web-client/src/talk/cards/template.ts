import { type CardName, MOST_FIELDS } from '../../crypto/card.ts';
import { getJson, NotThere } from '../get-json.ts';

/** A choice in a field. What is said and kept is its id. */
export type Choice = Readonly<{ id: string; label: string }>;

/** A question of a card (docs/organisation.md, "cards/"). */
export type TemplateField = Readonly<{
  id: string;
  kind: 'text' | 'list' | 'people' | 'choice' | 'scale' | 'checklist';
  label: string;
  hint?: string;
  /** Of choice and checklist. */
  choices?: readonly Choice[];
  /** Of a scale: what 0 and 10 mean. */
  low?: string;
  high?: string;
}>;

/** Something true of the world, and where it comes from. */
export type Fact = Readonly<{
  text: string;
  tel?: string;
  site?: string;
  source: Readonly<{ what: string; where: string; checked: string }>;
}>;

/** A part of a card. `ask` and `avoid` are the counsellor's, and come to no other page. */
export type Section = Readonly<{
  id: string;
  title: string;
  text?: string;
  facts: readonly Fact[];
  fields: readonly TemplateField[];
  ask?: readonly string[];
  avoid?: readonly string[];
}>;

/** A card as the organisation wrote it, in one language. */
export type Template = CardName &
  Readonly<{
    language: string;
    direction: 'ltr' | 'rtl';
    title: string;
    about: string;
    sections: readonly Section[];
  }>;

/** A card in the list of cards. */
export type ListedCard = Readonly<{
  name: string;
  title: string;
  short: string;
  for: readonly string[];
  language: string;
  direction: 'ltr' | 'rtl';
  fingerprint: string;
}>;

/** The list of cards. */
export type CardList = Readonly<{ cards: readonly ListedCard[] }>;

/**
 * Gets the template with this name in a language, from this folder of our own server.
 *
 * @throws NotThere when there is none that the protocol can say; Error when it does not come.
 */
export async function getTemplate(folder: string, language: string, name: string): Promise<Template> {
  // Our own server has checked its files when it started.
  const template = (await getJson(`${folder}/${language}/${name}.json`)) as Template;
  if (template.name !== name || fieldsOf(template).length > MOST_FIELDS) throw new NotThere('another card');
  return template;
}

/** Its fields as they are counted in what is said of them: through all sections. */
export function fieldsOf({ sections }: Template): readonly TemplateField[] {
  return sections.flatMap(({ fields }) => fields);
}

/** The place of the first field of each section among all fields. */
export function firstFields({ sections }: Template): readonly number[] {
  let next = 0;
  return sections.map(({ fields }) => {
    const first = next;
    next += fields.length;
    return first;
  });
}
