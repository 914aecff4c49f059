import { readFileSync } from 'node:fs';
import { answer } from '../src/crypto/counsellor-handshake.ts';
import { startShift } from '../src/crypto/shift.ts';
import { VisitorHandshake } from '../src/crypto/visitor-handshake.ts';
import { found, NOW } from '../tests/crypto/organisation.ts';
import { Seeded } from '../tests/crypto/seeded.ts';

const ROUNDS = 9;

/** What one process prepares for the other, in hex. */
type Prepared = { root: string; conversation: string; answers: string[] };

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** Milliseconds of CPU that a call uses: what else the machine does must not count. */
function cpu(call: () => void): number {
  const before = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The counsellor's half, in a process of its own, so that nothing in the other one is warm. */
function prepare(): Prepared {
  const seeded = new Seeded(1);
  const organisation = found(seeded);
  const shift = startShift(organisation.identity, NOW, 1, seeded.bytes);
  const context = { root: organisation.root, conversation: seeded.bytes(16) };
  const answers = Array.from({ length: ROUNDS }, (_, round) => {
    const { messageOne } = VisitorHandshake.begin(context, new Seeded(round).bytes);
    return Buffer.from(answer(context, shift, messageOne, seeded.bytes).answer).toString('hex');
  });
  return {
    root: Buffer.from(context.root).toString('hex'),
    conversation: Buffer.from(context.conversation).toString('hex'),
    answers,
  };
}

function measure(prepared: Prepared): { first: number; median: number } {
  const context = { root: hex(prepared.root), conversation: hex(prepared.conversation) };
  const times = prepared.answers.map((each, round) => {
    const answered = hex(each);
    const { bytes } = new Seeded(round);
    return cpu(() => VisitorHandshake.begin(context, bytes).finish(answered, NOW));
  });
  const sorted = [...times].sort((one, other) => one - other);
  return { first: times[0] ?? Number.NaN, median: sorted[ROUNDS >> 1] ?? Number.NaN };
}

const input = readFileSync(0, 'utf8');
process.stdout.write(JSON.stringify(input === '' ? prepare() : measure(JSON.parse(input))));
