import { describe, expect, test } from 'vitest';
import { apart } from '../../../src/console/tools/insert.ts';
import {
  changeReplies,
  loadReplies,
  PLACE,
  readReplies,
  removeDamaged,
  storedReplies,
} from '../../../src/console/tools/own-replies.ts';

/** What a browser keeps; or one that keeps nothing. */
class Kept {
  readonly entries = new Map<string, string>();
  full = false;
  getItem(name: string): string | null {
    return this.entries.get(name) ?? null;
  }
  setItem(name: string, text: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(name, text);
  }
  removeItem(name: string): void {
    this.entries.delete(name);
  }
}

const closed = () => {
  throw new DOMException('blocked', 'SecurityError');
};

const HELLO = { title: 'Hoi', text: 'Hoi, fijn dat je er bent 🌱' };
const BYE = { title: 'Dag', text: 'Tot de volgende keer' };

describe('a counsellor’s own replies', () => {
  test('are there again in the next shift, and leave nothing behind when the last is removed', () => {
    const kept = new Kept();
    const first = changeReplies(
      () => kept,
      loadReplies(() => kept),
      () => [HELLO, BYE],
    );
    expect(first).toEqual({ kind: 'kept', replies: [HELLO, BYE] });
    expect(loadReplies(() => kept)).toEqual(first);
    changeReplies(
      () => kept,
      first,
      () => [],
    );
    expect(kept.entries.size).toBe(0);
  });

  test('that cannot be read are reported, and neither lost nor written over', () => {
    for (const stored of [
      '{',
      'null',
      '7',
      '[]',
      '{"version":2,"replies":[]}',
      '{"version":1}',
      '{"version":1,"replies":[{"title":"a"}]}',
      '{"version":1,"replies":[{"title":"a","text":"b"},7]}',
    ]) {
      const kept = new Kept();
      kept.setItem(PLACE, stored);
      const read = loadReplies(() => kept);
      expect(read, stored).toEqual({ kind: 'damaged', stored });
      expect(
        changeReplies(
          () => kept,
          { kind: 'kept', replies: [] },
          () => [HELLO],
        ),
      ).toEqual(read);
      expect(kept.getItem(PLACE)).toBe(stored);
      expect(removeDamaged(() => kept)).toEqual({ kind: 'kept', replies: [] });
    }
  });

  test('read as they were written, whatever is in them', () => {
    const odd = [HELLO, { title: '"}', text: '\n\\ \u0000 \ud800' }];
    expect(readReplies(storedReplies(odd))).toEqual({ kind: 'kept', replies: odd });
  });

  test('are kept for this shift where the browser keeps nothing, and that is said', () => {
    const none = loadReplies(closed);
    expect(none).toEqual({ kind: 'closed', replies: [] });
    const one = changeReplies(closed, none, () => [HELLO]);
    expect(one).toEqual({ kind: 'closed', replies: [HELLO] });
    expect(changeReplies(closed, one, (all) => [...all, BYE])).toEqual({
      kind: 'closed',
      replies: [HELLO, BYE],
    });
  });

  test('are not lost when the browser has no room for one more', () => {
    const kept = new Kept();
    const one = changeReplies(
      () => kept,
      loadReplies(() => kept),
      () => [HELLO],
    );
    kept.full = true;
    const two = changeReplies(
      () => kept,
      one,
      (all) => [...all, BYE],
    );
    expect(two).toEqual({ kind: 'closed', replies: [HELLO, BYE] });
    kept.full = false;
    expect(
      changeReplies(
        () => kept,
        two,
        (all) => all,
      ),
    ).toEqual({ kind: 'kept', replies: [HELLO, BYE] });
  });

  test('of another window are not written over', () => {
    const kept = new Kept();
    const here = loadReplies(() => kept);
    changeReplies(
      () => kept,
      loadReplies(() => kept),
      () => [HELLO],
    );
    expect(
      changeReplies(
        () => kept,
        here,
        (all) => [...all, BYE],
      ),
    ).toEqual({
      kind: 'kept',
      replies: [HELLO, BYE],
    });
  });
});

test('a text stands apart from the words around it, and needs no space at an edge', () => {
  expect(apart('', 0, 'hoi')).toBe('hoi');
  expect(apart('dag', 3, 'hoi')).toBe(' hoi');
  expect(apart('dag ', 4, 'hoi')).toBe('hoi');
  expect(apart('dag', 0, 'hoi')).toBe('hoi ');
  expect(apart('ab', 1, 'hoi')).toBe(' hoi ');
  expect(apart('a\nb', 2, 'hoi')).toBe('hoi ');
});
