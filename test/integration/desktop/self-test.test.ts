import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startEngineProgram } from '../../../electron/main/engine/program.ts'
import { runSelfTest } from '../../../electron/main/start/self-test.ts'

vi.mock('electron', () => ({ utilityProcess: {} }))

const facts = { version: '1.2.3', versions: { electron: '45.0.0', node: '24.0.0' }, system: 'linux-x64' }
const entry = join(import.meta.dirname, '..', '..', '..', 'electron', 'engine', 'process', 'main.ts')

function startOn(home: string, env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  return () =>
    startEngineProgram({ entry, node: process.execPath, order: { home, version: '1.2.3' } }, () => undefined)
}

test('a self-test fails without a keychain, says why, and still shows the rest', async () => {
  const home = mkdtempSync(join(tmpdir(), 'self-test-'))
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true, force: true })
  })
  const start = startOn(home, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' })
  const result = await runSelfTest({ ...facts, start })
  expect(result).toMatchObject({ ok: false, version: '1.2.3', electron: '45.0.0', node: '24.0.0' })
  const found = Object.fromEntries(result.checks.map(({ name, ok, detail }) => [name, { ok, detail }]))
  expect(found).toMatchObject({
    engine: { ok: true },
    sync: { ok: true, detail: 'succeeded, 50 people' },
    assertion: { ok: true, detail: 'signed in' },
    memory: { ok: true, detail: expect.stringMatching(/^at most \d+ MB, young heap \d\.\d MB$/) },
    keychain: { ok: false, detail: expect.stringContaining('keychainUnavailable') },
  })
})

test('a self-test ends when the engine does not start, and within its limit when it never answers', async () => {
  const ended = {
    ...{ post: () => undefined, onMessage: () => undefined, kill: () => undefined },
    onExit: (listener: (reason: string) => void) => setImmediate(() => listener('exit 127')),
  }
  const without = await runSelfTest({ ...facts, start: () => ended, limitMs: 60_000 })
  expect(without.checks).toEqual([
    { name: 'engine', ok: false, detail: expect.stringContaining('engineStopped') },
  ])
  const exits: ((reason: string) => void)[] = []
  const silent = {
    ...ended,
    onExit: (listener: (reason: string) => void) => void exits.push(listener),
    post: () => {
      for (const listener of exits) listener('exit 0')
    },
  }
  const late = await runSelfTest({ ...facts, start: () => silent, limitMs: 1 })
  expect(late).toMatchObject({ ok: false, checks: [{ name: 'engine', ok: false }] })
})
