import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { prepareExit } from '../../src/visitor/exit.ts';

type Listener = (event: object) => void;

/** What can be pressed: `a` when it is a link. */
class Thing {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  closest(name: string): Thing | null {
    return name === this.#name ? this : null;
  }
}

const listeners = new Map<string, Listener>();
const exit = new Map<string, Listener>();
let talks: boolean;
let wiped: number;
let left: string[];
let said: string[];
let fields: { value: string; checked: boolean }[];

beforeEach(() => {
  listeners.clear();
  exit.clear();
  [talks, wiped, left, said] = [true, 0, [], []];
  fields = [{ value: 'a secret', checked: true }];
  const presses = {
    replaceChildren: (words?: { textContent: string }) => said.push(words?.textContent ?? ''),
  };
  const nothing = { append: () => undefined, replaceChildren: () => undefined };
  vi.stubGlobal('Element', Thing);
  vi.stubGlobal('addEventListener', (name: string, act: Listener) => listeners.set(name, act));
  vi.stubGlobal('location', { replace: (address: string) => left.push(address) });
  vi.stubGlobal('document', {
    body: nothing,
    createElement: () => ({ setAttribute: () => undefined }),
    querySelectorAll: () => fields,
    getElementById: (id: string) => {
      if (id === 'exit') return { addEventListener: (name: string, act: Listener) => exit.set(name, act) };
      return id === 'presses' ? presses : nothing;
    },
  });
  const wipe = () => {
    wiped += 1;
    talks = false;
  };
  prepareExit({
    address: 'https://weather/',
    wipe,
    loses: () => talks,
    pressMore: (times) => `${times} more`,
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const press = (thing: string) => listeners.get('click')?.({ target: new Thing(thing) });

/** The browser is about to leave the page. Whether it asks her first. */
function asks(): boolean {
  let asked = false;
  listeners.get('beforeunload')?.({
    preventDefault: () => {
      asked = true;
    },
  });
  return asked;
}

describe('a visitor who talks', () => {
  test('is asked when she closes the page or loads it again', () => {
    press('button');
    expect(asks()).toBe(true);
  });

  test('is never asked by the exit, which forgets all of it before it leaves', () => {
    press('a');
    exit.get('click')?.({ preventDefault: () => undefined });
    expect([wiped, left]).toEqual([1, ['https://weather/']]);
    expect(fields).toEqual([{ value: '', checked: false }]);
    expect(asks()).toBe(false);
  });

  test('leaves by the exit unasked even when something fails on the way', () => {
    vi.spyOn(document.body, 'append').mockImplementation(() => {
      throw new Error('no room');
    });
    press('a');
    expect(() => exit.get('click')?.({ preventDefault: () => undefined })).toThrow('no room');
    expect(left).toEqual(['https://weather/']);
    expect(asks()).toBe(false);
  });

  test('is not asked when she calls the number, and is when she closes the page after it', () => {
    press('a');
    expect(asks()).toBe(false);
    expect(asks()).toBe(true);
  });
});

describe('a visitor with a keyboard', () => {
  const down = (key: string) => listeners.get('keydown')?.({ key });
  const up = (key: string) => listeners.get('keyup')?.({ key });
  const shift = () => {
    down('Shift');
    up('Shift');
  };

  beforeEach(() => {
    vi.useFakeTimers();
  });

  test('leaves with Shift three times, and hears how often it still takes', () => {
    shift();
    shift();
    expect(left).toEqual([]);
    expect(said.filter((words) => words !== '')).toEqual(['2 more', '1 more']);
    shift();
    expect([wiped, left]).toEqual([1, ['https://weather/']]);
  });

  test('may take up to five seconds for each, and not longer', () => {
    shift();
    vi.advanceTimersByTime(4_900);
    shift();
    vi.advanceTimersByTime(5_100);
    shift();
    expect(left).toEqual([]);
    expect(said.filter((words) => words !== '')).toEqual(['2 more', '1 more', '2 more']);
  });

  test('does not leave by writing capitals, or by anything else in between', () => {
    for (const letter of ['A', 'B', 'C', 'D']) {
      down('Shift');
      down(letter);
      up(letter);
      up('Shift');
    }
    shift();
    shift();
    down('x');
    up('x');
    shift();
    shift();
    listeners.get('pointerdown')?.({});
    shift();
    expect(left).toEqual([]);
  });

  test('does not leave by holding Shift down', () => {
    for (let i = 0; i < 9; i++) down('Shift');
    up('Shift');
    expect(left).toEqual([]);
  });
});

test('a visitor who does not talk is asked nothing', () => {
  talks = false;
  expect(asks()).toBe(false);
});
