import { describe, expect, test } from 'vitest';
import {
  type AllNotes,
  ageSought,
  isUnder18,
  type NoteEvent,
  noted,
  notesOf,
  ticked,
  tickOf,
} from '../../../src/console/tools/notes.ts';
import { EMPTY_FORM } from '../../../src/crypto/form.ts';

const NONE: AllNotes = new Map();
const having = (...events: NoteEvent[]) => events.reduce(noted, NONE);
const tick = (key: string, what: string, on = true): NoteEvent => ({ kind: 'tick', key, what, on });

describe('what a counsellor notes', () => {
  test('is of one conversation, and never of another', () => {
    const notes = having(
      tick('a', tickOf('acts', 1)),
      { kind: 'note', key: 'a', change: { text: 'a brother' } },
      tick('b', tickOf('acts', 0)),
    );
    expect(ticked(notesOf(notes, 'a'), 'acts', ['x', 'y'])).toEqual(['y']);
    expect(ticked(notesOf(notes, 'b'), 'acts', ['x', 'y'])).toEqual(['x']);
    expect(notesOf(notes, 'b').text).toBe('');
    expect(notesOf(notes, 'c').ticks.size).toBe(0);
    expect(notesOf(notes, undefined).text).toBe('');
  });

  test('is gone with the conversation, and only with that', () => {
    const both = having(tick('a', 'acts/0'), tick('b', 'acts/0'));
    expect(noted(both, { kind: 'keep-only', keys: ['b', 'c', 'a'] })).toBe(both);
    const left = noted(both, { kind: 'keep-only', keys: ['b'] });
    expect([...left.keys()]).toEqual(['b']);
    expect(noted(left, { kind: 'keep-only', keys: [] }).size).toBe(0);
  });

  test('can be taken back', () => {
    const notes = having(tick('a', 'acts/0'), tick('a', 'means/2'), tick('a', 'acts/0', false));
    expect([...notesOf(notes, 'a').ticks]).toEqual(['means/2']);
  });

  test('does not change what was noted before: a screen may still show it', () => {
    const before = having(tick('a', 'acts/0'));
    noted(before, tick('a', 'acts/1'));
    noted(before, { kind: 'note', key: 'a', change: { risk: 'danger' } });
    expect([...notesOf(before, 'a').ticks]).toEqual(['acts/0']);
    expect(notesOf(before, 'a').risk).toBe('');
  });

  test('any order of ticks leaves what was last said about each', () => {
    let random = 7;
    const next = (below: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return random % below;
    };
    for (let evening = 0; evening < 200; evening++) {
      let notes = NONE;
      const truth = new Map<string, Set<string>>();
      for (let n = 0; n < 30; n++) {
        const key = `visitor-${next(3)}`;
        if (next(8) === 0) {
          truth.delete(key);
          notes = noted(notes, { kind: 'keep-only', keys: [...truth.keys()] });
          continue;
        }
        const what = tickOf('acts', next(4));
        const on = next(2) === 0;
        const set = truth.get(key) ?? new Set();
        truth.set(key, set);
        if (on) set.add(what);
        else set.delete(what);
        notes = noted(notes, tick(key, what, on));
      }
      expect([...notes.keys()].sort()).toEqual([...truth.keys()].sort());
      for (const [key, set] of truth) expect(notesOf(notes, key).ticks).toEqual(set);
    }
  });
});

describe('her age', () => {
  const form = { ...EMPTY_FORM, age: '15-17' as const };

  test('is as her form says until the counsellor knows better', () => {
    expect(isUnder18(notesOf(NONE, 'a'), form)).toBe(true);
    expect(isUnder18(notesOf(NONE, 'a'), { ...form, age: '18-20' })).toBe(false);
    expect(isUnder18(notesOf(NONE, 'a'), undefined)).toBe(false);
    const older = notesOf(having({ kind: 'note', key: 'a', change: { under18: false } }), 'a');
    expect(isUnder18(older, form)).toBe(false);
    const younger = notesOf(having({ kind: 'note', key: 'a', change: { under18: true } }), 'a');
    expect(isUnder18(younger, undefined)).toBe(true);
  });

  test('is looked for as her form says until another is chosen, also any age at all', () => {
    expect(ageSought(notesOf(NONE, 'a'), form)).toBe('15-17');
    expect(ageSought(notesOf(NONE, 'a'), undefined)).toBe('not-said');
    const any = notesOf(having({ kind: 'note', key: 'a', change: { age: 'not-said' } }), 'a');
    expect(ageSought(any, form)).toBe('not-said');
  });
});
