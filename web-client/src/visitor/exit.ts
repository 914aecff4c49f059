import { PATIENCE, ShiftAlone } from './exit-keys.ts';

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
  for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea, select')) {
    field.value = '';
    field.checked = false;
  }
  document.getElementById('page')?.replaceChildren();
}

/**
 * The exit by the keyboard: Shift, three times. Every press shows as a dot and is said aloud. Whoever has a screen
 * reader need not know it: the exit itself is the first thing that the keyboard reaches on every screen.
 */
function watchShift(go: () => void, pressMore: (times: number) => string): void {
  const shift = new ShiftAlone();
  let fades: ReturnType<typeof setTimeout> | undefined;
  const show = (left: number) => {
    const words = document.createElement('span');
    words.className = 'unseen';
    words.textContent = pressMore(left);
    const dots = document.createElement('span');
    dots.setAttribute('aria-hidden', 'true');
    dots.textContent = `${'●'.repeat(3 - left)}${'○'.repeat(left)}`;
    document.getElementById('presses')?.replaceChildren(words, dots);
  };
  const hide = () => {
    clearTimeout(fades);
    document.getElementById('presses')?.replaceChildren();
  };
  const down = (key: string) => {
    shift.down(key);
    if (key !== 'Shift') hide();
  };
  addEventListener('keydown', ({ key }) => down(key), true);
  addEventListener('pointerdown', () => down(''), true);
  addEventListener(
    'keyup',
    ({ key }) => {
      const left = shift.up(key, Date.now());
      if (left === undefined) return;
      hide();
      if (left === 0) return go();
      show(left);
      fades = setTimeout(hide, PATIENCE);
    },
    true,
  );
}

/** What the exit needs of the page. */
type Way = {
  /** The neutral site. */
  address: string;
  /** Forgets everything that is in memory. */
  wipe: () => void;
  /** Whether closing the page would lose something. */
  loses: () => boolean;
  /** How often Shift must still be pressed, in words. */
  pressMore: (times: number) => string;
};

/**
 * Makes the exit immediate, and lets no copy of the page survive in the browser's memory. While it would lose
 * something, whoever closes or loads the page again is asked once, because a hand can slip. A link is always meant:
 * neither the exit nor the number of the emergency services asks anything.
 */
export function prepareExit({ address, wipe, loses, pressMore }: Way): void {
  let meant = false;
  const go = () => {
    meant = true;
    leave(address, wipe);
  };
  addEventListener(
    'click',
    ({ target }) => {
      meant = target instanceof Element && target.closest('a') !== null;
    },
    true,
  );
  document.getElementById('exit')?.addEventListener('click', (event) => {
    event.preventDefault();
    go();
  });
  watchShift(go, pressMore);
  addEventListener('beforeunload', (event) => {
    if (!meant && loses()) event.preventDefault();
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
