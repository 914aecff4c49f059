const SPACE = /\s/;

/** A text as it goes into a draft at a place: apart from the words before and after it. */
export function apart(draft: string, at: number, text: string): string {
  const before = draft[at - 1];
  const after = draft[at];
  const gap = (next: string | undefined) => (next === undefined || SPACE.test(next) ? '' : ' ');
  return `${gap(before)}${text}${gap(after)}`;
}

/** The field of the conversation on the screen, if it still goes on. */
function draftField(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>('.panel:not([hidden]) .composer textarea');
}

/**
 * Puts a text into the draft, where the cursor was, and gives the cursor back to it. Nothing that stands there is
 * replaced, also if it is selected, and nothing is sent. Without a draft nothing happens.
 */
export function insert(text: string): void {
  const field = draftField();
  if (field === null) return;
  const at = field.selectionEnd;
  const put = apart(field.value, at, text);
  field.focus();
  field.setSelectionRange(at, at);
  // The only way that the browser can take back with Ctrl+Z. Where it is gone, the field is written to.
  if (!document.execCommand('insertText', false, put)) {
    field.setRangeText(put, at, at, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}
