import { describe, expect, test } from 'vitest'
import { type HostHandlers, hostSchemas } from '../../../electron/contract/host.ts'
import { type HostMethod, hostMethodNames, pageMethodNames } from '../../../electron/contract/methods.ts'
import { createCallRouter } from '../../../electron/contract/rpc/page-calls.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { browserHostMethods } from '../../../electron/web/host-methods.ts'

type Asked = { method: string; outlivesPage: boolean }

const downloads = { offer: (file: string) => `/download/of ${file}`, take: () => null }
const browser = (platform: NodeJS.Platform) => browserHostMethods(platform, downloads)

/**
 * A page's way to its host, with an engine that answers everything with null, or with the file that it wrote.
 */
function page(host: HostHandlers = browser('linux'), written: string | null = null) {
  const asked: Asked[] = []
  const engine: Pick<Engine, 'call'> = {
    call: async (method, _input, signal) => {
      asked.push({ method, outlivesPage: signal === undefined })
      return { ok: true, value: written === null ? null : { file: written, rows: 1 } } as never
    },
  }
  const refused: string[] = []
  const route = createCallRouter({
    engine,
    host,
    onRefused: (reason, method) => refused.push(`${reason} ${method}`),
  })
  const call = (method: string, input: unknown) => route(method, input, new AbortController().signal)
  return { call, asked, refused }
}

const badRequest = { ok: false, error: { code: 'badRequest' } }

describe('a page', () => {
  test('may call every method of the contract, and its host answers its own', async () => {
    for (const method of pageMethodNames) {
      const { call, asked } = page()
      await call(method, {})
      expect(asked).toMatchObject([{ method }])
    }
    const { call, asked } = page()
    for (const method of hostMethodNames) expect(await call(method, {})).toHaveProperty('ok')
    expect(asked).toEqual([])
  })

  test.each(['', 'toString', '__proto__', 'reports', 'host.info ', 'app.quit', 'background.environment'])(
    'cannot call %j',
    async name => {
      const { call, asked, refused } = page()
      expect(await call(name, {})).toMatchObject(badRequest)
      expect(asked).toEqual([])
      expect(refused).toEqual(['method null'])
    },
  )

  test('cannot choose where an export goes', async () => {
    const { call, asked } = page()
    expect(await call('reports.export', { file: '/etc/passwd' })).toMatchObject(badRequest)
    expect(asked).toEqual([])
    await call('reports.export', { file: null })
    expect(asked).toMatchObject([{ method: 'reports.export' }])
  })

  test.each([
    ['reports.export', { format: 'csv' }],
    ['renewals.export', {}],
    ['diagnostics.bundle', {}],
    ['database.copy', {}],
  ])('saves and opens what %s wrote for it, and no other file', async (method, input) => {
    const { call, refused } = page(browser('linux'), '/exports/users.csv')
    const mine = { file: '/exports/users.csv' }
    expect(await call('host.saveExport', mine)).toMatchObject(badRequest)
    await call(method, input)
    expect(await call('host.saveExport', mine)).toEqual({
      ok: true,
      value: { file: null, download: '/download/of /exports/users.csv' },
    })
    expect(await call('host.openExport', { ...mine, what: 'folder' })).toMatchObject({ ok: true })
    for (const file of ['/etc/passwd', '/exports/../exports/users.csv']) {
      expect(await call('host.saveExport', { file })).toMatchObject(badRequest)
      expect(await call('host.openExport', { file, what: 'file' })).toMatchObject(badRequest)
    }
    expect(refused).toHaveLength(5)
  })

  test('may open a file where it was moved to', async () => {
    const host: HostHandlers = {
      ...browser('linux'),
      'host.saveExport': async () => ({ file: '/home/ann/users.csv', download: null }),
      'host.openExport': async () => ({ opened: true }),
    }
    const { call } = page(host, '/exports/users.csv')
    const moved = { file: '/home/ann/users.csv', what: 'file' }
    await call('reports.export', {})
    expect(await call('host.openExport', moved)).toMatchObject(badRequest)
    await call('host.saveExport', { file: '/exports/users.csv' })
    expect(await call('host.openExport', moved)).toEqual({ ok: true, value: { opened: true } })
  })

  test('starts a sync that goes on when the page is closed', async () => {
    const { call, asked } = page()
    await call('sync.start', {})
    await call('reports.page', {})
    expect(asked).toEqual([
      { method: 'sync.start', outlivesPage: true },
      { method: 'reports.page', outlivesPage: false },
    ])
  })
})

describe('the host of a page in a browser', () => {
  const { call } = page()

  test('can do nothing outside of the page', async () => {
    expect(await call('host.info', {})).toEqual({
      ok: true,
      value: {
        kind: 'browser',
        platform: 'linux',
        canTray: false,
        canStartAtLogin: false,
        canShowFiles: false,
        canChooseFiles: false,
      },
    })
    const link = { url: 'https://portal.azure.com/' }
    expect(await call('host.openLink', link)).toEqual({ ok: true, value: { opened: false } })
    expect(await call('host.restartEngine', {})).toEqual({ ok: true, value: { started: false } })
    expect(await call('host.quit', {})).toEqual({ ok: true, value: { quits: false } })
  })

  test('answers in the shape of the contract', async () => {
    for (const platform of ['win32', 'darwin', 'linux', 'freebsd'] as const) {
      const reply = await page(browser(platform)).call('host.info', {})
      expect(reply.ok && hostSchemas['host.info'].output.safeParse(reply.value).success).toBe(true)
    }
  })

  test.each<[HostMethod, unknown]>([
    ['host.info', { more: 1 }],
    ['host.info', null],
    ['host.openLink', { url: 'x'.repeat(2049) }],
    ['host.openLink', {}],
    ['host.showFolder', { what: '/etc', connector: null }],
  ])('refuses %s with %j, with a line without its input', async (method, input) => {
    const asking = page()
    expect(await asking.call(method, input)).toMatchObject(badRequest)
    expect(asking.refused).toEqual([`input ${method}`])
  })
})
