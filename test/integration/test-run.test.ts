import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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

test('failures outside a test count as failures, and every skipped test keeps its reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-test-run-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const counts = join(folder, 'counts.json')
    const args = [join(root, 'build', 'testing', 'run-project.ts'), 'unit', counts]
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 200_000 })
    expect(run.status).toBe(1)
    const outcome = JSON.parse(readFileSync(counts, 'utf8'))
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
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
