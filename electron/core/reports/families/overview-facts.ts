import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { unmeasuredGuests } from '../query/active-user.ts'
import { productKinds, seatCost } from '../query/products.ts'
import type { ReportContext } from '../query/source.ts'
import type { DatasetFact } from '../trust.ts'
import { activityApps } from './apps.ts'

/** What is known of a tenant as a whole. Null stands for not known, never for none; money is per year. */
export type OverviewFacts = {
  /** Milliseconds since the epoch. */
  now: number
  /** `YYYY-MM-DD`, the day up to which activity per person is known. */
  activityDay: string | null
  /** `asOf`: when the people were retrieved, ISO 8601. */
  people: {
    asOf: string
    people: number
    licensed: number
    licensedActive: number | null
    /** Licensed guests whom no usage report names, and of whom nobody knows whether they are active. */
    guestsUnmeasured: number
    disabledLicensed: number
    guestsLicensed: number
    overlaps: number
  } | null
  seats: {
    asOf: string
    bought: number
    assigned: number
    free: number
    active: number | null
    inactive: number | null
    /** How many products are in none of these because their seats cost nothing, or are for devices. */
    leftOut: number
    /** How many products are in none of these, or not in all, because their seats are not known. */
    untold: number
  } | null
  /** Money by currency; empty while no prices were entered. */
  costs: readonly { currency: string; free: number; inactive: number | null }[]
  apps: readonly AppFacts[]
  lastRun: { status: string; finishedAt: string; failed: readonly string[]; flagged: number } | null
  /** `YYYY-MM-DD`, the last day of the credential in use. */
  secretExpiresOn: string | null
}

export type AppFacts = {
  app: string
  /** People active within the 30 days that end with `asOf`. */
  active: number | null
  /** `YYYY-MM-DD`. */
  asOf: string | null
  /**
   * Active people a day, on average over the week that ends with `until` and over the week four weeks
   * before.
   */
  weekly: { until: string; average: number; before: number | null } | null
}

/** Reads everything that the overview shows. What was never retrieved stays null. */
export function readOverview({ reader, clock, beside, facts, activityDay }: ReportContext): OverviewFacts {
  const peopleAsOf = retrievedAt(facts, 'users')
  const seatsAsOf = retrievedAt(facts, 'licenses')
  return {
    now: clock.now(),
    activityDay,
    people: peopleAsOf === null ? null : { asOf: peopleAsOf, ...readPeople(reader, activityDay !== null) },
    seats: seatsAsOf === null ? null : { asOf: seatsAsOf, ...readSeats(reader) },
    costs: readCosts(reader),
    apps: readApps(reader, activityDay),
    lastRun: readLastRun(reader),
    secretExpiresOn: beside.credentialEnd?.day ?? null,
  }
}

function retrievedAt(facts: readonly DatasetFact[], dataset: string): string | null {
  return facts.find(fact => fact.dataset === dataset)?.succeededAt ?? null
}

const People = z.object({
  people: z.int(),
  licensed: z.int(),
  licensedActive: z.int(),
  disabledLicensed: z.int(),
  guestsLicensed: z.int(),
  guestsUnmeasured: z.int(),
  overlaps: z.int(),
})

function readPeople(reader: Reader, activityKnown: boolean) {
  const found = People.parse(
    reader.first(
      People,
      sql`select ifnull(sum(people), 0) as people, ifnull(sum(licensed), 0) as licensed,
        ifnull(sum(licensed_active_30d), 0) as licensedActive,
        (select count(*) from user_summary where license_count > 0 and account_enabled = 0) as disabledLicensed,
        (select count(*) from user_summary where license_count > 0 and user_type = 'Guest') as guestsLicensed,
        (select count(*) from ${unmeasuredGuests}) as guestsUnmeasured,
        (select count(*) from overlap) as overlaps
        from split_summary`,
    ),
  )
  return { ...found, licensedActive: activityKnown ? found.licensedActive : null }
}

/**
 * Products for the whole company and for devices have no seats that a user could be given, and free ones and
 * trials none that are paid for.
 */
const paidSeats = raw(`v_licenses l join license on license.sku_id = l.sku_id
  join kind_of on kind_of.sku_id = l.sku_id and kind_of.kind = 'paid'
  where lower(ifnull(license.applies_to, 'User')) <> 'company'`)

/** Guests whom no usage report names are not taken for inactive: reports hold members only. */
const inactiveSeats = raw(
  '(l.inactive_users_30d - ifnull((select seats from unmeasured where unmeasured.sku_id = l.sku_id), 0))',
)

/** The seats of these guests, counted once for all products. */
const unmeasuredSeats = sql`unmeasured as materialized (
  select held.sku_id, count(*) as seats
  from (select guest.user_id from ${unmeasuredGuests}) as one cross join assigned_license held on held.user_id = one.user_id
  group by held.sku_id)`

