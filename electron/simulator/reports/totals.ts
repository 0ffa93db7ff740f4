import { at } from '../random.ts'
import type { Service } from '../service.ts'
import { type App, apps, historyDays } from '../tenant/activity.ts'
import { usableWorkloads } from '../tenant/licenses.ts'
import { workloads } from '../tenant/products.ts'
import { endIndex, leftDay } from '../tenant/world.ts'
import type { Series, Totals } from './daily-totals.ts'
import { copilotApps } from './families/copilot.ts'
import { bytesPerFile, oneDriveFiles } from './families/files.ts'
import { mailboxBytes, mailboxQuotas, mailPrograms } from './families/mail.ts'
import { officeApps, officePlatforms } from './families/office.ts'
import { yammerDevices } from './families/social.ts'
import { teamsDevices } from './families/teams.ts'
import { isReported, type Scope } from './scope.ts'

const emptySeries = (): Series => ({
  active: new Float64Array(historyDays),
  volume: new Float64Array(historyDays),
  lastSeen: new Float64Array(historyDays),
  licensed: 0,
})

const manySeries = (count: number) => Array.from({ length: count }, emptySeries)

/**
 * More people than this are counted by an even sample and scaled up: history of 200,000 would take seconds.
 */
export const countedExactly = 12_000

const serviceWorkloads: readonly (readonly [App, number])[] = [
  [apps.exchange, workloads.exchange],
  [apps.onedrive, workloads.onedrive],
  [apps.sharepoint, workloads.sharepoint],
  [apps.teams, workloads.teams],
  [apps.yammer, workloads.yammer],
]

/** Teams is counted with the services. */
const countedOfficeApps = officeApps.filter(app => app !== apps.teams)

/** Adds up the half year that ends with the scope's last day. */
export function countTotals(service: Service, scope: Scope): Totals {
  const totals: Totals = {
    until: scope.until,
    byApp: manySeries(18),
    anyService: emptySeries(),
    anyCopilot: emptySeries(),
    platforms: manySeries(4),
    mailPrograms: manySeries(9),
    teamsDevices: manySeries(8),
    yammerDevices: manySeries(6),
    mailboxes: 0,
    mailboxBytes: 0,
    mailboxQuota: new Float64Array(4),
    oneDriveFiles: 0,
    oneDriveBytes: 0,
  }
  const end = endIndex(service.world)
  const step = Math.ceil(end / countedExactly)
  for (let index = 0; index < end; index += step) {
    const usable = usableWorkloads(service.world, index, scope.until)
    if (usable !== 0 && isReported(scope, index)) addPerson(totals, scope, index, usable, step)
  }
  return totals
}

/**
 * The days on which a person was active, as places within the half year, newest first, each with its volume.
 */
type ActiveDays = { readonly places: readonly number[]; readonly volumes: readonly number[] }

function personDays(scope: Scope, index: number, app: App): ActiveDays {
  const places: number[] = []
  const volumes: number[] = []
  const first = scope.until - historyDays + 1
  scope.service.activity.each(index, app, scope.until, historyDays, (day, volume) => {
    places.push(day - first)
    volumes.push(volume)
  })
  return { places, volumes }
}

function addDays(series: Series, { places, volumes }: ActiveDays, weight: number, isLicensed: boolean): void {
  if (isLicensed) series.licensed += weight
  for (let position = 0; position < places.length; position += 1) {
    const place = places[position] ?? 0
    series.active[place] = (series.active[place] ?? 0) + weight
    series.volume[place] = (series.volume[place] ?? 0) + (volumes[position] ?? 0) * weight
  }
  const [newest] = places
  if (newest === undefined) return
  const ago = historyDays - 1 - newest
  series.lastSeen[ago] = at(series.lastSeen, ago) + weight
}

/** Days on which at least one of several was active. */
function union(all: readonly ActiveDays[]): ActiveDays {
  const days = new Float64Array(historyDays)
  for (const { places, volumes } of all) {
    for (let position = 0; position < places.length; position += 1) {
      const place = places[position] ?? 0
      days[place] = (days[place] ?? 0) + (volumes[position] ?? 0)
    }
  }
  const places: number[] = []
  const volumes: number[] = []
  for (let place = historyDays - 1; place >= 0; place -= 1) {
    const volume = days[place] ?? 0
    if (volume === 0) continue
    places.push(place)
    volumes.push(volume)
  }
  return { places, volumes }
}

function addPerson(totals: Totals, scope: Scope, index: number, usable: number, weight: number): void {
  const left = leftDay(scope.world, index)
  const isLicensed = left === 0 || left > scope.until
  const used: ActiveDays[] = []
  for (const [app, workload] of serviceWorkloads) {
    if ((usable & workload) === 0) continue
    const days = personDays(scope, index, app)
    used.push(days)
    addDays(at(totals.byApp, app), days, weight, isLicensed)
    addDevices(totals, scope, index, app, days, weight)
  }
  if (used.length > 0) addDays(totals.anyService, union(used), weight, isLicensed)
  if ((usable & workloads.apps) !== 0) addOffice(totals, scope, index, weight)
  if ((usable & workloads.copilot) !== 0) addCopilot(totals, scope, index, weight)
  if ((usable & workloads.exchange) !== 0) addMailbox(totals, scope, index, weight)
  if ((usable & workloads.onedrive) !== 0) {
    const files = oneDriveFiles(scope, index)
    totals.oneDriveFiles += files * weight
    totals.oneDriveBytes += files * bytesPerFile(scope, index) * weight
  }
}

function addDevices(
  totals: Totals,
  scope: Scope,
  index: number,
  app: App,
  days: ActiveDays,
  weight: number,
): void {
  const add = (series: readonly Series[], uses: readonly boolean[]) => {
    for (const [place, used] of uses.entries()) if (used) addDays(at(series, place), days, weight, true)
  }
  if (app === apps.exchange) add(totals.mailPrograms, mailPrograms(scope, index))
  if (app === apps.teams) add(totals.teamsDevices, teamsDevices(scope, index))
  if (app === apps.yammer) add(totals.yammerDevices, yammerDevices(scope, index))
}

function addOffice(totals: Totals, scope: Scope, index: number, weight: number): void {
  const used = countedOfficeApps.map(app => personDays(scope, index, app))
  for (const [place, app] of countedOfficeApps.entries())
    addDays(at(totals.byApp, app), at(used, place), weight, true)
  const days = union(used)
  for (const [place, has] of officePlatforms(scope, index).entries()) {
    if (has) addDays(at(totals.platforms, place), days, weight, true)
  }
}

function addCopilot(totals: Totals, scope: Scope, index: number, weight: number): void {
  const used = copilotApps.map(app => personDays(scope, index, app))
  for (const [place, app] of copilotApps.entries())
    addDays(at(totals.byApp, app), at(used, place), weight, true)
  addDays(totals.anyCopilot, union(used), weight, true)
}

function addMailbox(totals: Totals, scope: Scope, index: number, weight: number): void {
  const bytes = mailboxBytes(scope, index)
  const state = mailboxQuotas(scope, index).filter(quota => bytes >= quota).length
  totals.mailboxes += weight
  totals.mailboxBytes += bytes * weight
  totals.mailboxQuota[state] = at(totals.mailboxQuota, state) + weight
}
