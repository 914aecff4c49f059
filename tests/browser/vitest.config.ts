import { defineConfig } from 'vitest/config';

// Real browsers on two cores: one file after the other, and patience for the first start.
export default defineConfig({
  test: { include: ['*.test.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 },
});
