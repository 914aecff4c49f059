import { readFileSync } from 'node:fs';
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import { expect, test } from 'vitest';
import { bytes, hex } from './frozen.ts';

type Case = { tcId: number; result: string; seed?: string; m?: string; ek?: string; c: string; K: string };

function cases(name: string): Case[] {
  const file = new URL(`../../../tests/vectors/wycheproof/${name}.json`, import.meta.url);
  const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as { testGroups: { tests: Case[] }[] };
  return testGroups.flatMap((group) => group.tests);
}

/** What a call came to, or nothing when it was refused. */
function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

test('key generation and decapsulation agree with Wycheproof', () => {
  const all = cases('mlkem_768_test');
  for (const { tcId, result, seed = '', ek, c, K } of all) {
    const outcome = attempt(() => {
      const keys = ml_kem768.keygen(bytes(seed));
      return { ek: hex(keys.publicKey), K: hex(ml_kem768.decapsulate(bytes(c), keys.secretKey)) };
    });
    expect(outcome, `case ${tcId}`).toEqual(result === 'valid' ? { ek, K } : undefined);
  }
  expect(all.length).toBe(193);
});

test('encapsulation agrees with Wycheproof and refuses what it refuses', () => {
  const all = cases('mlkem_768_encaps_test');
  for (const { tcId, result, ek = '', m = '', c, K } of all) {
    const outcome = attempt(() => {
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(bytes(ek), bytes(m));
      return { c: hex(cipherText), K: hex(sharedSecret) };
    });
    expect(outcome, `case ${tcId}`).toEqual(result === 'valid' ? { c, K } : undefined);
  }
  expect(all.filter(({ result }) => result === 'invalid').length).toBeGreaterThan(100);
});
