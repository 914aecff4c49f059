import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readable } from '../../../src/talk/cards/readable.ts';
import type { TemplateField } from '../../../src/talk/cards/template.ts';
import { linesOf, peopleOf, ticked, valueOfLines, valueOfPeople } from '../../../src/talk/cards/value.ts';

const FRIENDS: TemplateField = {
  id: 'does',
  kind: 'checklist',
  label: 'Wat doet die persoon?',
  choices: [
    { id: 'call', label: 'Bellen' },
    { id: 'stop', label: 'Stoppen met berichten' },
  ],
};

describe('what stands in a field', () => {
  test('is read as it was written, whatever she writes', () => {
    const line = fc.string().map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const last = lines.findLastIndex((text) => text !== '');
        expect(linesOf(valueOfLines(lines))).toEqual(lines.slice(0, last + 1));
      }),
    );
  });

  test('keeps people apart from how to reach them', () => {
    const text = fc.string().map((text) => text.replace(/[\n\t]/g, ''));
    fc.assert(
      fc.property(fc.array(fc.record({ who: text, how: text })), (people) => {
        const last = people.findLastIndex(({ who, how }) => who !== '' || how !== '');
        expect(peopleOf(valueOfPeople(people))).toEqual(people.slice(0, last + 1));
      }),
    );
  });

  test('what was pasted with line breaks and tabs stays in its row', () => {
    expect(linesOf(valueOfLines(['een\ntwee']))).toEqual(['een twee']);
    expect(peopleOf(valueOfPeople([{ who: 'B\tb', how: '06\t12' }]))).toEqual([{ who: 'B b', how: '06 12' }]);
  });

  test('ticks stand in the order of the card, and what is ticked twice is not ticked', () => {
    const choices = FRIENDS.choices ?? [];
    expect(ticked(ticked('', 'stop', choices), 'call', choices)).toBe('call\nstop');
    expect(ticked('call\nstop', 'call', choices)).toBe('stop');
    expect(ticked('other', 'stop', choices)).toBe('stop');
  });

  test('can be read by somebody who does not have the card before her', () => {
    const field = (kind: TemplateField['kind']) => ({ ...FRIENDS, kind });
    expect(readable(FRIENDS, 'stop\nmade-up')).toEqual(['Stoppen met berichten']);
    expect(readable(field('people'), 'tante B\t06\n\nbuurman')).toEqual(['tante B: 06', 'buurman']);
    expect(readable(field('list'), 'tas\n\nsleutel')).toEqual(['tas', 'sleutel']);
    expect(readable({ ...field('scale'), low: 'niet', high: 'heel erg' }, '10')).toEqual(['10: heel erg']);
    expect(readable(field('scale'), '11')).toEqual([]);
    expect(readable(field('text'), '  ')).toEqual([]);
  });
});
