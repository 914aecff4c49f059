import { tooMany } from '../talk/length.ts';

/** What is inserted at once and has more characters than this was not typed. */
const LARGE = 1_000;

/** Higher than any field may become. */
const HIGHEST = '100vh';

/** A text whose first letter is written from right to left. */
const FROM_THE_RIGHT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * Prepares a field for a text that is too long. Looking for its height, and for the side from which each of its lines
 * is written, takes Chromium seconds with every letter: it gets all the height there is, and one side.
 */
export function makeRoom(field: HTMLTextAreaElement, text: string): void {
  field.style.blockSize = HIGHEST;
  field.dir = FROM_THE_RIGHT.test(text) ? 'rtl' : 'ltr';
}

/**
 * Inserts what would make a field too long in place of the browser. Chromium keeps in one piece what it inserts itself,
 * and lays out one piece of a megabyte for minutes, again with every letter. What a script inserts it cuts in pieces.
 */
export class Large {
  #before: { text: string; start: number; end: number; after: string } | undefined;

  /** Something is about to be inserted: typed, pasted or dropped. */
  insert(field: HTMLTextAreaElement, event: InputEvent): void {
    const { data, cancelable } = event;
    if (!data || data.length <= LARGE || !cancelable) return;
    const { value, selectionStart: start, selectionEnd: end } = field;
    const after = value.slice(0, start) + data + value.slice(end);
    if (tooMany(after) === 0) return;
    event.preventDefault();
    makeRoom(field, after);
    field.setRangeText(data, start, end, 'end');
    this.#before = { text: value, start, end, after: field.value };
    changed(field);
  }

  /** A key goes down. The browser does not know how to undo what it did not insert: this does. */
  key(field: HTMLTextAreaElement, event: KeyboardEvent): void {
    const before = this.#before;
    if (!before || event.key.toLowerCase() !== 'z' || event.shiftKey || event.altKey) return;
    if (!(event.ctrlKey || event.metaKey) || field.value !== before.after) return;
    event.preventDefault();
    this.#before = undefined;
    field.value = before.text;
    field.setSelectionRange(before.start, before.end);
    changed(field);
  }
}

function changed(field: HTMLTextAreaElement): void {
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
