import type { TemplateField } from './template.ts';
import { linesOf, peopleOf } from './value.ts';

/** What stands in a field, as lines to read. What is no choice of this card says nothing. */
export function readable(field: TemplateField, value: string): readonly string[] {
  const text = value.trim();
  if (text === '') return [];
  const labels = field.choices ?? [];
  switch (field.kind) {
    case 'text':
      return [text];
    case 'list':
      return linesOf(value).filter((line) => line.trim() !== '');
    case 'people':
      return peopleOf(value)
        .map(({ who, how }) => [who, how].filter((part) => part.trim() !== '').join(': '))
        .filter((line) => line !== '');
    case 'choice':
    case 'checklist': {
      const chosen = linesOf(value);
      return labels.filter(({ id }) => chosen.includes(id)).map(({ label }) => label);
    }
    case 'scale': {
      if (!/^([0-9]|10)$/.test(text)) return [];
      const means = text === '0' ? field.low : text === '10' ? field.high : undefined;
      return [means === undefined ? text : `${text}: ${means}`];
    }
  }
}
