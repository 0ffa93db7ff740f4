import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { createClosingReporter } from './build/reporter.ts'

/**
 * What every kind of test has. Limits are guards against a test that hangs, far above what a slow and busy
 * machine needs: no test may depend on how quick it is. The one of `expect.poll` is how long a test waits for
 * what must come.
 */
const common = {
  expect: { poll: { timeout: 60_000, interval: 20 } },
  testTimeout: 240_000,
  hookTimeout: 240_000,
  // Programs that tests start find their sources with the types stripped, which halves the time of a start.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, '.cache', 'compile') },
}
/**
 * Files share the modules that they load, which took longer than many of their tests. Unit tests do not:
 * some of them replace Electron, each in a way of its own.
 */
const shared = { ...common, isolate: false }
/** Tests that type into the window of the packed app, which needs the focus: one file at a time. */
const packed = ['test/e2e/electron/packed*.test.ts']
const toolLimitMs = 20 * 60_000

export default defineConfig({
  test: {
    passWithNoTests: true,
    reporters: [
      'default',
      createClosingReporter({ mustPass: process.env['npm_lifecycle_event'] === 'test' }),
    ],
    // Once for the whole run, before any of its processes.
    globalSetup: ['build/testing/temporary-folder.ts'],
    // One kind after the other, in this order. Vitest runs what has no number, or 0, last.
    projects: [
      {
        test: {
          ...common,
          name: 'tools',
          include: ['test/tools/**/*.test.ts'],
          testTimeout: toolLimitMs,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: { ...common, name: 'unit', include: ['test/unit/**/*.test.ts'], sequence: { groupOrder: 3 } },
      },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: { ...shared, name: 'ui', include: ['test/ui/**/*.test.{ts,tsx}'], sequence: { groupOrder: 5 } },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: packed,
          globalSetup: ['build/testing/chromium.ts'],
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 6 },
        },
      },
      {
        test: {
          ...common,
          name: 'packed',
          include: packed,
          globalSetup: ['build/testing/chromium.ts'],
          pool: 'forks',
          maxWorkers: 1,
          sequence: { groupOrder: 7 },
        },
      },
    ],
  },
})
