import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../cli/command.ts'

let home = ''
let env: Record<string, string> = {}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'refused-rename-'))
  const preload = pathToFileURL(join(import.meta.dirname, 'refuse-rename.ts')).href
  env = {
    M365_CONNECTOR_HOME: home,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: 'abc8Q~abcdefghijklmnopqrstuvwxyz0123456789',
    NODE_OPTIONS: `--import ${preload}`,
  }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const add = (name: string) => [
  'add',
  '--name',
  name,
  '--tenant',
  '11111111-1111-4111-8111-111111111111',
  '--client',
  '22222222-2222-4222-8222-222222222222',
  '--json',
]
const temporaries = () => readdirSync(home, { recursive: true }).filter(name => String(name).endsWith('.tmp'))

// valery-barysok/session-file-store#69: works some milliseconds later.
test.each(['EPERM', 'EBUSY', 'EACCES'])('a rename that %s refuses for a moment costs nothing', async code => {
  const result = await runCommand(add(code), { ...env, REFUSE_RENAME: `connectors.json,${code},2` })
  expect(result).toMatchObject({ status: 0 })
  expect(readFileSync(join(home, 'connectors.json'), 'utf8')).toContain(`"name": "${code}"`)
  expect(temporaries()).toEqual([])
})

test('one that is refused for good leaves the old file, and nothing beside it', async () => {
  const before = readFileSync(join(home, 'connectors.json'), 'utf8')
  const result = await runCommand(add('Never'), { ...env, REFUSE_RENAME: 'connectors.json,EPERM,1000' })
  expect(result.status).toBe(1)
  expect(JSON.parse(result.stdout)).toMatchObject({
    error: { code: 'readOnly', detail: { system: 'EPERM' } },
  })
  expect(readFileSync(join(home, 'connectors.json'), 'utf8')).toBe(before)
  expect(temporaries()).toEqual([])
})
