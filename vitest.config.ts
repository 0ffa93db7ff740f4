import { defineConfig } from 'vitest/config'

/**
 * Limits are guards against a test that hangs, far above what a slow and busy machine needs: no test may
 * depend on how quick it is. The one of `expect.poll` is how long a test waits for what must come.
 */
const patient = {
  expect: { poll: { timeout: 60_000, interval: 20 } },
  testTimeout: 240_000,
  hookTimeout: 240_000,
}

export default defineConfig({
  test: {
    passWithNoTests: true,
    // Once for the whole run, before any of its processes.
    globalSetup: ['build/testing/temporary-folder.ts'],
    projects: [
      { test: { ...patient, name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      { test: { ...patient, name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
      {
        test: {
          ...patient,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      { test: { ...patient, name: 'ui', include: ['test/ui/**/*.test.{ts,tsx}'] } },
      {
        test: {
          ...patient,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
        },
      },
    ],
  },
})
