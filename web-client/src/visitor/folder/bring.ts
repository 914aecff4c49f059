import { browserRandom } from '../../talk/browser-random.ts';
import { getTemplate } from '../../talk/cards/template.ts';
import { keepAs, type OpenFolder, type Outcome } from '../../talk/folder/folder.ts';
import type { Around } from '../../talk/folder/line.ts';
import { onlyHers } from '../came-back.ts';
import type { HerCards } from '../cards.ts';
import { restored } from './kept.ts';

/** The cards in a folder, as the organisation asks them today. One that is no longer there can still be read. */
export async function bringsCards({ contents }: OpenFolder, language: string): Promise<HerCards> {
  const found = await Promise.all(
    contents.cards.map(async (kept) => {
      const template = await getTemplate('cards', language, kept.name).catch(() => undefined);
      return template && { template, card: restored(kept, template) };
    }),
  );
  const here = found.filter((one) => one !== undefined);
  return { cards: onlyHers(here.map(({ card }) => card)), templates: here.map(({ template }) => template) };
}

/** A folder that was opened is kept for as long again. When that cannot be now, it is there as long as it was. */
export async function renewed(around: Around, outcome: Outcome): Promise<Outcome> {
  if (!('folder' in outcome)) return outcome;
  const { folder } = outcome;
  const kept = await keepAs(around, folder, folder.contents, browserRandom).catch(() => undefined);
  return kept && 'folder' in kept ? { folder: kept.folder } : outcome;
}
