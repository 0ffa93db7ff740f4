import { describe, expect, test } from 'vitest'
import { hostSchemas } from '../../../electron/contract/host.ts'
import { hostMethodNames } from '../../../electron/contract/methods.ts'
import { answerHostCall, judgePageCall } from '../../../electron/contract/page-call.ts'
import { pageMethodNames } from '../../../electron/contract/window-names.ts'
import { browserHostMethods } from '../../../electron/web/host-methods.ts'

describe('a page', () => {
  test('may call every method of the contract, and its host answers its own', () => {
    for (const method of pageMethodNames) {
      expect(judgePageCall(method, {})).toMatchObject({ for: 'engine', method })
    }
    for (const method of hostMethodNames) expect(judgePageCall(method, {})).toEqual({ for: 'host', method })
  })

  test.each(['', 'toString', '__proto__', 'reports', 'host.info ', 'app.quit', 'background.environment'])(
    'cannot call %j',
    name => {
      expect(judgePageCall(name, {})).toMatchObject({ for: 'nobody', error: { code: 'badRequest' } })
    },
  )

  test('cannot choose where an export goes', () => {
    expect(judgePageCall('reports.export', { file: '/etc/passwd' })).toMatchObject({ for: 'nobody' })
    expect(judgePageCall('reports.export', { file: null })).toMatchObject({ for: 'engine' })
  })

  test('starts a sync that goes on when the page is closed', () => {
    expect(judgePageCall('sync.start', {})).toMatchObject({ outlivesPage: true })
    expect(judgePageCall('reports.page', {})).toMatchObject({ outlivesPage: false })
  })
})

describe('the host of a page in a browser', () => {
  const host = browserHostMethods('linux')

  test('can do nothing outside of the page', async () => {
    expect(await answerHostCall(host, 'host.info', {})).toEqual({
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
    expect(await answerHostCall(host, 'host.openLink', link)).toEqual({ ok: true, value: { opened: false } })
    const restarted = await answerHostCall(host, 'host.restartEngine', {})
    expect(restarted).toEqual({ ok: true, value: { started: false } })
    expect(await answerHostCall(host, 'host.quit', {})).toEqual({ ok: true, value: { quits: false } })
  })

  test('answers in the shape of the contract', async () => {
    for (const platform of ['win32', 'darwin', 'linux', 'freebsd'] as const) {
      const reply = await answerHostCall(browserHostMethods(platform), 'host.info', {})
      expect(reply.ok && hostSchemas['host.info'].output.safeParse(reply.value).success).toBe(true)
    }
  })

  test.each([
    ['host.info', { more: 1 }],
    ['host.info', null],
    ['host.openLink', { url: 'x'.repeat(2049) }],
    ['host.openLink', {}],
    ['host.showFolder', { what: '/etc', connector: null }],
  ] as const)('refuses %s with %j', async (method, input) => {
    expect(await answerHostCall(host, method, input)).toMatchObject({
      ok: false,
      error: { code: 'badRequest' },
    })
  })
})
