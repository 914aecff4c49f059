import type { Language } from '../words/language.ts';

type Props = {
  label: string;
  others: readonly Language[];
  /** The key that presses the first of them, where there is one. */
  shortcut?: string;
  onLanguage: (tag: string) => void;
};

/** The other languages, each in its own words: who needs one may not read these. */
export function LanguageSwitch({ label, others, shortcut, onLanguage }: Props) {
  if (others.length === 0) return null;
  return (
    <nav class="languages" aria-label={label}>
      {others.map(({ tag, name }, i) => (
        // By place: what was pressed stays, and the focus with it, when the languages change places.
        <button
          key={i}
          type="button"
          class="quiet"
          lang={tag}
          dir="auto"
          aria-keyshortcuts={i === 0 ? shortcut : undefined}
          onClick={() => onLanguage(tag)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
