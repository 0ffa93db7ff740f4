import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

const config = `import { defineConfig } from 'vitest/config'
import { createClosingReporter } from ${JSON.stringify(join(root, 'build', 'reporter.ts'))}
export default defineConfig({ test: {
  reporters: [createClosingReporter({ mustPass: true })],
  projects: [{ test: { name: 'unit', include: ['*.test.ts'] } }],
} })
`

const files = {
  'vitest.config.ts': config,
  'mixed.test.ts': `import { expect, test } from 'vitest'
test('passes', () => {})
test('fails', () => expect(1).toBe(2))
test('skips', context => context.skip('there is no browser'))
test.skip('skips silently', () => {})
`,
  'unprepared.test.ts': `import { beforeAll, test } from 'vitest'
beforeAll(() => { throw new Error('no database') })
test('never runs', () => {})
`,
  'unreadable.test.ts': `import { nothing } from './not-there.ts'
nothing()
`,
  'outside.test.ts': `import { test } from 'vitest'
test('leaves a promise alone', async () => {
  void Promise.reject(new Error('nobody looks'))
  await new Promise(resolve => setTimeout(resolve, 20))
})
`,
}

/**
 * Runs the tests of a made-up checkout in an otherwise empty folder, and hands on what the run says at its
 * end.
 */
function runTests(checkout: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-test-run-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [name, text] of Object.entries(checkout)) writeFileSync(join(folder, name), text)
    const { npm_lifecycle_event: _, ...outside } = process.env
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run'],
      { cwd: folder, encoding: 'utf8', timeout: 200_000, env: { ...outside, ...env } },
    )
    return { status, end: stdout.trimEnd().split('\n') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('failures outside a test count as failures, and every skipped test keeps its reason', () => {
  const { status, end } = runTests(files)
  expect(status).toBe(1)
  expect(end.at(-1)).toBe('2 passed, 4 failed, 3 skipped')
  const failed = end.slice(end.indexOf('Failed:') + 1, -1)
  expect(failed.toSorted()).toEqual([
    '  mixed.test.ts: fails: expected 1 to be 2 // Object.is equality',
    '  outside every test: nobody looks',
    '  unprepared.test.ts: no database',
    expect.stringMatching(/^ {2}unreadable\.test\.ts: .*not-there\.ts/),
  ])
  const skipped = {
    'there is no browser': 'mixed.test.ts: skips',
    'no reason was given': 'mixed.test.ts: skips silently',
    'its preparation failed': 'unprepared.test.ts: never runs',
  }
  for (const [reason, name] of Object.entries(skipped)) {
    expect(end[end.indexOf(`Skipped, because ${reason}:`) + 1]).toBe(`  ${name}`)
  }
})

test('what tests and their programs leave in the folder for temporary files goes with the run', () => {
  const program =
    "require('node:fs').mkdtempSync(require('node:path').join(require('node:os').tmpdir(), 'left-'))"
  const leaves = `import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
test('leaves a folder and fails', () => {
  writeFileSync(join(mkdtempSync(join(tmpdir(), 'left-')), 'file'), 'text')
  execFileSync(process.execPath, ['-e', ${JSON.stringify(program)}])
  expect(readdirSync(tmpdir()).filter(name => name.startsWith('left-'))).toHaveLength(3)
})
test('ends in the middle', () => process.kill(process.pid, 'SIGKILL'))
`
  const folder = JSON.stringify(join(root, 'build', 'testing', 'temporary-folder.ts'))
  const configured = config.replace('test: {', `test: { globalSetup: [${folder}],`)
  const usual = mkdtempSync(join(tmpdir(), 'usual-'))
  const { status, end } = runTests(
    { 'vitest.config.ts': configured, 'leaves.test.ts': leaves },
    { TMPDIR: usual, TEMP: usual, TMP: usual },
  )
  expect(status).toBe(1)
  expect(end.at(-1)).toMatch(/^0 passed, [1-9]/)
  expect(readdirSync(usual)).toEqual([])
  rmSync(usual, { recursive: true })
})
