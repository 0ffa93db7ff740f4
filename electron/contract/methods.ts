import { registrationEventNames, registrationMethodNames } from './registration/names.ts'
import { savingsMethodNames } from './savings/names.ts'

/**
 * The names a host may call. They live apart from their schemas so that a preload script can list them
 * without a schema library.
 */
export const methodNames = [
  'app.info',
  'connectors.list',
  'connectors.add',
  'connectors.rename',
  'connectors.setCredential',
  'connectors.reconfigure',
  'connectors.remove',
  'connectors.status',
  'connectors.export',
  'setup.guide',
  'setup.handOver',
  'setup.scripts',
  'setup.drafts',
  'setup.saveDraft',
  'setup.discardDraft',
  'certificates.make',
  'certificates.discard',
  ...registrationMethodNames,
  'checks.run',
  'sync.start',
  'sync.cancel',
  'sync.runs',
  'activity.coverage',
  'activity.retrieve',
  'activity.stop',
  'reports.list',
  'reports.page',
  'reports.values',
  'reports.totals',
  'reports.copy',
  'reports.export',
  'search.find',
  'query.views',
  'query.run',
  'query.export',
  'insight.overview',
  'insight.exportOverview',
  'insight.daily',
  'insight.apps',
  'insight.app',
  'users.get',
  'licenses.get',
  'changes.between',
  'renewals.list',
  'renewals.export',
  'products.setPrice',
  ...savingsMethodNames,
  'demo.start',
  'demo.stop',
  'settings.get',
  'settings.change',
  'background.state',
  'background.pause',
  'background.resume',
  'background.environment',
  'diagnosis.run',
  'diagnosis.newest',
  'diagnostics.bundle',
  'database.copy',
  'app.notices',
] as const
export type Method = (typeof methodNames)[number]

/** The names of the events that the engine emits. */
export const eventNames = [
  'checks.progress',
  'diagnosis.progress',
  ...registrationEventNames,
  'sync.progress',
  'sync.finished',
  'connectors.changed',
  'reports.changed',
  'reports.exportProgress',
  'settings.changed',
  'background.changed',
  'attention.raised',
] as const
export type EventName = (typeof eventNames)[number]

/**
 * What the host of a window answers itself: the desktop app, or the browser host. The engine knows none of
 * it.
 */
export const hostMethodNames = [
  'host.info',
  'host.openLink',
  'host.showFolder',
  'host.openExport',
  'host.saveExport',
  'host.savePdf',
  'host.restartEngine',
  'host.quit',
] as const
export type HostMethod = (typeof hostMethodNames)[number]

/** The events of a window's host: go to another screen; the engine has stopped, or answers again. */
export const hostEventNames = ['host.navigate', 'host.connection'] as const
export type HostEventName = (typeof hostEventNames)[number]

export type WindowMethod = Method | HostMethod
export type WindowEventName = EventName | HostEventName

/** What only a host may call: a page knows nothing of the machine, and must not pretend to. */
const hostOnly: ReadonlySet<string> = new Set(['background.environment'])

/** The engine's methods that a page may call. */
export const pageMethodNames: readonly Method[] = methodNames.filter(name => !hostOnly.has(name))

/** Everything that a window may call, and every event that it may receive. */
export const windowMethodNames: readonly WindowMethod[] = [...pageMethodNames, ...hostMethodNames]
export const windowEventNames: readonly WindowEventName[] = [...eventNames, ...hostEventNames]
