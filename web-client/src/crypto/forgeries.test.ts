import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { x25519 } from '@noble/curves/ed25519.js';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { expect, test } from 'vitest';
import { bytes, hex, outcome, shiftOf, type Vector } from '../../tests/crypto/frozen.ts';
import { Seeded } from '../../tests/crypto/seeded.ts';
import { join } from './bytes.ts';
import type { Context } from './context.ts';
import { answer } from './counsellor-handshake.ts';
import { Noise } from './noise.ts';
import { prologue } from './participants.ts';
import { VisitorHandshake } from './visitor-handshake.ts';

/*
 * The random sessions in tests/crypto turn bits of what is sent, and nearly all of that dies at the first tag. Here
 * the other end is dishonest and knows the protocol: every tag is right, so each check behind the tags has to speak
 * for itself, in Rust and in TypeScript with the same word.
 */

const BINARY =
  process.env['LUWTE_INTEROP'] ?? fileURLToPath(new URL('../../../target/debug/interop', import.meta.url));
const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
const NOW = 1_800_000_000;
/** The oracle's shift holds six hours to either side of `NOW`; a visitor allows a day (docs/protocol.md, 4.4). */
const REACH = 21_600 + 86_400;
const Q = 3329;

/** Keys whose product with any secret is zero; in two of them the top bit, which X25519 masks, is set. */
const LOW_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7',
].map(bytes);

