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
 * The random sessions of tests/crypto turn bits of what is sent, and nearly all of that dies at the first tag. Here the
 * other end is dishonest and knows the protocol: every tag is right, so each check behind the tags has to speak for
 * itself, and in Rust and TypeScript with the same word.
 */

const BINARY =
  process.env['LUWTE_INTEROP'] ?? fileURLToPath(new URL('../../../target/debug/interop', import.meta.url));
const SEED = Number(process.env['LUWTE_SEED'] ?? Date.now() % 2 ** 31);
const NOW = 1_800_000_000;
/** The oracle's shift holds six hours to either side, a visitor allows a day (docs/protocol.md, section 4.4). */
const REACH = 21_600 + 86_400;
const Q = 3329;

/** Keys whose product with any secret is zero, the unmasked top bit included (RFC 7748, section 6.1). */
const LOW_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7',
].map(bytes);

/** Asks the Rust side (tests/interop) in one go; it keeps its handshakes between the lines. */
function ask(commands: readonly Record<string, unknown>[]): Vector[] {
  const input = commands.map((command) => `${JSON.stringify(command)}\n`).join('');
  const { stdout, status, error } = spawnSync(BINARY, { input, maxBuffer: 2 ** 28, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`the Rust side ended with ${status}`);
  const replies: Vector[] = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
  const misunderstood = replies.find((reply) => /^(Bad|Unknown|Organisation)/.test(reply.error ?? ''));
  if (misunderstood || replies.length !== commands.length) throw new Error(`not asked well: ${misunderstood?.error}`);
  return replies;
}

function verdict(reply: Vector): string {
  return reply.ok ? 'accepted' : reply.error.split(':')[0];
}

/** Sets one coefficient of twelve bits in an encoded ML-KEM key (FIPS 203, algorithm 5). */
function withCoefficient(key: Uint8Array, index: number, value: number): Uint8Array {
  const changed = new Uint8Array(key);
  const at = (index >> 1) * 3;
  const [low, middle, high] = [changed[at] ?? 0, changed[at + 1] ?? 0, changed[at + 2] ?? 0];
  if (index % 2 === 0) changed.set([value & 0xff, (middle & 0xf0) | (value >> 8)], at);
  else changed.set([low, (middle & 0x0f) | ((value & 0x0f) << 4), value >> 4], at);
  return index % 2 === 0 ? changed : withLast(changed, at + 2, high, value >> 4);
}

function withLast(bytes: Uint8Array, at: number, _before: number, value: number): Uint8Array {
  bytes[at] = value;
  return bytes;
}
