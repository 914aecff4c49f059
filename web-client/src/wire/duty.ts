import { SHIFT_LENGTH } from './lengths.ts';
import { BadFrame, type Reader } from './reader.ts';

/** What somebody on duty may do, by the codes of docs/protocol.md, section 2.8, from 1 on. */
export const ROLES = ['coordinator', 'counsellor', 'buddy', 'interpreter'] as const;
export type Role = (typeof ROLES)[number];

const DOINGS = ['ready', 'break', 'wrap-up', 'standby'] as const;

/** What a counsellor does, why she is on a break (1 to 5, else 0), and for how many conversations she has room. */
export type Status = { doing: (typeof DOINGS)[number]; reason: number; limit: number };

/** One of those on duty, and how many conversations she has. */
export type Colleague = { shift: Uint8Array; role: Role; status: Status; holds: number };

/** Whether the desk is open. `at` in milliseconds since 1970. */
export type Opening = { kind: 'open' } | { kind: 'closes'; at: number } | { kind: 'closed' };

/** How a conversation was, in codes of the organisation: what it ended as, and pairs of question and choice. */
export type Outcome = {
  id: Uint8Array;
  disposition: number;
  answers: readonly (readonly [number, number])[];
};

const REASONS_FOR_A_BREAK = 5;
const MOST_COLLEAGUES = 54;
const MOST_ANSWERS = 64;

export function writeStatus({ doing, reason, limit }: Status): Uint8Array {
  return Uint8Array.of(DOINGS.indexOf(doing) + 1, reason, limit);
}

function readStatus(body: Reader): Status {
  const doing = body.oneOf(DOINGS);
  const reason = body.number(1);
  const limit = body.number(1);
  if (doing === 'break' ? reason < 1 || reason > REASONS_FOR_A_BREAK : reason !== 0)
    throw new BadFrame('a reason that does not belong here');
  if (limit < 1 || limit > 8) throw new BadFrame('a limit out of range');
  return { doing, reason, limit };
}

export function readColleagues(body: Reader): Colleague[] {
  const count = body.number(1);
  if (count > MOST_COLLEAGUES) throw new BadFrame('too many colleagues');
  return Array.from({ length: count }, () => ({
    shift: body.bytes(SHIFT_LENGTH),
    role: body.oneOf(ROLES),
    status: readStatus(body),
    holds: body.number(1),
  }));
}

export function writeOpening(opening: Opening): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = opening.kind === 'open' ? 1 : opening.kind === 'closes' ? 2 : 3;
  if (opening.kind === 'closes') new DataView(bytes.buffer).setBigUint64(1, BigInt(opening.at));
  return bytes;
}

export function readOpening(body: Reader): Opening {
  const kind = body.oneOf(['open', 'closes', 'closed'] as const);
  const at = body.time();
  if ((kind === 'closes') !== at > 0) throw new BadFrame('a time that does not belong here');
  return kind === 'closes' ? { kind, at } : { kind };
}

/** Disposition, how many answers, and the answers. */
export function writeOutcome({ disposition, answers }: Outcome): Uint8Array {
  if (answers.length > MOST_ANSWERS) throw new RangeError('too many answers');
  return Uint8Array.of(disposition, answers.length, ...answers.flat());
}
