import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { withoutIndexes } from '../database/without-indexes.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { type Combinations, readCombinations } from './facts/combinations.ts'
import type { Moment } from './facts/moment.ts'
import { enterPatterns } from './facts/patterns.ts'
import { enterPeople } from './facts/people.ts'
import { type Product, readProducts } from './facts/products.ts'
import { appDays, readReportStates } from './facts/reports.ts'
import { enterHolders, enterHoldings, enterSeenSeats } from './facts/seats.ts'
import { keepAppUse } from './keep-app-use.ts'
import { storeClaims } from './keep-claims.ts'
import { closeMonth, keepProductFacts, keepRenewalDays, keepReportFacts } from './keep-facts.ts'
import { keepFindings } from './keep-findings.ts'
import { keepSeatUse } from './keep-seat-use.ts'
import { priceClaims, storePools } from './money/claimed-money.ts'
import { shippedLadder } from './products/ladder.ts'
import { type OwnLadder, readLadder } from './products/own-rungs.ts'
import { disabledRule, guestRule, sharedMailboxRule } from './rules/accounts.ts'
import { enterDowngrades, readTargets } from './rules/downgrades.ts'
import { followOwnSeats, idleRules, unusedProductRule } from './rules/idle.ts'
import { enterJudgedSeats } from './rules/judged-seats.ts'
import { markLeftOut } from './rules/left-out.ts'
import { enterMatches } from './rules/match.ts'
import { matchOverlaps } from './rules/overlap.ts'
import { matchSmallerProducts } from './rules/smaller-product.ts'
import { SavingsSettings } from './settings.ts'
import { readStatements } from './statements.ts'

/** What a seat is to the person who looks for savings; each assigned seat is in exactly one class. */
export const seatClasses = ['claimed', 'in_use', 'too_new', 'left_out', 'not_judged'] as const
export type SeatClass = (typeof seatClasses)[number]

/**
 * Judges every assigned seat and keeps the verdicts in `claim`, and those about pools in `claim_pool`.
 * Verdicts are no history: a change of settings, prices or exclusions judges everything again.
 *
 * @param syncDay `YYYY-MM-DD`, the day of the sync whose data is judged
 */
export function judgeSeats(
  writer: Writer,
  catalogue: readonly UsageReport[],
  syncDay: string,
  settings: SavingsSettings = readSavingsSettings(writer),
): void {
  writer.transaction(() => {
    const moment = momentOf(writer, catalogue, syncDay, settings)
    const ladder = readLadder(writer)
    const { products, combinations } = makeVerdicts(writer, moment, ladder, withoutIndexes)
    keepProductFacts(writer, products, ladder)
    keepReportFacts(writer, moment)
    closeMonth(writer, moment)
    keepRenewalDays(writer)
    keepSeatUse(writer)
    keepFindings(writer)
    keepAppUse(writer, catalogue, combinations, moment)
    dropFacts(writer)
  })
}

/**
 * Judges with other settings for one connection alone: temporary tables take the place of `claim` and
 * `claim_pool` on it, and nothing that others read is changed.
 *
 * @param connection one that is used for this alone, and closed afterwards
 */
export function judgeOnTrial(
  connection: Writer,
  catalogue: readonly UsageReport[],
  syncDay: string,
  settings: SavingsSettings,
): void {
  const tables = connection.all(
    TableText,
    sql`select sql from main.sqlite_schema where type = 'table' and name in ('claim', 'claim_pool')`,
  )
  for (const { sql: text } of tables) connection.script(text.replace(/^create table/i, 'create temp table'))
  const moment = momentOf(connection, catalogue, syncDay, settings)
  makeVerdicts(connection, moment, readLadder(connection), (_writer, _table, _pattern, work) => work())
  dropFacts(connection)
}

const TableText = z.object({ sql: z.string() })

