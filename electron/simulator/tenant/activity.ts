import { at, mix, unit } from '../random.ts'
import { type Day, workload } from './calendar.ts'
import { kindOf, lastBusyDay, wasEnabled } from './identity.ts'
import { closedDay, createdDay, leftDay, type World } from './world.ts'

/**
 * What people can be active in. Each is its own stream of days; the number is its place in the table of
 * habits.
 */
export const apps = {
  exchange: 0,
  onedrive: 1,
  sharepoint: 2,
  teams: 3,
  yammer: 4,
  outlook: 5,
  word: 6,
  excel: 7,
  powerPoint: 8,
  oneNote: 9,
  copilotChat: 10,
  copilotTeams: 11,
  copilotWord: 12,
  copilotExcel: 13,
  copilotPowerPoint: 14,
  copilotOutlook: 15,
  copilotOneNote: 16,
  copilotLoop: 17,
} as const

export type App = (typeof apps)[keyof typeof apps]

/**
 * Share of the people who use an app at all, and how likely such a person is to use it on an ordinary
 * weekday.
 */
const habits: readonly { readonly users: number; readonly daily: number }[] = [
  { users: 0.99, daily: 0.97 },
  { users: 0.86, daily: 0.55 },
  { users: 0.72, daily: 0.35 },
  { users: 0.93, daily: 0.9 },
  { users: 0.22, daily: 0.08 },
  { users: 0.95, daily: 0.95 },
  { users: 0.8, daily: 0.4 },
  { users: 0.75, daily: 0.45 },
  { users: 0.55, daily: 0.2 },
  { users: 0.3, daily: 0.2 },
  { users: 0.85, daily: 0.45 },
  { users: 0.6, daily: 0.25 },
  { users: 0.5, daily: 0.15 },
  { users: 0.35, daily: 0.1 },
  { users: 0.4, daily: 0.1 },
  { users: 0.6, daily: 0.25 },
  { users: 0.15, daily: 0.08 },
  { users: 0.2, daily: 0.06 },
]

/** How far back a last activity is looked for: what Microsoft keeps. */
export const historyDays = 180

export type Usage = {
  /** Days with activity within the period. */
  readonly days: number
  /** Things done within the period; at least one for each day. */
  readonly volume: number
  /** The last day with activity, looked for over the whole history, or 0. */
  readonly last: Day
}

export type Activity = {
  /** How many things the person did in an app on a day; 0 when not active. */
  onDay(index: number, app: App, day: Day): number
  /** The person's use of an app in the `period` days that end with `until`. */
  within(index: number, app: App, until: Day, period: number): Usage
  /** The last day with activity up to `until`, or 0. */
  last(index: number, app: App, until: Day): Day
  /** Calls back for each day with activity in the `period` days that end with `until`, newest first. */
  each(index: number, app: App, until: Day, period: number, visit: (day: Day, volume: number) => void): void
}

/** How present a person is at work (0 to 1), between which days. */
type Presence = { readonly level: number; readonly from: Day; readonly until: Day }

function presenceOf(world: World, index: number): Presence {
  const from = createdDay(world, index)
  const until = Math.min(
    dayBefore(leftDay(world, index)),
    dayBefore(closedDay(world, index)),
    dayBefore(world.overlays.get(index)?.quietFrom ?? 0),
  )
  const kind = kindOf(world, index)
  if (kind === 'shared') return { level: 0.7, from, until }
  if (kind === 'room' || kind === 'service') return { level: 0, from, until }
  const recently = lastBusyDay(world, index)
  if (!wasEnabled(world, index)) return { level: 0.8, from, until: Math.min(until, recently) }
  const share = unit(world.seed, 92, index)
  if (share < 0.04) return { level: 0, from, until }
  if (share < 0.12) return { level: 0.8, from, until: Math.min(until, recently) }
  if (share < 0.2) return { level: 0.03, from, until }
  return { level: share < 0.38 ? 0.25 : 0.8 + 0.2 * unit(world.seed, 93, index), from, until }
}

/** The last day before an event, or the end of time when there is none. */
function dayBefore(day: Day): Day {
  return day === 0 ? Number.MAX_SAFE_INTEGER : day - 1
}

const fullScale = 0x1_0000_0000

/**
 * Who did what on which day. A day's activity is a pure function of seed, person, app and day, so that period
 * reports, single-day reports and the tenant's daily counts all tell the same story, and time can move on.
 */
export function createActivity(world: World): Activity {
  const firstDay = world.anchor - 900
  const loads = new Float64Array(2_700)
  for (let offset = 0; offset < loads.length; offset += 1)
    loads[offset] = workload(firstDay + offset, world.anchor)
  // The caller asks for many apps of the same person in a row.
  let presentIndex = -1
  let presentVersion = -1
  let presence: Presence = { level: 0, from: 0, until: 0 }

  const rateOf = (index: number, app: App): number => {
    if (index !== presentIndex || world.version !== presentVersion) {
      presence = presenceOf(world, index)
      presentIndex = index
      presentVersion = world.version
    }
    const { users, daily } = at(habits, app)
    const taste = unit(world.seed, 100 + app, index)
    if (taste >= users) return 0
    // Squaring makes a long tail: few people use an app much more than the rest.
    return presence.level * daily * (0.25 + 1.1 * (1 - taste / users) ** 0.7) * fullScale
  }
  const intensityOf = (index: number, app: App): number => {
    const chance = unit(world.seed, 130 + app, index)
    return 1 + Math.floor(14 / (0.12 + chance * 3))
  }
  /** The newest day from `from` back to `oldest` whose draw says active, or 0. */
  const lastActive = (key: number, rate: number, from: Day, oldest: Day): Day => {
    for (let day = from; day >= oldest; day -= 1) {
      if (mix(key, day) < rate * (loads[day - firstDay] ?? 0)) return day
    }
    return 0
  }
  const within = (index: number, app: App, until: Day, period: number): Usage => {
    const rate = rateOf(index, app)
    if (rate === 0) return nothing
    const key = mix(world.seed, 160 + app, index)
    const intensity = intensityOf(index, app)
    const oldest = Math.max(until - historyDays + 1, presence.from, firstDay)
    const last = lastActive(key, rate, Math.min(until, presence.until), oldest)
    const start = Math.max(until - period + 1, oldest)
    let days = 0
    let volume = 0
    for (let day = last; day >= start; day -= 1) {
      const draw = mix(key, day)
      if (draw >= rate * (loads[day - firstDay] ?? 0)) continue
      days += 1
      volume += 1 + (((draw & 0xff) * intensity) >> 8)
    }
    return last === 0 ? nothing : { days, volume, last }
  }
  const each: Activity['each'] = (index, app, until, period, visit) => {
    const rate = rateOf(index, app)
    if (rate === 0) return
    const key = mix(world.seed, 160 + app, index)
    const intensity = intensityOf(index, app)
    const oldest = Math.max(until - period + 1, presence.from, firstDay)
    for (let day = Math.min(until, presence.until); day >= oldest; day -= 1) {
      const draw = mix(key, day)
      if (draw < rate * (loads[day - firstDay] ?? 0)) visit(day, 1 + (((draw & 0xff) * intensity) >> 8))
    }
  }
  return {
    within,
    each,
    last: (index, app, until) => within(index, app, until, 0).last,
    onDay: (index, app, day) => within(index, app, day, 1).volume,
  }
}

const nothing: Usage = { days: 0, volume: 0, last: 0 }
