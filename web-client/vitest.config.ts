import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // The vectors take seconds of pure computing; the usual five would fail on a busy machine, and say nothing.
    testTimeout: 60_000,
  },
});
