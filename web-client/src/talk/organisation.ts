import type { Language } from '../words/language.ts';

/** What the server wrote into the page when it was served. The page trusts this at load, and nothing after it. */
export type Organisation = {
  name: string;
  /** The Ed25519 root key, 32 bytes. */
  root: Uint8Array;
  /** Where the exit leads. */
  exit: string;
  language: string;
  /** The languages there are texts in, its own among them. */
  languages: readonly Language[];
  title: string;
};

/** The languages by the names of their files, and by the names that they have themselves, in JSON. */
function readLanguages(own: string, tags = own, names = '{}'): readonly Language[] {
  try {
    const named = JSON.parse(names) as Record<string, string>;
    return tags.split(',').map((tag) => ({ tag, name: named[tag] ?? tag }));
  } catch {
    // Not filled in. There is always the organisation's own.
    return [{ tag: own, name: own }];
  }
}

/**
 * Reads the organisation from the attributes of the body.
 *
 * @throws Error when the page was not filled in: without a root key nobody could be believed.
 */
export function readOrganisation(document: Document): Organisation {
  const { root, organisation, exit, language = 'nl', languages, names } = document.body.dataset;
  if (
    root === undefined ||
    !/^[0-9a-f]{64}$/i.test(root) ||
    organisation === undefined ||
    exit === undefined
  ) {
    throw new Error('this page does not know its organisation');
  }
  return {
    name: organisation,
    root: Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(root.slice(2 * i, 2 * i + 2), 16)),
    exit,
    language,
    languages: readLanguages(language, languages, names),
    title: document.title,
  };
}
