import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finished, runCommand, startCommand } from './command.ts'

let folder = ''
let env: Record<string, string> = {}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-hosts-'))
  env = { M365_CONNECTOR_HOME: join(folder, 'home'), TMPDIR: folder, M365_CONNECTOR_SECRET_STORE: 'memory' }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The first line of JSON that a command prints before it goes on running. */
function firstDocument(child: ReturnType<typeof startCommand>): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += String(chunk)
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))))
    })
    child.once('close', () => reject(new Error('It ended before it said anything.')))
  })
}

const page = join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer', 'index.html')

describe.skipIf(!existsSync(page))('the browser host (skipped where the window is not built)', () => {
  test('prints an address that opens the window once, and ends on Ctrl-C', async () => {
    const child = startCommand(['serve', '--json'], env)
    const result = finished(child)
    const { url = '' } = await firstDocument(child)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?ticket=[\w-]{43}$/)
    expect((await fetch(url)).status).toBe(200)
    expect((await fetch(url)).status).toBe(403)
    child.kill('SIGINT')
    const { status, stderr } = await result
    expect(stderr).toContain('Refused a request (ticket).')
    expect(stderr).not.toContain('ticket=')
    expect(status).toBe(0)
  })
})

describe('the demo', () => {
  test('ends with the overview and leaves nothing behind', async () => {
    const { status, stdout, stderr } = await runCommand(['demo', '--people', '60'], env)
    expect(stdout).toMatch(/Checks.*Sync.*Overview.*Users.*Activity as of/s)
    expect(stderr).toContain('left nothing behind')
    expect(status).toBe(0)
    expect(readdirSync(folder).filter(name => name.startsWith('m365-connector'))).toEqual([])
    expect(existsSync(join(folder, 'home'))).toBe(false)
  })

  test('keeps its data directory when asked to, as one document with --json', async () => {
    const home = join(folder, 'kept')
    const args = ['demo', '--people', '60', '--keep', '--home', home, '--json']
    const { status, stdout } = await runCommand(args, env)
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({
      home,
      runs: [{ status: 'succeeded' }],
      overview: { report: 'overview' },
    })
    expect(status).toBe(0)
    const report = await runCommand(['report', 'users', '--home', home, '--json'], env)
    expect(JSON.parse(report.stdout).total).toBe(60)
  })
})

describe('the simulated tenant', () => {
  test('tells a second shell all it needs, and takes its files away when it ends', async () => {
    const child = startCommand(['simulate', '--people', '40', '--json'], env)
    const result = finished(child)
    const tenant = await firstDocument(child)
    const environment = tenant['environment'] as unknown as Record<string, string>
    expect(Object.keys(environment).toSorted()).toEqual([
      'M365_CONNECTOR_CA_FILE',
      'M365_CONNECTOR_CLIENT_SECRET',
      'M365_CONNECTOR_GRAPH_URL',
      'M365_CONNECTOR_HOME',
      'M365_CONNECTOR_LOGIN_URL',
      'M365_CONNECTOR_SECRET_STORE',
    ])
    const add = [
      'add',
      '--name',
      'Sim',
      '--tenant',
      tenant['tenantId'] ?? '',
      '--client',
      tenant['clientId'] ?? '',
      '--cloud',
      'custom',
    ]
    expect((await runCommand(add, environment)).status).toBe(0)
    expect((await runCommand(['sync', '--only', 'licenses'], environment)).status).toBe(0)
    child.kill('SIGINT')
    expect((await result).status).toBe(0)
    expect(existsSync(tenant['caFile'] ?? '')).toBe(false)
  })

  test('says which port is taken', async () => {
    const first = startCommand(['simulate', '--people', '10', '--json'], env)
    const result = finished(first)
    const { loginUrl = '' } = await firstDocument(first)
    const { port } = new URL(loginUrl)
    const { status, stderr } = await runCommand(['simulate', '--people', '10', '--port', port], env)
    expect(stderr).toContain(`Port ${port} is taken`)
    expect(status).toBe(2)
    first.kill('SIGTERM')
    expect((await result).status).toBe(0)
  })
})
