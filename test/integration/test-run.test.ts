import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

const config = `import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { projects: [{ test: { name: 'unit', include: ['*.test.ts'] } }] } })
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

/** Runs the project `unit` of a made-up checkout in an otherwise empty folder, and hands on what it counted. */
function runProject(checkout: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-test-run-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [name, text] of Object.entries(checkout)) writeFileSync(join(folder, name), text)
    const counts = join(folder, 'counts.json')
    const args = [join(root, 'build', 'testing', 'run-project.ts'), 'unit', counts]
    const options = {
      cwd: folder,
      encoding: 'utf8',
      timeout: 200_000,
      env: { ...process.env, ...env },
    } as const
    const { status } = spawnSync(process.execPath, args, options)
    return { status, outcome: JSON.parse(readFileSync(counts, 'utf8')) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('failures outside a test count as failures, and every skipped test keeps its reason', () => {
  const { status, outcome } = runProject(files)
  expect(status).toBe(1)
  expect(outcome.failures).toHaveLength(4)
  expect(outcome).toEqual({
    passed: 2,
    failures: expect.arrayContaining([
      { test: 'mixed.test.ts: fails', message: 'expected 1 to be 2 // Object.is equality' },
      { test: 'unprepared.test.ts', message: 'no database' },
      { test: 'unreadable.test.ts', message: expect.stringContaining('not-there.ts') },
      { test: 'outside every test', message: 'nobody looks' },
    ]),
    skipped: expect.arrayContaining([
      { test: 'mixed.test.ts: skips', reason: 'there is no browser' },
      { test: 'mixed.test.ts: skips silently', reason: 'no reason was given' },
      { test: 'unprepared.test.ts: never runs', reason: 'its preparation failed' },
    ]),
  })
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
  const configured = config.replace('test: { projects', `test: { globalSetup: [${folder}], projects`)
  const usual = mkdtempSync(join(tmpdir(), 'usual-'))
  const { status, outcome } = runProject(
    { 'vitest.config.ts': configured, 'leaves.test.ts': leaves },
    { TMPDIR: usual, TEMP: usual, TMP: usual },
  )
  expect(status).toBe(1)
  expect(outcome.failures.length).toBeGreaterThan(0)
  expect(readdirSync(usual)).toEqual([])
  rmSync(usual, { recursive: true })
})
