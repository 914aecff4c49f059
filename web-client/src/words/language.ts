/** A language of the page: the name of its file, and its own name. */
export type Language = Readonly<{ tag: string; name: string }>;

/** The first language that somebody reads and the organisation has, else the organisation's own. */
export function chooseLanguage(
  wanted: readonly string[],
  languages: readonly Language[],
  organisation: string,
): string {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0] ?? '';
    if (languages.some((known) => known.tag === language)) return language;
  }
  return organisation;
}
