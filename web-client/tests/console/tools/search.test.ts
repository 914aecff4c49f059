import { describe, expect, test } from 'vitest';
import { agesOf, asText, type Referral, suited } from '../../../src/console/tools/referral.ts';
import { search } from '../../../src/console/tools/search.ts';
import { toolsEn } from '../../../src/words/tools-en.ts';

const REPLIES = [
  { title: 'Nog daar?', text: 'Ben je er nog? Neem je tijd.' },
  { title: 'Gevaar nu', text: 'Kun je naar een café of een winkel gaan?' },
  { title: 'Café', text: 'Daar is altijd iemand. In geval van gevaar: 112.' },
  { title: 'مرحبًا', text: 'أهلًا بك' },
];

const found = (query: string) => search(REPLIES, query, (reply) => reply).map(({ title }) => title);

describe('a counsellor who searches', () => {
  test('finds words in the title and in the text, in any order, without accents and capitals', () => {
    expect(found('WINKEL cafe')).toEqual(['Gevaar nu']);
    expect(found('nu winkel')).toEqual(['Gevaar nu']);
    expect(found('neem  daar')).toEqual(['Nog daar?']);
    expect(found('مرحبا')).toEqual(['مرحبًا']);
  });

  test('needs all the words, and sees everything without any', () => {
    expect(found('winkel tijd')).toEqual([]);
    expect(found('   ')).toEqual(REPLIES.map(({ title }) => title));
  });

  test('sees first what has the words in its title', () => {
    expect(found('cafe')).toEqual(['Café', 'Gevaar nu']);
    expect(found('gevaar')).toEqual(['Gevaar nu', 'Café']);
  });

  test('finds a word written with another apostrophe', () => {
    const photos = [{ title: 'foto’s', text: '' }];
    expect(search(photos, "foto's", (one) => one)).toEqual(photos);
  });
});

const help = (id: string, more: Partial<Referral>): Referral => ({
  id,
  name: id,
  what: '',
  needs: ['talk'],
  from: 0,
  to: 120,
  regions: ['all'],
  hours: '',
  checked: 'not checked',
  ...more,
});

describe('other help', () => {
  const all = [
    help('young', { from: 8, to: 18 }),
    help('grown', { from: 18, needs: ['shelter'], regions: ['north'] }),
    help('any', { needs: ['talk', 'shelter'] }),
  ];
  const ids = (sought: Partial<Parameters<typeof suited>[1]>) =>
    suited(all, { need: '', age: 'not-said', region: '', ...sought }).map(({ id }) => id);

  test('is left out only for what was said', () => {
    expect(ids({})).toEqual(['young', 'grown', 'any']);
    expect(ids({ need: 'shelter' })).toEqual(['grown', 'any']);
    expect(ids({ region: 'north', need: 'shelter' })).toEqual(['grown']);
  });

  test('suits an age when it suits one of its years', () => {
    expect(ids({ age: 'under-12' })).toEqual(['young', 'any']);
    expect(ids({ age: '15-17' })).toEqual(['young', 'any']);
    expect(ids({ age: '18-20' })).toEqual(['young', 'grown', 'any']);
    expect(ids({ age: '25-or-older' })).toEqual(['grown', 'any']);
  });

  test('says for which ages it is', () => {
    const { referrals } = toolsEn;
    expect(agesOf(referrals, { from: 0, to: 120 })).toBe('all ages');
    expect(agesOf(referrals, { from: 18, to: 120 })).toBe('18 and older');
    expect(agesOf(referrals, { from: 8, to: 18 })).toBe('8–18 years');
  });

  test('goes into a message as what she needs, and nothing that is for the counsellor', () => {
    const text = asText(
      help('x', { name: 'A line', tel: '0800-1', hours: 'Day and night', checked: '2026-11-24' }),
    );
    expect(text).toBe('A line\n0800-1\nDay and night');
    expect(asText(help('x', { name: 'B', site: 'https://b.example/', hours: 'Weekdays' }))).toBe(
      'B\nhttps://b.example/\nWeekdays',
    );
  });
});
