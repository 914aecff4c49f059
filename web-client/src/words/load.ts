import { getJson } from '../talk/get-json.ts';
import type { Words } from './words.ts';

/**
 * Gets the texts of a language. They come from our own server, which has compared them with English, key by key.
 *
 * @param folder where the visitor's page is, as seen from this one.
 */
export async function loadWords(folder: string, tag: string): Promise<Words> {
  return { ...((await getJson(`${folder}words/${tag}.json`)) as Words), tag };
}
