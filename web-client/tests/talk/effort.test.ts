import { describe, expect, test } from 'vitest';
import { EffortSearch, effortBits } from '../../src/crypto/effort.ts';
import { makeEffort, SLICE } from '../../src/talk/effort.ts';
import { Page } from '../visitor/page.ts';

/** A page in which every look at the clock takes some time, and everything else waits its turn. */
class Turns {
  time = 0;
  readonly #perLook: number;
  #waiting: (() => void)[] = [];
  readonly lasted: number[] = [];

  constructor(perLook: number) {
    this.#perLook = perLook;
  }

  readonly clock = {
    now: () => {
      this.time += this.#perLook;
      return this.time;
    },
    later: (call: () => void) => void this.#waiting.push(call),
  };

  /** Lets one thing have its turn. Whether there was one. */
  turn(): boolean {
    const call = this.#waiting.shift();
    const before = this.time;
    call?.();
    this.lasted.push(this.time - before);
    return call !== undefined;
  }
}

const ROOT = new Uint8Array(32).fill(3);
const TICKET = new Uint8Array(16).fill(4);

describe('a page that makes an effort', () => {
  test('never keeps her waiting for longer than eight milliseconds', () => {
    const turns = new Turns(0.7);
    let found: Uint8Array | undefined;
    makeEffort(EffortSearch.forTicket(ROOT, TICKET, 12), turns.clock, (nonce) => {
      found = nonce;
    });
    expect(turns.lasted).toEqual([]);
    while (found === undefined) expect(turns.turn()).toBe(true);
    expect(effortBits(ROOT, TICKET, found)).toBeGreaterThanOrEqual(12);
    expect(turns.lasted.length).toBeGreaterThan(20);
    expect(Math.max(...turns.lasted)).toBeLessThanOrEqual(SLICE + 3 * 0.7);
    expect(Math.max(...turns.lasted)).toBeLessThanOrEqual(8);
    expect(turns.turn()).toBe(false);
  });

  test('stops at once when she leaves', () => {
    const turns = new Turns(10);
    const stop = makeEffort(EffortSearch.forTicket(ROOT, TICKET, 14), turns.clock, () => {
      throw new Error('nobody waits for this any more');
    });
    turns.turn();
    stop();
    turns.turn();
    expect(turns.turn()).toBe(false);
  });
});

describe('a visitor who waits where many do', () => {
  const nonce = new Uint8Array(8).fill(5);

  /** She waits, is asked, and her page has made the effort. */
  function asked(seed: number): Page {
    const page = new Page(seed).wait().hear({ kind: 'effort-wanted', bits: 9 });
    expect(page.effects).toEqual([{ kind: 'make-effort', ticket: page.conversation, bits: 9 }]);
    page.do({ kind: 'effort', ticket: page.conversation, nonce, bits: 9 });
    expect(page.frames).toEqual([{ kind: 'effort', nonce }]);
    return page;
  }

  test('shows the effort that her page has made, and the same again when the server has forgotten it', () => {
    const page = asked(60);
    page
      .line('lost')
      .line('opened')
      .hear({ kind: 'ticket', token: new Uint8Array(page.token) });
    page.hear({ kind: 'effort-wanted', bits: 8 });
    expect(page.effects).toEqual([{ kind: 'send', frame: { kind: 'effort', nonce } }]);
    page.hear({ kind: 'effort-wanted', bits: 11 });
    expect(page.effects).toEqual([{ kind: 'make-effort', ticket: page.conversation, bits: 11 }]);
  });

  test('makes another for another ticket, and says nothing of the one for the first', () => {
    const page = asked(61);
    const first = page.conversation;
    page.ended('unknown').line('opened');
    page.hear({ kind: 'ticket', token: page.tokenFor(page.seeded.bytes(16)) });
    expect(page.do({ kind: 'effort', ticket: first, nonce, bits: 9 }).frames).toEqual([]);
    page.hear({ kind: 'effort-wanted', bits: 8 });
    expect(page.effects).toMatchObject([{ kind: 'make-effort', bits: 8 }]);
  });

  test('says nothing of an effort once somebody talks with her, or she has left', () => {
    const talks = new Page(62);
    talks.talk();
    talks.hear({ kind: 'effort-wanted', bits: 9 });
    expect(talks.effects).toEqual([]);
    expect(talks.do({ kind: 'effort', ticket: talks.conversation, nonce, bits: 9 }).frames).toEqual([]);
    const left = asked(63).do({ kind: 'wipe' });
    expect(left.do({ kind: 'effort', ticket: left.conversation, nonce, bits: 9 }).effects).toEqual([]);
  });
});
