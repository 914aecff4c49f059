/** The languages of the pages. */
export type Language = 'nl' | 'en';

/** The first language that somebody reads and we have, else the organisation's. */
export function chooseLanguage(wanted: readonly string[], organisation: string): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'nl' || language === 'en') return language;
  }
  return organisation === 'en' ? 'en' : 'nl';
}

/** The other one of two. */
export function otherLanguage(language: Language): Language {
  return language === 'nl' ? 'en' : 'nl';
}
