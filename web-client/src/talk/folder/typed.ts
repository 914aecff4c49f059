/** How many words open a folder. */
export const FIVE = 5;

/** Two lists of 7,776 words, by language. No word stands in both. */
export type WordLists = Readonly<Record<string, readonly string[]>>;

/** What is wrong with what was typed, or the five words in it as they are stretched. */
export type TypedWords =
  | { kind: 'words'; words: string }
  /** So many words were typed. */
  | { kind: 'count'; count: number }
  /** This word is in no list; these are like it. */
  | { kind: 'unknown'; word: string; like: readonly string[] }
  /** Words of two lists. */
  | { kind: 'mixed' };

/** The words in a text: in small letters, whatever stands between them. */
export function wordsIn(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');
}

/** How many letters must be put in, taken out or replaced to make one of the other. */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Words of the lists that are like this one: at most three, at most two letters away. */
function like(word: string, lists: WordLists): readonly string[] {
  return Object.values(lists)
    .flat()
    .map((known) => ({ known, away: distance(word, known) }))
    .filter(({ away }) => away <= 2)
    .sort((one, other) => one.away - other.away)
    .slice(0, 3)
    .map(({ known }) => known);
}

/** Looks at what somebody typed as her five words. */
export function typedWords(text: string, lists: WordLists): TypedWords {
  const words = wordsIn(text);
  if (words.length !== FIVE) return { kind: 'count', count: words.length };
  const languages = words.map((word) =>
    Object.keys(lists).find((language) => lists[language]?.includes(word)),
  );
  const unknown = words[languages.indexOf(undefined)];
  if (unknown !== undefined) return { kind: 'unknown', word: unknown, like: like(unknown, lists) };
  if (new Set(languages).size > 1) return { kind: 'mixed' };
  return { kind: 'words', words: words.join(' ') };
}
