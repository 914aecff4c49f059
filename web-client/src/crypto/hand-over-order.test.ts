import { describe, expect, test } from 'vitest';
import { say, tellAll, thrownBy } from '../../tests/crypto/conversation.ts';
import { Meeting } from '../../tests/crypto/meeting.ts';
import { NOW } from '../../tests/crypto/organisation.ts';
import { join } from './bytes.ts';
import type { Contents } from './contents.ts';
import type { HandOverStage } from './hand-over.ts';
import { Damaged } from './session.ts';

/*
 * As in rejoin-order.test.ts the other end is dishonest: it seals the records of a hand-over as it likes, with the right
 * keys. Every stage of either end meets every record, from an end that has opened our last word and from one that has not.
 */

const LENGTHS = {
  'hand-over-asked': 526,
  'hand-over-agreed': 1232,
  'hand-over-refused': 0,
  'hand-over-withdrawn': 0,
} as const;
type Kind = keyof typeof LENGTHS;

/** The other end asks for a hand-over to a shift that holds: a new one of its own, which nobody minds here. */
function asks(meeting: Meeting): void {
  const body = join(meeting.seeded.bytes(32), meeting.shift.chain);
  const kind = 'hand-over-asked';
  const acknowledged = meeting.session.sent;
  meeting.hearAll({ kind, typing: false, acknowledged, part: 0, more: false, body });
}

function says(meeting: Meeting, kind: Kind): void {
  const { session, shift, seeded } = meeting;
  const { handOver } = session;
  const made = {
    'hand-over-asked': () => handOver.ask(seeded.bytes(32), shift.chain),
    'hand-over-agreed': () => handOver.agree(NOW, seeded.bytes),
    'hand-over-refused': () => handOver.refuse(),
    'hand-over-withdrawn': () => handOver.withdraw(),
  };
  session.seal(tellAll(session, made[kind]()));
}

/** How an end comes into a stage, what may come then, and where that leads. */
type Row = {
  end: 'visitor' | 'counsellor';
  what: string;
  come: (meeting: Meeting) => void;
  stage: HandOverStage;
  /** From an end that has opened all that ours has sealed. */
  known: Partial<Record<Kind, HandOverStage>>;
  /** From one that has not opened the last of it. */
  crossed: Partial<Record<Kind, HandOverStage>>;
};

const ROWS: Row[] = [
  {
    end: 'visitor',
    what: 'who was not asked',
    come: (meeting) => meeting.session.seal(say('hallo')),
    stage: 'nothing',
    known: { 'hand-over-asked': 'asked' },
    crossed: { 'hand-over-asked': 'asked' },
  },
  {
    end: 'visitor',
    what: 'who was asked',
    come: asks,
    stage: 'asked',
    known: { 'hand-over-withdrawn': 'nothing' },
    crossed: { 'hand-over-withdrawn': 'nothing' },
  },
  {
    end: 'visitor',
    what: 'who has agreed',
    come: (meeting) => {
      asks(meeting);
      says(meeting, 'hand-over-agreed');
    },
    stage: 'agreed',
    known: { 'hand-over-withdrawn': 'nothing' },
    crossed: { 'hand-over-withdrawn': 'nothing' },
  },
  {
    end: 'visitor',
    what: 'who has refused',
    come: (meeting) => {
      asks(meeting);
      says(meeting, 'hand-over-refused');
    },
    stage: 'ended',
    known: { 'hand-over-asked': 'asked' },
    crossed: { 'hand-over-withdrawn': 'nothing' },
  },
  {
    end: 'visitor',
    what: 'who has refused, when the counsellor is known to know',
    come: (meeting) => {
      asks(meeting);
      says(meeting, 'hand-over-refused');
      meeting.hear('nothing', 0, 1);
      meeting.session.seal(say('I stay'));
    },
    stage: 'nothing',
    known: { 'hand-over-asked': 'asked' },
    crossed: { 'hand-over-asked': 'asked' },
  },
  {
    end: 'counsellor',
    what: 'who has not asked',
    come: (meeting) => meeting.session.seal(say('hallo')),
    stage: 'nothing',
    known: {},
    crossed: {},
  },
  {
    end: 'counsellor',
    what: 'who has asked',
    come: (meeting) => says(meeting, 'hand-over-asked'),
    stage: 'asked',
    known: { 'hand-over-agreed': 'agreed', 'hand-over-refused': 'nothing' },
    crossed: { 'hand-over-agreed': 'agreed', 'hand-over-refused': 'nothing' },
  },
  {
    end: 'counsellor',
    what: 'whom the visitor has said yes to',
    come: (meeting) => {
      says(meeting, 'hand-over-asked');
      meeting.hear('hand-over-agreed', 1232, 1);
    },
    stage: 'agreed',
    known: {},
    crossed: {},
  },
  {
    end: 'counsellor',
    what: 'who has taken it back',
    come: (meeting) => {
      says(meeting, 'hand-over-asked');
      says(meeting, 'hand-over-withdrawn');
    },
    stage: 'ended',
    known: {},
    crossed: { 'hand-over-agreed': 'nothing', 'hand-over-refused': 'nothing' },
  },
  {
    end: 'counsellor',
    what: 'who has taken it back after a yes',
    come: (meeting) => {
      says(meeting, 'hand-over-asked');
      meeting.hear('hand-over-agreed', 1232, 1);
      says(meeting, 'hand-over-withdrawn');
    },
    stage: 'nothing',
    known: {},
    crossed: {},
  },
];

describe('a record of a hand-over that has not its turn is damage', () => {
  test.each(ROWS)('to a $end $what', ({ end, come, stage, known, crossed }) => {
    for (const [kind, length] of Object.entries(LENGTHS) as [Kind, number][]) {
      for (const [sees, next] of [
        [0, known[kind]],
        [1, crossed[kind]],
      ] as const) {
        const meeting = new Meeting(end);
        const { session } = meeting;
        come(meeting);
        expect(session.handOver.stage).toBe(stage);
        const before = [session.sent, session.received];
        const call = () => meeting.hear(kind, length, Math.max(0, session.sent - sees));
        if (next === undefined) {
          expect(thrownBy(call), kind).toBeInstanceOf(Damaged);
          expect([session.sent, session.received, session.handOver.stage], kind).toEqual([...before, stage]);
        } else {
          call();
          expect(session.handOver.stage, kind).toBe(next);
        }
      }
    }
  });
});

describe('any other record', () => {
  test('leaves a hand-over as it is, but shows what the other end has opened', () => {
    for (const { end, come, stage } of ROWS) {
      for (const kind of ['nothing', 'text'] as const satisfies Contents['kind'][]) {
        const meeting = new Meeting(end);
        come(meeting);
        const { session } = meeting;
        meeting.hear(kind, kind === 'text' ? 5 : 0, Math.max(0, session.sent - 1));
        expect(session.handOver.stage).toBe(stage);
        meeting.hear(kind, kind === 'text' ? 5 : 0, session.sent);
        expect(session.handOver.stage).toBe(stage === 'ended' ? 'nothing' : stage);
      }
    }
  });
});
