import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EffortSearch, effortBits } from '../../src/crypto/effort.ts';
import { bytes, hex } from './frozen.ts';

type Vector = { root: string; ticket: string; wanted: number; nonce: string; bits: number };

const VECTORS: Vector[] = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/effort.json', import.meta.url), 'utf8'),
);

test('an effort is as large here as at the server', () => {
  expect(VECTORS.length).toBeGreaterThanOrEqual(6);
  for (const { root, ticket, nonce, bits } of VECTORS) {
    expect(effortBits(bytes(root), bytes(ticket), bytes(nonce))).toBe(bits);
  }
});

test('a search finds the first nonce that is large enough, in however many slices', () => {
  for (const { root, ticket, wanted, nonce } of VECTORS.filter(({ wanted }) => wanted > 0)) {
    const whole = EffortSearch.forTicket(bytes(root), bytes(ticket), wanted);
    expect(hex(whole.goOn(() => true) as Uint8Array)).toBe(nonce);
    const sliced = EffortSearch.forTicket(bytes(root), bytes(ticket), wanted);
    let found: Uint8Array | undefined;
    let slices = 0;
    for (; found === undefined; slices++) found = sliced.goOn(() => false);
    expect(hex(found)).toBe(nonce);
    if (wanted > 8) expect(slices).toBeGreaterThan(10);
  }
});

test('a search is for a root and a ticket, and refuses anything else', () => {
  expect(() => EffortSearch.forTicket(new Uint8Array(31), new Uint8Array(16), 8)).toThrow(TypeError);
  expect(() => EffortSearch.forTicket(new Uint8Array(32), 'x' as unknown as Uint8Array, 8)).toThrow(
    TypeError,
  );
});
