import { beforeAll, expect, test, vi } from 'vitest'
import { windowEventNames, windowMethodNames } from '../../../electron/contract/methods.ts'
import type { DesktopApi } from '../../../electron/contract/rpc/desktop.ts'

const electron = vi.hoisted(() => ({
  exposed: [] as { name: string; api: unknown }[],
  invoked: [] as unknown[][],
  listeners: [] as { channel: string; listener: (event: unknown, message: unknown) => void }[],
}))
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => electron.exposed.push({ name, api }),
  },
  ipcRenderer: {
    invoke: async (...args: unknown[]) => electron.invoked.push(args),
    on: (channel: string, listener: (event: unknown, message: unknown) => void) =>
      electron.listeners.push({ channel, listener }),
  },
}))

beforeAll(() => import('../../../electron/preload/preload.ts'))

function api(): DesktopApi {
  return electron.exposed[0]?.api as DesktopApi
}

test('the window gets one object with exactly the names of the contract', () => {
  expect(electron.exposed.map(({ name }) => name)).toEqual(['m365Connector'])
  expect(Object.keys(api())).toEqual(['calls', 'events', 'cancel'])
  expect(Object.keys(api().calls)).toEqual(windowMethodNames)
  expect(Object.keys(api().events)).toEqual(windowEventNames)
})

test('the names are these', () => {
  expect([...windowMethodNames].sort()).toMatchInlineSnapshot(`
    [
      "activity.coverage",
      "activity.retrieve",
      "activity.stop",
      "app.info",
      "app.notices",
      "background.pause",
      "background.resume",
      "background.state",
      "certificates.discard",
      "certificates.make",
      "changes.between",
      "checks.run",
      "connectors.add",
      "connectors.export",
      "connectors.list",
      "connectors.reconfigure",
      "connectors.remove",
      "connectors.rename",
      "connectors.setCredential",
      "connectors.status",
      "consent.acknowledge",
      "consent.begin",
      "consent.check",
      "consent.news",
      "consent.state",
      "consent.stop",
      "database.copy",
      "demo.start",
      "demo.stop",
      "diagnosis.newest",
      "diagnosis.run",
      "diagnostics.bundle",
      "host.info",
      "host.openExport",
      "host.openLink",
      "host.quit",
      "host.restartEngine",
      "host.saveExport",
      "host.savePdf",
      "host.showFolder",
      "insight.app",
      "insight.apps",
      "insight.daily",
      "insight.exportOverview",
      "insight.overview",
      "licenses.get",
      "products.setPrice",
      "query.export",
      "query.run",
      "query.views",
      "registration.answer",
      "registration.begin",
      "registration.state",
      "registration.undo",
      "renewals.export",
      "renewals.list",
      "reports.copy",
      "reports.export",
      "reports.list",
      "reports.page",
      "reports.totals",
      "reports.values",
      "rotation.pending",
      "savings.achieved",
      "savings.changeLadder",
      "savings.changeSettings",
      "savings.decide",
      "savings.decidePlan",
      "savings.decideRenewal",
      "savings.deletePlan",
      "savings.endExclusion",
      "savings.evidence",
      "savings.exclude",
      "savings.excludeAll",
      "savings.exclusions",
      "savings.exportScripts",
      "savings.ladder",
      "savings.lastUse",
      "savings.letters",
      "savings.notFree",
      "savings.plan",
      "savings.planChoices",
      "savings.plans",
      "savings.postpone",
      "savings.previewExclusion",
      "savings.prices",
      "savings.readExclusions",
      "savings.readPrices",
      "savings.renewals",
      "savings.savePlan",
      "savings.setJoiners",
      "savings.setPrices",
      "savings.setStatements",
      "savings.setSubscriptionFacts",
      "savings.statements",
      "savings.summary",
      "savings.withdraw",
      "savings.workList",
      "savings.writePrices",
      "search.find",
      "settings.change",
      "settings.get",
      "setup.discardDraft",
      "setup.drafts",
      "setup.guide",
      "setup.handOver",
      "setup.saveDraft",
      "setup.scripts",
      "signIn.explain",
      "sync.cancel",
      "sync.runs",
      "sync.start",
      "users.get",
    ]
  `)
  expect([...windowEventNames].sort()).toMatchInlineSnapshot(`
    [
      "attention.raised",
      "background.changed",
      "checks.progress",
      "connectors.changed",
      "consent.arrived",
      "consent.changed",
      "diagnosis.progress",
      "host.connection",
      "host.navigate",
      "registration.changed",
      "reports.changed",
      "reports.exportProgress",
      "settings.changed",
      "sync.finished",
      "sync.progress",
    ]
  `)
})

test('every call goes through one channel under its own name', async () => {
  electron.invoked.length = 0
  await api().calls['connectors.list'](4, {})
  await api().cancel(4)
  expect(electron.invoked).toEqual([
    ['contract.call', { kind: 'call', id: 4, method: 'connectors.list', input: {} }],
    ['contract.call', { kind: 'cancel', id: 4 }],
  ])
})

test('a listener hears its event without that of Electron, until it unsubscribes', () => {
  expect(electron.listeners.map(({ channel }) => channel)).toEqual(['contract.event'])
  const heard: unknown[][] = []
  const stop = api().events['host.navigate']((...args: unknown[]) => heard.push(args))
  const tell = (event: string) =>
    electron.listeners[0]?.listener({ sender: 'raw' }, { event, payload: { hash: '#/sync' } })
  tell('host.navigate')
  tell('sync.finished')
  tell('unknown')
  stop()
  tell('host.navigate')
  expect(heard).toEqual([[{ hash: '#/sync' }]])
})
