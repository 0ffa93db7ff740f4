import { csvCell } from '../csv.ts'
import { hexText, mix } from '../random.ts'
import { refreshDay, type Service } from '../service.ts'
import type { App, Usage } from '../tenant/activity.ts'
import type { Day } from '../tenant/calendar.ts'
import { idOf, kindOf, nameOf, principalName } from '../tenant/identity.ts'
import { licenseMask, usableWorkloads } from '../tenant/licenses.ts'
import { createdDay, endIndex, leftDay, type World } from '../tenant/world.ts'
import type { Totals } from './daily-totals.ts'

/** What a report is asked for: the days, and whether names are shown. */
export type Scope = {
  readonly service: Service
  readonly world: World
  /** The last day of the data: the refresh day, or the single day asked for. */
  readonly until: Day
  /** Length of the period in days; 1 for a single day. */
  readonly period: number
  /** Only people active on that one day are listed. */
  readonly singleDay: boolean
  readonly concealed: boolean
  readonly dateText: (day: Day) => string
  /** `until` as text, the first cell of every row. */
  readonly refreshed: string
  readonly totals: () => Totals
}

/** Periods that `ALL` stands for. */
export const allPeriods = [7, 30, 90, 180] as const

/** Behind the name of a report that beta gives in another form. */
export const betaEnding = '.beta'

/** Marks the period `ALL`, which gives a row for each period. */
export const everyPeriod = 0

/** The scope of a report of `period` days, or of one `day`. */
export function createScope(
  service: Service,
  totals: () => Totals,
  asked: { readonly period: number; readonly day: Day | null },
): Scope {
  const until = asked.day ?? refreshDay(service)
  return {
    service,
    world: service.world,
    until,
    period: asked.day === null ? asked.period : 1,
    singleDay: asked.day !== null,
    concealed: service.entra.names.inReports(),
    dateText: service.world.dateText,
    refreshed: service.world.dateText(until),
    totals,
  }
}

/** How long a deleted account stays in the reports. */
const daysAfterDeletion = 30

/** Whether the account existed, as the report of that day sees it. */
export function isReported(scope: Scope, index: number): boolean {
  const left = leftDay(scope.world, index)
  if (left !== 0 && left < scope.until - daysAfterDeletion) return false
  return createdDay(scope.world, index) <= scope.until
}

/** People who hold a licence for one of the workloads, deleted ones of the last month included. */
export function* licensedPeople(scope: Scope, workloads: number): Generator<number> {
  const { world } = scope
  const end = endIndex(world)
  for (let index = 0; index < end; index += 1) {
    if ((usableWorkloads(world, index, scope.until) & workloads) === 0) continue
    if (isReported(scope, index)) yield index
  }
}

/** The person's use of an app within the scope. */
export function usage(scope: Scope, index: number, app: App): Usage {
  return scope.service.activity.within(index, app, scope.until, scope.period)
}

/** Names and states as cells. */
export function upnCell(scope: Scope, index: number): string {
  if (scope.concealed) return hexText(scope.world.seed, index, [401, 402, 403, 404])
  const name = principalName(scope.world, index, scope.until)
  // The reports spell some names as they were typed once, the directory in lower case.
  return mix(scope.world.seed, 405, index) % 40 === 0 ? name.charAt(0).toUpperCase() + name.slice(1) : name
}

export function displayNameCell(scope: Scope, index: number): string {
  if (scope.concealed) return hexText(scope.world.seed, index, [411, 412, 413, 414])
  return csvCell(nameOf(scope.world, index, scope.until).displayName)
}

export function objectIdCell(scope: Scope, index: number): string {
  return scope.concealed ? '00000000-0000-0000-0000-000000000000' : idOf(scope.world, index)
}

/** `Is Deleted,Deleted Date`. */
export function deletedCells(scope: Scope, index: number): string {
  const left = leftDay(scope.world, index)
  return left !== 0 && left <= scope.until ? `True,${scope.dateText(left)}` : 'False,'
}

export function isDeletedCell(scope: Scope, index: number): string {
  const left = leftDay(scope.world, index)
  return left !== 0 && left <= scope.until ? 'True' : 'False'
}

export function productsCell(scope: Scope, index: number): string {
  return scope.world.maskFacts(licenseMask(scope.world, index, scope.until)).productText
}

/** A cell in which a person's lasting habit shows: whether they have a Mac, a phone and so on. */
export function hasHabit(scope: Scope, index: number, habit: number, percent: number): boolean {
  return mix(scope.world.seed, 420 + habit, index) % 100 < percent
}

export function yesNo(value: boolean): string {
  return value ? 'Yes' : 'No'
}

export function isMailboxOnly(scope: Scope, index: number): boolean {
  return kindOf(scope.world, index) === 'shared'
}
