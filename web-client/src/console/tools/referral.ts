import type { ToolsWords } from '../../words/tools-en.ts';
import type { DeskFiles } from '../desk-files.ts';
import type { Age } from './notes.ts';

/** What a file says in the place of a day when nobody has checked it (docs/organisation.md). */
export const NOT_CHECKED = 'not checked';

export type Referral = DeskFiles['referrals'][number];

/** The years of each age that a form can say, both included. */
const YEARS: Readonly<Record<Age, readonly [number, number]>> = {
  'not-said': [0, Number.POSITIVE_INFINITY],
  'under-12': [0, 11],
  '12-14': [12, 14],
  '15-17': [15, 17],
  '18-20': [18, 20],
  '21-24': [21, 24],
  '25-or-older': [25, Number.POSITIVE_INFINITY],
};

/** What other help is looked for. An empty need or region, and an age that was not said, leave nothing out. */
export type Sought = { need: string; age: Age; region: string };

/** The help that is there for this need, this age and this region. */
export function suited(referrals: readonly Referral[], { need, age, region }: Sought): readonly Referral[] {
  const [youngest, oldest] = YEARS[age];
  return referrals.filter(
    (one) =>
      (need === '' || one.needs.includes(need)) &&
      (region === '' || one.regions.includes(region)) &&
      one.from <= oldest &&
      one.to >= youngest,
  );
}

/** From this age on there is no upper end. */
const NO_END = 99;

/** For which ages it is. */
export function agesOf(
  { allAges, andOlder, years }: Pick<ToolsWords['referrals'], 'allAges' | 'andOlder' | 'years'>,
  { from, to }: Pick<Referral, 'from' | 'to'>,
): string {
  if (to < NO_END) return `${from}–${to} ${years}`;
  return from <= 0 ? allAges : andOlder(from);
}

/** What is put into a message: who it is, how to reach them, and when. Nothing that is for the counsellor alone. */
export function asText({ name, tel, site, hours }: Referral): string {
  return [name, tel, site, hours].filter((part) => part !== undefined && part !== '').join('\n');
}
