type Props = { words: { language: string; languageTag: string }; onLanguage: () => void };

/** The other language, in its own words: who needs it may not read these. */
export function LanguageSwitch({ words, onLanguage }: Props) {
  return (
    <button type="button" class="quiet" lang={words.languageTag} onClick={onLanguage}>
      {words.language}
    </button>
  );
}
