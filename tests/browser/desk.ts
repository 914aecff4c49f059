import type { DeskFiles } from '../../web-client/src/console/desk-files.ts';
import type { Person } from './people.ts';

/** The desk as a counsellor's console gets it. */
export function deskOf(them: Person, tag = 'en'): Promise<DeskFiles> {
  return them.page.evaluate(async (tag) => (await fetch(`desk/${tag}`)).json() as Promise<DeskFiles>, tag);
}