const Seats = z.object({
  bought: z.int(),
  assigned: z.int(),
  free: z.int(),
  active: z.int().nullable(),
  inactive: z.int().nullable(),
  untold: z.int(),
  leftOut: z.int(),
})

function readSeats(reader: Reader) {
  const seats = reader.first(
    Seats,
    sql`with ${productKinds(reader)}, ${unmeasuredSeats} select ifnull(sum(l.enabled_units + l.warning_units), 0) as bought,
      ifnull(sum(l.consumed_units), 0) as assigned, ifnull(sum(max(l.available_units, 0)), 0) as free,
      sum(l.active_users_30d) as active, sum(${inactiveSeats}) as inactive,
      count(*) - count(l.available_units) as untold,
      (select count(*) from kind_of where kind <> 'paid') as leftOut from ${paidSeats}`,
  )
  return Seats.parse(seats)
}

const Cost = z.object({ currency: z.string(), free: z.number(), inactive: z.number().nullable() })

function readCosts(reader: Reader) {
  return reader.all(
    Cost,
    sql`with ${productKinds(reader)}, ${unmeasuredSeats} select ifnull(l.currency, '') as currency,
      ${seatCost(raw('1'), raw('sum(max(l.available_units, 0) * l.unit_price)'))} as free,
      ${seatCost(raw('1'), sql`sum(${inactiveSeats} * l.unit_price)`)} as inactive
      from ${paidSeats} and l.unit_price is not null group by 1 order by 1`,
  )
}

const App = z
  .object({
    app: z.string(),
    active: z.int().nullable(),
    as_of: z.string().nullable(),
    counted: z.number().nullable(),
    counted_date: z.string().nullable(),
    newest: z.string().nullable(),
    week: z.number().nullable(),
    before: z.number().nullable(),
  })
  .transform(({ newest, week, before, ...row }) => ({
    ...row,
    weekly: newest === null || week === null ? null : { until: newest, average: week, before },
  }))

/** The average of the seven days that end so many days before the newest one. */
const weekEnding = (daysBefore: number) => sql`(select avg(d.value) from usage_day d
  where d.app = known.app and d.measure = 'active_users'
    and d.date > date(known.newest, ${`-${daysBefore + 7} days`}) and d.date <= date(known.newest, ${`-${daysBefore} days`}))`

const newestDay = (measure: string) => sql`(select max(d.date) from usage_day d
  where d.app = one.value and d.measure = ${measure})`

/**
 * Counts of the people's own activity where that is known, each as of its own day; else what Microsoft
 * counted for the tenant, which stays true while names are concealed. Apps of which nothing is known are left
 * out.
 */
function readApps(reader: Reader, activityDay: string | null): AppFacts[] {
  const rows = reader.all(
    App,
    sql`with known as materialized (
        select one.key as position, one.value as app, ${newestDay('active_users')} as newest,
          ${newestDay('active_users_30d')} as counted_date
        from json_each(${JSON.stringify(activityApps)}) one)
      select known.app, summary.active_30d as active, summary.as_of, month.value as counted, known.counted_date, known.newest,
        ${weekEnding(0)} as week, ${weekEnding(28)} as before
      from known
      left join app_summary summary on summary.app = known.app
      left join usage_day month on month.app = known.app and month.measure = 'active_users_30d'
        and month.date = known.counted_date
      order by known.position`,
  )
  return rows
    .map(({ app, active, as_of: asOf, counted, counted_date, weekly }) =>
      activityDay === null
        ? { app, active: counted, asOf: counted_date, weekly }
        : { app, active: active ?? 0, asOf: asOf ?? activityDay, weekly },
    )
    .filter(({ active, weekly }) => (active ?? 0) > 0 || weekly !== null)
}

const LastRun = z
  .object({
    status: z.string(),
    finished_at: z.string(),
    failed: z.string(),
    flagged: z.int(),
  })
  .transform(row => ({
    status: row.status,
    finishedAt: row.finished_at,
    failed: z.array(z.string()).parse(JSON.parse(row.failed)),
    flagged: row.flagged,
  }))

function readLastRun(reader: Reader): OverviewFacts['lastRun'] {
  return reader.first(
    LastRun,
    sql`select r.status, r.finished_at,
        (select json_group_array(d.dataset order by d.dataset) from sync_dataset_run d
          where d.run_id = r.run_id and d.status = 'failed') as failed,
        (select count(*) from balance_finding b where b.run_id = r.run_id and b.verdict = 'flagged') as flagged
      from sync_run r where r.status is not null and r.finished_at is not null order by r.run_id desc limit 1`,
  )
}