/** Asks the Rust side (tests/interop) in one go. */
function ask(commands: readonly Record<string, unknown>[]): Vector[] {
  const input = commands.map((command) => `${JSON.stringify(command)}\n`).join('');
  const { stdout, status, error } = spawnSync(BINARY, { input, maxBuffer: 2 ** 28, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`the Rust side ended with ${status}`);
  const replies: Vector[] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const unclear = replies.find((reply) => /^(Bad|Unknown|Organisation)/.test(reply.error ?? ''));
  if (unclear) throw new Error(unclear.error);
  expect(replies.length).toBe(commands.length);
  return replies;
}

/** The kind of a refusal, without the link of the chain it was found in. */
function verdict(reply: Vector): string {
  return reply.ok ? 'accepted' : reply.error.split(':')[0];
}

/** Sets one coefficient, twelve bits, of an encoded ML-KEM key (FIPS 203, algorithm 5). */
function withCoefficient(key: Uint8Array, index: number, value: number): Uint8Array {
  const changed = new Uint8Array(key);
  for (let bit = 0; bit < 12; bit++) {
    const at = 12 * index + bit;
    const cleared = (changed[at >> 3] ?? 0) & ~(1 << (at & 7));
    changed[at >> 3] = cleared | (((value >> bit) & 1) << (at & 7));
  }
  return changed;
}

function flipped(message: Uint8Array, bit: number): Uint8Array {
  const changed = new Uint8Array(message);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

/** Message one with these keys: whoever makes it can authenticate anything (docs/protocol.md, section 5.1). */
function messageOne(context: Context, ephemeral: Uint8Array, kemKey: Uint8Array): Uint8Array {
  const noise = new Noise(prologue(context));
  noise.mixEphemeral(ephemeral);
  return join(ephemeral, noise.seal(kemKey));
}

test(`a dishonest visitor is refused by both counsellors for the same reason, seed ${SEED}`, () => {
  const seeded = new Seeded(SEED);
  const [made] = ask([{ do: 'organisation', seed: SEED, now: NOW }]);
  const context = { root: bytes(made.root), conversation: seeded.bytes(16) };
  const shift = shiftOf(bytes(made.chain), bytes(made.agreement_secret));
  const forged = Array.from({ length: 400 }, (_, n) => {
    const honest = x25519.getPublicKey(seeded.bytes(32));
    const key = ml_kem768.keygen(seeded.bytes(64)).publicKey;
    const place = seeded.below(768);
    const elsewhere = { root: seeded.bytes(32), conversation: seeded.bytes(16) };
    const low = seeded.pick(LOW_ORDER);
    switch (n % 8) {
      case 0:
        return { wanted: 'accepted', message: messageOne(context, honest, key) };
      case 1:
        return { wanted: 'accepted', message: messageOne(context, flipped(honest, 255), key) };
      case 2:
        return {
          wanted: 'accepted',
          message: messageOne(context, honest, withCoefficient(key, place, Q - 1)),
        };
      case 3:
        return {
          wanted: 'EncapsulationKey',
          message: messageOne(context, honest, withCoefficient(key, place, Q)),
        };
      case 4: {
        const value = Q + seeded.below(4096 - Q);
        const wrong = withCoefficient(key, seeded.pick([0, 767, place]), value);
        return { wanted: 'EncapsulationKey', message: messageOne(context, honest, wrong) };
      }
      case 5:
        return { wanted: 'LowOrder', message: messageOne(context, low, key) };
      case 6:
        return { wanted: 'Damaged', message: messageOne({ ...context, root: elsewhere.root }, honest, key) };
      default:
        return { wanted: 'Damaged', message: messageOne({ ...elsewhere, root: context.root }, honest, key) };
    }
  });
  const named = { root: made.root, conversation: hex(context.conversation), chain: made.chain };
  const keys = { ...named, agreement_secret: made.agreement_secret };
  const rust = ask(
    forged.map(({ message }, n) => ({
      do: 'answer',
      id: `${n}`,
      seed: n,
      ...keys,
      message_one: hex(message),
    })),
  );
  const ours = forged.map(({ message }) => outcome(() => answer(context, shift, message, seeded.bytes)));
  expect(ours).toEqual(forged.map(({ wanted }) => wanted));
  expect(rust.map(verdict)).toEqual(ours);
}, 60_000);

test(`a dishonest counsellor is refused by both visitors for the same reason, seed ${SEED}`, () => {
  const seeded = new Seeded(SEED + 1);
  const faults = [undefined, undefined, 'expired', 'wrong-root', 'wrong-role', 'shift-key'];
  const organisations = ask(
    Array.from({ length: 400 }, (_, n) => {
      const fault = faults[n % faults.length];
      return { do: 'organisation', seed: SEED + n, now: NOW, ...(fault ? { fault } : {}) };
    }),
  );
  const scenes = organisations.map((made, n) => {
    const context = { root: bytes(made.root), conversation: seeded.bytes(16) };
    return { made, context, n, begin: { id: `${n}`, seed: n, root: made.root } };
  });
  const begun = ask(
    scenes.map(({ begin, context }) => ({ do: 'begin', ...begin, conversation: hex(context.conversation) })),
  );

  const cases = scenes.map(({ made, context, begin, n }) => {
    const shift = shiftOf(bytes(made.chain), bytes(made.agreement_secret));
    const low = seeded.pick(LOW_ORDER);
    const edge = seeded.pick([-REACH - 1, -REACH, REACH, REACH + 1]);
    const changes = [
      { shift, now: NOW },
      { shift, now: NOW + edge },
      { shift: { ...shift, chain: flipped(shift.chain, seeded.pick([0, seeded.below(8 * 494)])) }, now: NOW },
      // She shows another's chain, whose secret she has not.
      { shift: { ...shift, agreementSecret: seeded.bytes(32) }, now: NOW },
      { shift: { ...shift, agreementKey: low }, now: NOW },
      { shift: { ...shift, agreementKey: flipped(shift.agreementKey, 255) }, now: NOW },
    ];
    const change = changes[Math.floor(n / faults.length) % changes.length] ?? { shift, now: NOW };
    const visitor = VisitorHandshake.begin(context, seeded.bytes);
    const toOurs = answer(context, change.shift, visitor.messageOne, seeded.bytes).answer;
    const toRust = answer(context, change.shift, bytes(begun[n].message_one), seeded.bytes).answer;
    const ours = outcome(() => visitor.finish(toOurs, change.now));
    const conversation = hex(context.conversation);
    return {
      ours,
      commands: [
        { do: 'begin', ...begin, conversation },
        { do: 'finish', id: begin.id, answer: hex(toRust), now: change.now },
      ],
    };
  });
  const rust = ask(cases.flatMap(({ commands }) => commands)).filter((_, i) => i % 2 === 1);
  expect(rust.map(verdict)).toEqual(cases.map(({ ours }) => ours));
  // Each word must have been met, or the run has shown less than its name says.
  expect([...new Set(cases.map(({ ours }) => ours))].sort()).toEqual([
    'Damaged',
    'Expired',
    'LowOrder',
    'Malformed',
    'NotYetValid',
    'OtherKey',
    'WrongRole',
    'WrongSignature',
    'accepted',
  ]);
}, 60_000);
