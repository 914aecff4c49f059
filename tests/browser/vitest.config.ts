import { defineConfig } from 'vitest/config';
import { SAFER } from './safer.ts';

// Without a compiler for scripts everything takes longer, above all on a busy machine.
const times = SAFER ? 5 : 1;

// Real browsers on two cores: one file after the other, and patience for the first start.
export default defineConfig({
  test: {
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: times * 120_000,
    hookTimeout: times * 120_000,
    expect: { poll: { timeout: times * 5_000 } },
  },
});
