import { expect, test } from 'vitest';
import { Log, type Mark } from '../../src/look/log.tsx';
import type { Line } from '../../src/talk/conversation.ts';
import { en } from '../words/texts.ts';
import { Screen } from './screen.ts';

const line = (id: number): Line => ({ id, mine: false, text: `text ${id}`, state: 'delivered', since: 0 });

/** What stands in the log, of which some lines may be held back. */
function shown(ids: readonly number[], marks: readonly Mark[]): readonly string[] {
  const screen = new Screen(
    <Log lines={ids.map(line)} name="Her" marks={marks} words={en} shown={true} onRetry={undefined} />,
  );
  return screen.lines.filter((one) => /text|Sam/.test(one));
}

test('that a guest came and left stands once and where it was, also while a pause holds texts back', () => {
  const marks = [
    { at: 1, name: 'Sam', came: true },
    { at: 3, name: 'Sam', came: false },
  ];
  const came = 'Sam reads along from here';
  const left = 'Sam has left';
  const text = (id: number) => expect.stringContaining(`text ${id}`);
  expect(shown([0, 1, 2, 3], marks)).toEqual([text(0), came, text(1), text(2), left, text(3)]);
  expect(shown([0, 1], marks)).toEqual([text(0), came, text(1), left]);
  expect(shown([0, 3, 4], marks)).toEqual([text(0), came, left, text(3), text(4)]);
  expect(shown([], marks)).toEqual([came, left]);
  // Nobody has written anything in between.
  const again = [...marks, { at: 3, name: 'Sam', came: true }, { at: 3, name: 'Sam', came: false }];
  expect(shown([0, 1, 2], again)).toEqual([text(0), came, text(1), text(2), left, came, left]);
});
