import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineState } from '../../../electron/contract/host.ts'
import { callLimitMs, createEngineClient, type EngineClient } from '../../../electron/main/engine/client.ts'
import { createLastWords } from '../../../electron/main/engine/failure.ts'
import { type EngineProgram, startEngineProgram } from '../../../electron/main/engine/program.ts'
import { restartDelayMs } from '../../../electron/main/engine/restart.ts'
import { startConnectProxy } from '../../support/connect-proxy.ts'

vi.mock('electron', () => ({ utilityProcess: {} }))

const unheard = () => undefined
const folder = join(import.meta.dirname, 'logs')
const newLastWords = () => createLastWords({ folder, complaint: unheard, ended: unheard })
const entry = join(import.meta.dirname, '..', '..', '..', 'electron', 'engine', 'process', 'main.ts')

describe('the engine in a process of its own', () => {
  let home: string
  let engine: EngineClient | null
  let programs: EngineProgram[]

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'desktop-engine-'))
    vi.stubEnv('M365_CONNECTOR_SECRET_STORE', 'memory')
    engine = null
    programs = []
  })
  afterEach(async () => {
    await engine?.close()
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true, force: true })
  })

  function startEngine(resolveProxy = async (_url: string) => 'DIRECT'): EngineClient {
    const start = () => {
      const program = startEngineProgram(
        { entry, node: process.execPath, order: { home, version: '1.2.3' } },
        unheard,
      )
      programs.push(program)
      return program
    }
    engine = createEngineClient({ start, now: Date.now, resolveProxy, lastWords: newLastWords() })
    return engine
  }

  test('answers calls that were made before it was there, and tells its events', async () => {
    const client = startEngine()
    expect(client.state().open).toBe(false)
    const heard: unknown[] = []
    client.on('connectors.changed', payload => heard.push(payload))
    expect(await client.call('app.info', {})).toMatchObject({ ok: true, value: { version: '1.2.3', home } })
    expect(client.state().open).toBe(true)
    expect(await client.call('demo.start', { people: 20 })).toMatchObject({ ok: true })
    await expect.poll(() => heard).toEqual([{}])
  })

  test('is started again when it is killed: what was under way fails with a code, what comes next is answered', async () => {
    const client = startEngine()
    await client.call('demo.start', { people: 3000 })
    const connections: boolean[] = []
    client.onConnection(({ open }) => connections.push(open))
    const connectors = await client.call('connectors.list', {})
    const sync = client.call('sync.start', {
      connector: connectors.ok ? (connectors.value[0]?.id ?? '') : '',
    })
    programs[0]?.kill()
    expect(await sync).toMatchObject({ ok: false, error: { code: 'engineStopped' } })
    expect(await client.call('connectors.list', {})).toMatchObject({
      ok: true,
      value: [{ name: 'Demo tenant' }],
    })
    expect(connections).toEqual([false, true])
    expect(programs).toHaveLength(2)
    await client.close()
    const log = readdirSync(join(home, 'logs')).map(file => readFileSync(join(home, 'logs', file), 'utf8'))
    expect(log.join('')).toContain('host.engineEnded')
  })

  test('names no command in what it advises, because a window has none', async () => {
    const client = startEngine()
    const page = {
      ...{ report: 'users', filters: [], search: '', sort: null, parameters: {} },
      offset: 0,
      limit: 1,
    }
    const none = await client.call('reports.page', { ...page, connector: 'Contoso' })
    expect(none).toMatchObject({
      ok: false,
      error: { code: 'notFound', fix: 'Connect a tenant first: Setup.' },
    })
    await client.call('demo.start', { people: 20 })
    const early = await client.call('reports.page', { ...page, connector: 'Demo tenant' })
    expect(early).toMatchObject({ ok: false, error: { code: 'notFound', fix: 'Sync now.' } })
  })

  test('stops a call that is cancelled', async () => {
    const client = startEngine()
    await client.call('demo.start', { people: 3000 })
    const connectors = await client.call('connectors.list', {})
    const cancel = new AbortController()
    const connector = connectors.ok ? (connectors.value[0]?.id ?? '') : ''
    client.on('sync.progress', () => cancel.abort())
    const sync = client.call('sync.start', { connector }, cancel.signal)
    expect(await sync).toMatchObject({ ok: true, value: { status: 'cancelled' } })
  })

  test('asks its host for the system’s way to each host, and takes it', async () => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy']) vi.stubEnv(name, '')
    vi.stubEnv('M365_CONNECTOR_CLIENT_SECRET', 'Abc8Q~0123456789012345678901234567890123')
    const proxy = await startConnectProxy({ refuseWith: 403 })
    const asked: string[] = []
    const client = startEngine(async url => {
      asked.push(url)
      return `SOCKS5 127.0.0.1:9; PROXY ${new URL(proxy.url).host}`
    })
    const id = '11111111-2222-4333-8444-555555555555'
    const credential = { kind: 'secret', secret: 'Abc8Q~0123456789012345678901234567890123' } as const
    const given = {
      name: 'Behind a proxy',
      tenantId: id,
      clientId: id.replace('1', '2'),
      cloud: 'global',
    } as const
    const added = await client.call('connectors.add', { ...given, credential })
    const connector = added.ok ? added.value.id : ''
    const run = await client.call('sync.start', { connector })
    const error = run.ok ? run.value.error : run.error
    expect(error).toMatchObject({ code: 'offline', step: 'network', detail: { reason: 'proxy403' } })
    expect(error?.fix).toContain(`login.microsoftonline.com: proxy ${new URL(proxy.url).host}`)
    expect(asked[0]).toBe('https://login.microsoftonline.com')
    expect(proxy.tunnels[0]).toBe('login.microsoftonline.com:443')
    await proxy.close()
  })

  test('says why it cannot work', async () => {
    vi.stubEnv('M365_CONNECTOR_SECRET_STORE', 'elsewhere')
    const client = startEngine()
    const reply = await client.call('app.info', {})
    expect(reply).toMatchObject({ ok: false, error: { code: 'engineStopped' } })
    expect(reply.ok ? '' : reply.error.message).toContain('elsewhere')
  })

  test('ends with status 1 after a rejection that nobody handles, says where it was in the log, and is started again', async () => {
    const preload = `process.on('message', message => message.method === 'fail' && Promise.reject(new Error('sec'.concat('ret'))))`
    vi.stubEnv('NODE_OPTIONS', `--import=data:text/javascript,${encodeURIComponent(preload)}`)
    const client = startEngine()
    expect(await client.call('connectors.list', {})).toEqual({ ok: true, value: [] })
    const ends: string[] = []
    programs[0]?.onExit(reason => ends.push(reason))
    programs[0]?.post({ method: 'fail' } as never)
    await vi.waitFor(() => expect(ends).toEqual(['exit 1']), 30_000)
    expect(await client.call('connectors.list', {})).toEqual({ ok: true, value: [] })
    await client.close()
    const log = readdirSync(join(home, 'logs')).map(file => readFileSync(join(home, 'logs', file), 'utf8'))
    expect(log.join('')).toContain('"engine.failed"')
    expect(log.join('')).not.toContain('secret')
  })

  test('that ends at once is started no more after the third time, says why, and is tried again on request', async () => {
    let starts = 0
    const lastWords = newLastWords()
    const crashing = join(import.meta.dirname, 'crashing-engine.ts')
    const choice = { entry: crashing, node: process.execPath, order: { home, version: '1' } }
    const client = createEngineClient({
      start: () => {
        starts += 1
        return startEngineProgram(choice, lastWords.receive)
      },
      // All ends lie within the same minute.
      now: () => 1_000,
      resolveProxy: async () => 'DIRECT',
      lastWords,
    })
    engine = client
    const told: EngineState[] = []
    client.onConnection(state => told.push(state))
    expect(await client.call('app.info', {})).toMatchObject({ ok: false, error: { code: 'engineStopped' } })
    await expect.poll(() => client.state().failure).not.toBeNull()
    const message = 'A library that the program needs is missing on this computer: libfirst.so.6.'
    expect(told).toEqual([{ open: false, failure: expect.objectContaining({ message, end: 'exit 3' }) }])
    expect(told[0]?.failure?.logs).toBe(folder)
    expect(await client.call('app.info', {})).toMatchObject({
      error: { message, fix: expect.stringContaining('Install') },
    })
    expect(starts).toBe(3)
    expect(client.restart()).toBe(true)
    expect(client.restart()).toBe(false)
    await expect.poll(() => told).toHaveLength(2)
    expect(starts).toBe(4)
    choice.entry = entry
    expect(client.restart()).toBe(true)
    expect(await client.call('connectors.list', {})).toEqual({ ok: true, value: [] })
    expect(client.state()).toEqual({ open: true, failure: null })
  })
})

describe('an engine that has ended', () => {
  test('is started at once, then after a growing pause, and forgiven after five minutes', () => {
    expect([1, 2, 3, 4, 5, 9].map(count => restartDelayMs(Array(count).fill(1000), 1000))).toEqual([
      0, 1_000, 5_000, 15_000, 60_000, 60_000,
    ])
    expect(restartDelayMs([0, 0, 0, 400_000], 400_000)).toBe(0)
  })
})

describe('a call', () => {
  test('may take as long as its work', () => {
    expect(callLimitMs('reports.page')).toBe(120_000)
    expect(callLimitMs('sync.start')).toBeGreaterThan(callLimitMs('checks.run'))
  })
})
