/**
 * A piece of a text: plain, an address that may be opened, or digits that run from left to right in every language, as
 * those of telephones do. Together they are exactly the text.
 */
export type Piece =
  | { kind: 'plain'; text: string }
  | { kind: 'digits'; text: string }
  | { kind: 'link'; address: string; scheme: string; host: string; rest: string };

const CANDIDATE = /\bhttps?:\/\/\S+/gi;
const TRAILING = /[.,;:!?'"”’»>)\]}]+$/;
/** Among letters that run from right to left, "0800-2000" would be shown, and dialled, as "2000-0800". */
const DIGITS = /\+?\d+(?:[- ]\d+)+/g;
const PRINTABLE = /^[\x21-\x7e]+$/;

/** Where an address ends in running text. A closing bracket belongs to it only when it was opened in it. */
function trim(candidate: string): string {
  let address = candidate;
  for (;;) {
    const end = TRAILING.exec(address)?.[0];
    if (end === undefined) return address;
    const last = address.slice(-1);
    if (last === ')' && address.split('(').length >= address.split(')').length) return address;
    address = address.slice(0, -1);
  }
}

/**
 * What an address really is, or nothing when it could be taken for another one: a name before an @, letters of other
 * scripts that look alike, marks that turn the direction of writing.
 */
function readLink(address: string): Piece | undefined {
  if (!PRINTABLE.test(address)) return undefined;
  const parts = /^(https?:\/\/)([a-z0-9.-]+(?::\d+)?)(.*)$/i.exec(address);
  const [, scheme, host, rest] = parts ?? [];
  if (scheme === undefined || host === undefined || rest === undefined) return undefined;
  if (rest !== '' && !/^[/?#]/.test(rest)) return undefined;
  try {
    const url = new URL(address);
    const shown = host.toLowerCase().replace(/:(80|443)$/, '');
    if (url.username !== '' || url.password !== '' || url.host !== shown || !/[a-z]/i.test(host))
      return undefined;
  } catch {
    return undefined;
  }
  return { kind: 'link', address, scheme, host, rest };
}

/** Cuts what is no address into digits of telephones, dates, and what lies between them. */
function plain(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const { 0: digits, index } of text.matchAll(DIGITS)) {
    // Digits with nothing but spaces between them may be a row of numbers, which runs as the language does.
    if (!digits.includes('-') && !/^[+0]/.test(digits)) continue;
    if (index > from) found.push({ kind: 'plain', text: text.slice(from, index) });
    found.push({ kind: 'digits', text: digits });
    from = index + digits.length;
  }
  if (from < text.length) found.push({ kind: 'plain', text: text.slice(from) });
  return found;
}

/** Cuts a text into plain pieces, digits and addresses of the web. Nothing is added, left out or made nicer. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = readLink(trim(match[0]));
    if (link?.kind !== 'link') continue;
    found.push(...plain(text.slice(from, match.index)), link);
    from = match.index + link.address.length;
  }
  return [...found, ...plain(text.slice(from))];
}
