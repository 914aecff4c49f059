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

/**
 * Makes the exit immediate, and lets no copy of the page survive in the browser's memory. While `talking`, whoever
 * closes or loads the page again is asked once, because a hand can slip. A link is always meant: neither the exit nor
 * the number of the emergency services asks anything.
 */
export function prepareExit(address: string, wipe: () => void, talking: () => boolean): void {
  let meant = false;
  addEventListener(
    'click',
    ({ target }) => {
      meant = target instanceof Element && target.closest('a') !== null;
    },
    true,
  );
  document.getElementById('exit')?.addEventListener('click', (event) => {
    event.preventDefault();
    leave(address, wipe);
  });
  addEventListener('beforeunload', (event) => {
    if (!meant && talking()) event.preventDefault();
    // Calling leaves her here.
    meant = false;
  });
  addEventListener('pagehide', () => {
    cover();
    wipe();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) leave(address, wipe);
  });
}
