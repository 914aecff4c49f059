import type { Entrance } from './intake.ts';

/** A piece of a line of an information page. */
export type Inline = Readonly<{ text: string; strong?: true; href?: string }>;

/** A piece of an information page. */
export type Block =
  | Readonly<{ kind: 'heading'; text: readonly Inline[] }>
  | Readonly<{ kind: 'paragraph'; text: readonly Inline[] }>
  | Readonly<{ kind: 'list'; items: readonly (readonly Inline[])[] }>;

/** Where a fact comes from. `checked` is a date as 2026-11-24, or says that nobody has checked it. */
export type Source = Readonly<{ what: string; where: string; checked: string }>;

/** An information page, as the server made it from the organisation's file. */
export type Page = Readonly<{ title: string; sources: readonly Source[]; blocks: readonly Block[] }>;

/** A page in the list of pages. */
export type Listed = Readonly<{ page: string; title: string; short: string; for: readonly string[] }>;

/** Somebody else who can help. */
export type OtherHelp = Readonly<{
  id: string;
  name: string;
  when: string;
  what: string;
  tel?: string;
  site?: string;
  danger?: boolean;
}>;

/** What there is to read, and who else can help, in one language. */
export type Contents = Readonly<{ pages: readonly Listed[]; numbers: readonly OtherHelp[] }>;

/** The pages for this entrance first, else in the organisation's order. */
export function inOrder<For extends Pick<Listed, 'for'>>(
  pages: readonly For[],
  entrance: Entrance | undefined,
): readonly For[] {
  if (entrance === undefined) return pages;
  const isFor = (page: For) => page.for.includes(entrance);
  return [...pages.filter(isFor), ...pages.filter((page) => !isFor(page))];
}
