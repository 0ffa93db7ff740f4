import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../electron/cli/run.ts'
import type { Terminal } from '../../../electron/cli/terminal/terminal.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { addArguments, environmentOf } from './command.ts'

let folder = ''
let simulator: Simulator
let env: Record<string, string> = {}

/** A terminal of which the test is the person: it types, and reads what is on the screen. */
function createTerminal(changes: Record<string, string> = {}) {
  const screen: string[] = []
  const stream = () => {
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 90, rows: 30 })
    output.on('data', chunk => screen.push(String(chunk)))
    return output
  }
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const terminal: Terminal = {
    stdin,
    stdout: stream(),
    stderr: stream(),
    env: { ...env, TERM: 'xterm-256color', ...changes },
    now: Date.now,
  }
  return { terminal, seen: () => screen.join(''), type: (text: string) => stdin.write(text) }
}

function run(args: readonly string[], terminal: Terminal): Promise<number> {
  return runCommandLine(args, terminal, {
    openEngine: settings => createEngine({ ...settings, env: { ...settings.env }, version: '0.0.0' }),
    signal: new AbortController().signal,
    version: '0.0.0',
  })
}

async function until(seen: () => string, text: string): Promise<void> {
  await expect.poll(seen).toContain(text)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-terminal-'))
  simulator = await startSimulator({ people: 60 })
  writeFileSync(join(folder, 'ca.pem'), simulator.caPem)
  env = environmentOf(simulator, join(folder, 'home'), join(folder, 'ca.pem'))
})

afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('at a terminal', () => {
  test('the secret is asked for, and nothing of it is seen', async () => {
    const { terminal, seen, type } = createTerminal()
    const status = run([...addArguments(simulator), '--secret-stdin'], terminal)
    await until(seen, 'Client secret')
    type(`${simulator.clientSecret}\r`)
    expect(await status).toBe(0)
    expect(seen()).toContain('Added "Simulated"')
    expect(seen()).not.toContain(simulator.clientSecret.slice(0, 6))
  })

  test('Ctrl-C instead of a secret stops the command', async () => {
    const { terminal, seen, type } = createTerminal()
    const status = run(['set-secret', '--secret-stdin'], terminal)
    await until(seen, 'Client secret')
    type('abc\u0003')
    expect(await status).toBe(130)
  })

  test('a sync draws its progress in one place and takes it away at the end', async () => {
    const { terminal, seen } = createTerminal()
    simulator.faults.add({ kind: 'throttle', seconds: 1, match: { path: '/subscribedSkus' } })
    expect(await run(['sync', '--only', 'directory'], terminal)).toBe(0)
    expect(seen()).toMatch(/datasets received/)
    expect(seen()).toContain('(throttled)')
    const lastUp = seen().lastIndexOf('\u001b[0J')
    expect(seen().slice(lastUp)).toContain('\u001b[?25h')
    expect(seen().slice(lastUp)).toContain('Synced "Simulated"')
  })

  test('NO_COLOR is honoured', async () => {
    const colored = createTerminal()
    await run(['status'], colored.terminal)
    expect(colored.seen()).toContain('\u001b[')
    const plain = createTerminal({ NO_COLOR: '1' })
    await run(['status'], plain.terminal)
    expect(plain.seen()).not.toContain('\u001b[')
  })

  test('a table fits the width', async () => {
    const { terminal, seen } = createTerminal({ NO_COLOR: '1' })
    await run(['report', 'licenses'], terminal)
    for (const line of seen().split('\n')) expect(line.length).toBeLessThanOrEqual(90)
  })

  test('a workbook is not poured onto the screen', async () => {
    const { terminal, seen } = createTerminal()
    expect(await run(['report', 'licenses', '--format', 'xlsx'], terminal)).toBe(2)
    expect(seen()).toContain('--out FILE.xlsx')
  })

  test('a connector is removed only after a yes', async () => {
    const first = createTerminal()
    const kept = run(['remove', 'Simulated'], first.terminal)
    await until(first.seen, 'Remove it? [y/N]')
    first.type('n\r')
    expect(await kept).toBe(130)
    expect(first.seen()).toContain('Nothing was removed.')
    const second = createTerminal()
    const removed = run(['remove', 'Simulated'], second.terminal)
    await until(second.seen, 'Remove it? [y/N]')
    second.type('y\r')
    expect(await removed).toBe(0)
    expect(second.seen()).toContain('Removed "Simulated".')
  })
})