/** Fills `claim` and `claim_pool` and leaves the tables of the facts behind. */
function makeVerdicts(
  writer: Writer,
  moment: Moment,
  ladder: OwnLadder,
  fill: typeof withoutIndexes,
): { products: Product[]; combinations: Combinations } {
  const { syncDay, settings } = moment
  const products = readProducts(writer, syncDay)
  const patterns = enterPatterns(writer, products, ladder)
  enterHolders(writer)
  enterSeenSeats(writer)
  enterPeople(writer, moment)
  const seatRules = [disabledRule(moment), sharedMailboxRule, ...idleRules, guestRule, unusedProductRule]
  enterJudgedSeats(writer, seatRules, moment)
  enterHoldings(writer)
  const combinations = readCombinations(writer, patterns)
  enterMatches(writer, seatRules)
  followOwnSeats(writer)
  matchOverlaps(writer, combinations, ladder)
  const unused = readStatements(writer)
  const targets = readTargets(writer, products, syncDay)
  if (enterDowngrades(writer, combinations, targets, ladder, unused)) matchSmallerProducts(writer, moment)
  markLeftOut(writer, syncDay)
  priceClaims(writer, products, targets, settings, syncDay)
  storeClaims(writer, fill)
  storePools(writer, products, settings, syncDay)
  return { products, combinations }
}

/** Under this name `meta` keeps what the verdicts were made of, until something else is published. */
export const judgedMark = 'judged_of'

/**
 * Judges after a sync, unless the verdicts are of the same day, reports, settings and ladder, and nothing was
 * published since.
 */
export function judgeChanges(writer: Writer, catalogue: readonly UsageReport[], syncDay: string): void {
  const settings = readSavingsSettings(writer)
  const { reports, knowsSignIns } = momentOf(writer, catalogue, syncDay, settings)
  const states = reports.map(({ table, status, refreshDate }) => [table.name, status, refreshDate])
  const basis = JSON.stringify({ syncDay, settings, states, knowsSignIns, ladder: shippedLadder.date })
  if (readMeta(writer, judgedMark) === basis) return
  writer.transaction(() => {
    judgeSeats(writer, catalogue, syncDay, settings)
    writeMeta(writer, judgedMark, basis)
  })
}

const LastRun = z.object({ day: z.string().nullable() })

/**
 * Judges again what the last sync brought, after a change of prices, settings or exclusions; nothing before
 * a sync.
 */
export function judgeAgain(writer: Writer, catalogue: readonly UsageReport[]): void {
  const day = lastSyncDay(writer)
  if (day !== null) judgeSeats(writer, catalogue, day)
}

/** The day of the last sync that brought something, whose data are judged; null before the first one. */
export function lastSyncDay(reader: Pick<Writer, 'first'>): string | null {
  const last = reader.first(
    LastRun,
    sql`select substr(max(finished_at), 1, 10) as day from sync_run where status in ('succeeded', 'partial')`,
  )
  return last?.day ?? null
}

const SettingsText = z.object({ value: z.string() })

/** The settings that were kept, else those that the program comes with. */
export function readSavingsSettings(reader: Pick<Writer, 'first'>): SavingsSettings {
  const found = reader.first(SettingsText, sql`select value from meta where name = 'savings_settings'`)
  return SavingsSettings.parse(found === null ? {} : JSON.parse(found.value))
}

const SignInState = z.object({ known: z.int() })

function momentOf(
  writer: Writer,
  catalogue: readonly UsageReport[],
  syncDay: string,
  settings: SavingsSettings,
): Moment {
  const reports = readReportStates(writer, catalogue, syncDay)
  const apps = appDays(reports, syncDay)
  const days = apps.flatMap(({ refreshDate }) => refreshDate ?? [])
  const signIns = writer.first(
    SignInState,
    sql`select succeeded_at is not null and problem is null as known from dataset_state
      where dataset = 'sign_in_activity'`,
  )
  return {
    syncDay,
    reportDay: days.toSorted().at(-1) ?? syncDay,
    settings,
    apps,
    reports,
    knowsSignIns: signIns?.known === 1,
  }
}

const facts = [
  'holder',
  'seat_pattern',
  'seat_seen',
  'judged_person',
  'usage_fact',
  'remembered_date',
  'activated',
  'seat',
  'holding',
  'seat_match',
  'covered',
  'downgrade',
  'verdict',
]

function dropFacts(writer: Writer): void {
  writer.script(facts.map(name => `drop table if exists temp.${name}`).join('; '))
}
