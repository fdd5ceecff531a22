import { defineConfig } from 'vitest/config';
import { PlainReporter } from './test/support/plain-reporter.ts';

export default defineConfig({
  test: {
    reporters: ['default', new PlainReporter()],
    projects: [
      {
        test: {
          name: 'small',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/shipped/**'],
          testTimeout: 30_000, // of those that start programs, two at a time on two cores
        },
      },
      {
        test: {
          name: 'shipped', // what is in dist/release
          include: ['test/shipped/**/*.test.ts'],
          globalSetup: 'test/shipped/setup.ts',
          fileParallelism: false, // archives of 60 MB, two cores
          sequence: { groupOrder: 1 }, // and after the others
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/setup.ts',
          fileParallelism: false, // one lab, two cores
          maxConcurrency: 4, // of the tests that say they may
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
