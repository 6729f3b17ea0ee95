import { configDefaults, defineConfig } from 'vitest/config';

/** These replace modules, which works only where no other test file has loaded them. */
const alone = ['test/lsp/robustness.test.ts'];

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/e2e/**', 'test/bench/**', ...alone],
          // Loading the rules anew for each file took a third of the time of all tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
