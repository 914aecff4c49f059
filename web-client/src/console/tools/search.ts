/** A text as it is searched: without capitals, accents and the different kinds of apostrophes. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘ʼ]/g, "'").toLowerCase();
}

/**
 * What has all the words of a query in its title or its text, in any order. What has them all in its title comes
 * first; else the order stays. Without words it is everything.
 */
export function search<Item>(
  items: readonly Item[],
  query: string,
  read: (item: Item) => { title: string; text: string },
): readonly Item[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  const within = (text: string) => words.every((word) => folded(text).includes(word));
  const found = items.filter((item) => {
    const { title, text } = read(item);
    return within(`${title}\n${text}`);
  });
  const titled = found.filter((item) => within(read(item).title));
  return [...titled, ...found.filter((item) => !titled.includes(item))];
}
