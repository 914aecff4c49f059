import { readable } from '../../talk/cards/readable.ts';
import { fieldsOf, type Template } from '../../talk/cards/template.ts';

/** A question, and what she filled in there. */
export type Answered = Readonly<{ question: string; lines: readonly string[] }>;

/** What she filled in, in the order of the card. What she left open is not in it. */
export function answeredIn(template: Template, values: ReadonlyMap<number, string>): readonly Answered[] {
  return fieldsOf(template)
    .map((field, at) => ({ question: field.label, lines: readable(field, values.get(at) ?? '') }))
    .filter(({ lines }) => lines.length > 0);
}

/** The beginning of a text, with this many characters at most. None of them is cut in two. */
export function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** The most lines to learn by heart, and how long one may be, in characters. */
export const MOST_LINES = 5;
export const LONGEST_LINE = 60;

/** A line that she may want to know by heart. `about`: whose number it is. */
export type ToLearn = Readonly<{ line: string; about: string }>;

/** Lines that she may want to know by heart: her own words, one by one, and the numbers of the card. Each once. */
export function linesToLearn(template: Template, values: ReadonlyMap<number, string>): readonly ToLearn[] {
  const own = answeredIn(template, values)
    .flatMap(({ lines }) => lines.flatMap((line) => line.split('\n')))
    .map((line) => ({ line: line.trim(), about: '' }));
  const numbers = template.sections
    .flatMap(({ facts }) => facts)
    .flatMap(({ tel, text }) => (tel ? [{ line: tel, about: text.split(/[:.]/)[0] ?? '' }] : []));
  const all = [...own, ...numbers].filter(({ line }) => line !== '');
  return all.filter(({ line }, n) => all.findIndex((other) => other.line === line) === n);
}

/** The kinds of files that she can choose from. */
export const FILES = ['txt', 'html', 'csv'] as const;
export type FileKind = (typeof FILES)[number];

const TYPES: Record<FileKind, string> = {
  txt: 'text/plain;charset=utf-8',
  html: 'text/html;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
};

/** The longest name of a file, in characters. */
export const LONGEST_NAME = 40;

/** A name that every computer takes, or nothing when there is nothing of it left. */
export function fileName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} _-]/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  return cut(safe, LONGEST_NAME).trim();
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** A cell of a table. What a spreadsheet would take for a formula is made plain text. */
function cell(text: string): string {
  const plain = /^\s*[=+\-@]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

/** A file with what she filled in: its type, and its text. Nothing in it says where it comes from. */
export function fileOf(
  kind: FileKind,
  heading: string,
  answered: readonly Answered[],
  { language, direction }: Template,
): { type: string; text: string } {
  const type = TYPES[kind];
  switch (kind) {
    case 'txt': {
      const parts = answered.map(({ question, lines }) => `${question}\n${lines.join('\n')}`);
      return { type, text: `${[heading, ...parts].join('\n\n')}\n` };
    }
    case 'html': {
      const parts = answered.map(
        ({ question, lines }) =>
          `<dt>${html(question)}</dt>${lines.map((line) => `<dd dir="auto">${html(line).replaceAll('\n', '<br>')}</dd>`).join('')}`,
      );
      const title = html(heading);
      const page = `<!doctype html><html lang="${html(language)}" dir="${direction}"><meta charset="utf-8">`;
      const phone = '<meta name="viewport" content="width=device-width">';
      const head = `${page}${phone}<title>${title}</title><h1>${title}</h1>`;
      return { type, text: `${head}<dl>${parts.join('')}</dl>\n` };
    }
    case 'csv': {
      const rows = answered.flatMap(({ question, lines }) => lines.map((line) => [question, line]));
      const lines = [[heading, ''], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`);
      // Without the mark at its beginning Excel reads letters with accents, and Arabic, as something else.
      return { type, text: `\ufeff${lines.join('')}` };
    }
  }
}
