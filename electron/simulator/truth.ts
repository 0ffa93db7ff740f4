import { at } from './random.ts'
import { refreshDay, type Service } from './service.ts'
import { type App, apps } from './tenant/activity.ts'
import { dateText } from './tenant/calendar.ts'
import { idOf, isEnabled, kindOf, mailOf, nameOf, principalName } from './tenant/identity.ts'
import { type AssignmentState, assignmentStates, licenseMask, usableWorkloads } from './tenant/licenses.ts'
import { bitsOf, workloads } from './tenant/products.ts'
import { createdDay, presentIndexes } from './tenant/world.ts'

export type TruthUser = {
  readonly id: string
  readonly userPrincipalName: string
  readonly displayName: string
  readonly mail: string | null
  readonly accountEnabled: boolean
  readonly userType: 'Member' | 'Guest'
  /** `YYYY-MM-DD`. */
  readonly created: string
  /** Ids of the products held, each once. */
  readonly skuIds: readonly string[]
}

export type TruthProduct = {
  readonly skuId: string
  readonly partNumber: string
  readonly name: string
  readonly consumed: number
  readonly enabled: number
  readonly warning: number
  readonly suspended: number
}

export type TruthAssignment = AssignmentState & { readonly userId: string }

export type TruthActivity = {
  readonly userId: string
  readonly userPrincipalName: string
  /** Last day with activity by app, `YYYY-MM-DD`; apps never used are left out. */
  readonly last: Readonly<Partial<Record<TruthApp, string>>>
}

const truthApps = {
  exchange: [apps.exchange, workloads.exchange],
  onedrive: [apps.onedrive, workloads.onedrive],
  sharepoint: [apps.sharepoint, workloads.sharepoint],
  teams: [apps.teams, workloads.teams],
  viva_engage: [apps.yammer, workloads.yammer],
  outlook_app: [apps.outlook, workloads.apps],
  word_app: [apps.word, workloads.apps],
  excel_app: [apps.excel, workloads.apps],
  powerpoint_app: [apps.powerPoint, workloads.apps],
  onenote_app: [apps.oneNote, workloads.apps],
  copilot_chat: [apps.copilotChat, workloads.copilot],
} as const satisfies Readonly<Record<string, readonly [App, number]>>

export type TruthApp = keyof typeof truthApps

/**
 * The tenant as it really is, straight from the generator and past all of HTTP, JSON and CSV. Everything is
 * made while it is read, so a tenant of 200,000 people needs no more memory than a small one.
 */
export type Truth = {
  people(): number
  users(): Iterable<TruthUser>
  products(): readonly TruthProduct[]
  assignments(): Iterable<TruthAssignment>
  /** Licensed people in the directory, with what the newest reports must say of them. */
  activity(): Iterable<TruthActivity>
  /** The newest day in the reports, `YYYY-MM-DD`. */
  refreshDate(): string
  /** Object ids that a delta query begun at that version must tell about; 0 is the start of the tenant. */
  changedSince(version: number): ReadonlySet<string>
  version(): number
}

export function createTruth(service: Service): Truth {
  const { world, books } = service
  return {
    people: () => [...presentIndexes(world)].length,
    users: function* () {
      for (const index of presentIndexes(world)) yield truthUser(service, index)
    },
    products: () => {
      const units = books.units()
      const consumed = books.consumed()
      return world.products.map(({ bit, skuId, partNumber, name }) => {
        const { enabled, warning, suspended } = at(units, bit)
        return { skuId, partNumber, name, consumed: at(consumed, bit), enabled, warning, suspended }
      })
    },
    assignments: function* () {
      for (const index of presentIndexes(world)) {
        const userId = idOf(world, index)
        for (const state of assignmentStates(world, index)) yield { ...state, userId }
      }
    },
    activity: () => truthActivity(service),
    refreshDate: () => dateText(refreshDay(service)),
    changedSince: version =>
      new Set(
        world.changes.filter(change => change.version > version).map(change => idOf(world, change.index)),
      ),
    version: () => world.version,
  }
}

function truthUser({ world }: Service, index: number): TruthUser {
  return {
    id: idOf(world, index),
    userPrincipalName: principalName(world, index, world.today),
    displayName: nameOf(world, index, world.today).displayName,
    mail: mailOf(world, index),
    accountEnabled: isEnabled(world, index),
    userType: kindOf(world, index) === 'guest' ? 'Guest' : 'Member',
    created: dateText(createdDay(world, index)),
    skuIds: bitsOf(licenseMask(world, index)).map(bit => at(world.products, bit).skuId),
  }
}

function* truthActivity(service: Service): Generator<TruthActivity> {
  const { world, activity } = service
  const until = refreshDay(service)
  for (const index of presentIndexes(world)) {
    const usable = usableWorkloads(world, index, until)
    if (usable === 0 || createdDay(world, index) > until) continue
    const last: Partial<Record<TruthApp, string>> = {}
    for (const [name, [app, workload]] of Object.entries(truthApps)) {
      const day = (usable & workload) === 0 ? 0 : activity.last(index, app, until)
      // The keys of the table are the names themselves.
      if (day !== 0) last[name as TruthApp] = dateText(day)
    }
    yield { userId: idOf(world, index), userPrincipalName: principalName(world, index, world.today), last }
  }
}
