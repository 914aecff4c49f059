/**
 * A text with places in it, `{name}`. It is no string before they are filled, so that nothing is shown half done. At
 * run time it is one, as it stands in the organisation's file.
 */
export interface Text<Place extends string> {
  readonly places: Place;
}

/** A text that counts: one form for each plural of its language. `{count}` is the number. */
export interface Counted<Place extends string> {
  readonly places: Place;
}

type Value = string | number;

function put(text: string, values: Readonly<Record<string, Value | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Fills the places of a text. */
export function fill<Place extends string>(
  text: Text<Place>,
  values: Readonly<Record<NoInfer<Place>, Value>>,
): string {
  return put(text as unknown as string, values);
}

/** What a text that counts is filled with. `count` may be given in words: "three". */
type Given<Place extends string> = Readonly<Record<Place, Value> & { count?: Value }>;

/**
 * The form for a number, filled. The form `zero` is for exactly 0, whatever the plurals of the language say; a form
 * that is not there is `other`.
 */
export function count<Place extends string>(
  { tag }: { tag: string },
  counted: Counted<Place>,
  n: number,
  ...[values]: [Place] extends [never] ? [Given<never>?] : [Given<NoInfer<Place>>]
): string {
  const forms = counted as unknown as Record<string, string>;
  const form = (n === 0 && forms['zero']) || forms[new Intl.PluralRules(tag).select(n)] || forms['other'];
  return put(form ?? '', { count: n, ...values });
}
