import { type Card, fieldOf, newCard, withField } from '../../talk/cards/card.ts';
import { readable } from '../../talk/cards/readable.ts';
import { fieldsOf, type Template } from '../../talk/cards/template.ts';
import { type KeptCard, type KeptField, LONGEST_LABEL } from '../../talk/folder/contents.ts';

/** A card of hers as it goes into her folder: what she filled in, with the questions. */
export function kept(card: Card, template: Template): KeptCard {
  const { name, version, fingerprint, language, title } = template;
  const fields = fieldsOf(template).flatMap((field, at): KeptField[] => {
    const { value } = fieldOf(card, at);
    const text = readable(field, value).join('\n');
    if (text === '') return [];
    return [
      {
        id: field.id,
        label: field.label.slice(0, LONGEST_LABEL),
        value,
        ...(text === value ? {} : { text }),
      },
    ];
  });
  return { name, version, fingerprint, language, title, fields };
}

/** A card out of her folder, as the organisation asks it today. What has no place in it any more stays in the folder. */
export function restored(keptCard: KeptCard, template: Template): Card {
  const fields = fieldsOf(template);
  const empty = newCard(0, template, fields.length);
  return keptCard.fields.reduce((card, { id, value }) => {
    const at = fields.findIndex((field) => field.id === id);
    return at < 0 ? card : withField(card, at, { ...fieldOf(card, at), value, mine: true });
  }, empty);
}
