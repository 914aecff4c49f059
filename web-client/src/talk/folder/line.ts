import { EffortSearch } from '../../crypto/effort.ts';
import type { PageFrame, ServerFrame } from '../../wire/frames.ts';
import type { LineEvent } from '../connection.ts';
import { type Clock, makeEffort } from '../effort.ts';

/** So long a request may take in all, in milliseconds: on a bad network the folder alone is many round trips. */
export const PATIENCE = 45_000;

/** There is no line, or it was lost before the answer came. What was asked may have been done. */
export class NoLine extends Error {
  constructor() {
    super('there is no line for a folder');
    this.name = 'NoLine';
  }
}

/** A line to the server, as a request about a folder uses it. */
export type Line = { send: (frame: PageFrame) => void; close: () => void };

/** What a request needs from outside: a line, the organisation's root key, and the time. */
export type Around = {
  connect: (tell: (event: LineEvent) => void) => Line;
  root: Uint8Array;
  clock: Clock;
};

/** What the server said to the knock. */
export type Knocked = Extract<ServerFrame, { kind: 'knocked' }>;

/**
 * One request about a folder, on a line of its own (docs/protocol.md, section 13.3): knocks, makes the effort, says what is
 * asked, and listens until `hear` has what it wants.
 *
 * @throws NoLine when the line is lost or the answer takes too long.
 */
export function request<Answer>(
  around: Around,
  lookup: Uint8Array,
  says: (effort: Uint8Array) => readonly PageFrame[],
  hear: (frame: ServerFrame, knocked: Knocked) => Answer | undefined,
): Promise<Answer> {
  let knocked: Knocked | undefined;
  return talk(around, (frame, line, stops) => {
    if (frame.kind !== 'knocked') return knocked && hear(frame, knocked);
    knocked = frame;
    const search = EffortSearch.forFolder(around.root, frame.knock, lookup, frame.bits);
    const make = makeEffort(search, around.clock, (effort) => {
      for (const said of says(effort)) line.send(said);
    });
    stops(make);
    return undefined;
  });
}

/** The same for what needs no effort. The knock is the hello of the line. */
export function ask<Answer>(
  around: Around,
  says: readonly PageFrame[],
  hear: (frame: ServerFrame) => Answer | undefined,
): Promise<Answer> {
  return talk(around, (frame, line) => {
    if (frame.kind !== 'knocked') return hear(frame);
    for (const said of says) line.send(said);
    return undefined;
  });
}

function talk<Answer>(
  { connect }: Around,
  hear: (frame: ServerFrame, line: Line, stops: (stop: () => void) => void) => Answer | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const over = (then: () => void) => {
      clearTimeout(late);
      stop();
      line.close();
      then();
    };
    const lost = () => over(() => reject(new NoLine()));
    const late = setTimeout(lost, PATIENCE);
    const line = connect((event) => {
      if (event.kind === 'opened') return line.send({ kind: 'knock' });
      if (event.kind !== 'frame') return lost();
      try {
        const answer = hear(event.frame, line, (how) => {
          stop = how;
        });
        if (answer !== undefined) over(() => resolve(answer));
      } catch (error) {
        over(() => reject(error));
      }
    });
  });
}
