/**
 * Leaves at once. Nothing here waits: not for the network, not for an answer, not for a question whether it is meant.
 * The overlay comes first, so that a slow line leaves a blank page on the screen and no words.
 *
 * @param wipe forgets everything that is in memory.
 */
export function leave(address: string, wipe: () => void): void {
  try {
    cover();
    wipe();
  } finally {
    location.replace(address);
  }
}

/** Covers the page and empties it. */
export function cover(): void {
  const overlay = document.createElement('div');
  overlay.className = 'overlay';
  document.body.append(overlay);
  for (const field of document.querySelectorAll('textarea')) field.value = '';
  document.getElementById('page')?.replaceChildren();
}

/** Makes the exit immediate, and lets no copy of the page survive in the browser's memory. */
export function prepareExit(address: string, wipe: () => void): void {
  document.getElementById('exit')?.addEventListener('click', (event) => {
    event.preventDefault();
    leave(address, wipe);
  });
  addEventListener('pagehide', () => {
    cover();
    wipe();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) leave(address, wipe);
  });
}
