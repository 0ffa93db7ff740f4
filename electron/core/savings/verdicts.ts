import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import { withoutIndexes } from '../database/without-indexes.ts'
import { dayAfter } from '../usage/catalogue/report-days.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { enterPatterns } from './facts/patterns.ts'
import { enterPeople, type Moment } from './facts/people.ts'
import { enterProducts, readProducts } from './facts/products.ts'
import { appDays, readReportStates } from './facts/reports.ts'
import { enterHolders, enterSeats } from './facts/seats.ts'
import { keepAppUse } from './keep-app-use.ts'
import { closeMonth, keepProductFacts, keepReportFacts } from './keep-facts.ts'
import { keepFindings } from './keep-findings.ts'
import { priceClaims, storePools } from './money/claimed-money.ts'
import { createLadder, type Ladder } from './products/ladder.ts'
import { matchDisabled, matchGuests, matchSharedMailboxes, needsLicense } from './rules/accounts.ts'
import { enterDowngrades, readTargets } from './rules/downgrades.ts'
import { matchIdle, matchUnusedProducts } from './rules/idle.ts'
import { markLeftOut } from './rules/left-out.ts'
import { createMatches, grades, rulePlace, rules } from './rules/match.ts'
import { enterCovers, matchOverlaps } from './rules/overlap.ts'
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
  ladder: Ladder = createLadder(),
): void {
  writer.transaction(() => {
    const moment = momentOf(writer, catalogue, syncDay, settings)
    const products = readProducts(writer, syncDay)
    enterProducts(writer, products)
    const patterns = enterPatterns(writer, products)
    enterHolders(writer)
    enterSeats(writer)
    enterPeople(writer, moment)
    createMatches(writer)
    matchDisabled(writer, moment)
    matchSharedMailboxes(writer)
    enterCovers(writer, patterns, ladder)
    matchOverlaps(writer)
    matchIdle(writer)
    matchGuests(writer)
    matchUnusedProducts(writer)
    const unused = readStatements(writer)
    const targets = readTargets(writer, products, syncDay)
    enterDowngrades(writer, patterns, targets, ladder, unused)
    matchSmallerProducts(writer, moment)
    markLeftOut(writer, syncDay)
    storeClaims(writer, moment)
    priceClaims(writer, products, targets, settings, syncDay)
    storePools(writer, products, settings, syncDay)
    keepProductFacts(writer, products, ladder)
    keepReportFacts(writer, moment)
    closeMonth(writer, moment)
    keepFindings(writer)
    keepAppUse(writer, moment)
    dropFacts(writer)
  })
}

/** Under this name `meta` keeps what the verdicts were made of, until something else is published. */
export const judgedMark = 'judged_of'

/**
 * Judges after a sync, unless the verdicts are of the same day, reports and settings and nothing was
 * published since.
 */
export function judgeChanges(writer: Writer, catalogue: readonly UsageReport[], syncDay: string): void {
  const settings = readSavingsSettings(writer)
  const { reports, knowsSignIns } = momentOf(writer, catalogue, syncDay, settings)
  const states = reports.map(({ table, status, refreshDate }) => [table.name, status, refreshDate])
  const basis = JSON.stringify({ syncDay, settings, states, knowsSignIns })
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
  const last = writer.first(
    LastRun,
    sql`select substr(max(finished_at), 1, 10) as day from sync_run where status in ('succeeded', 'partial')`,
  )
  const day = last?.day ?? null
  if (day !== null) judgeSeats(writer, catalogue, day)
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

/**
 * The class of a seat is the first that applies: left out by itself, not to be judged, too new, claimed, left
 * out by a person, in use, not judged. A seat of an account that was disabled a few days ago waits like a new
 * one.
 */
function storeClaims(writer: Writer, { reportDay, syncDay, settings }: Moment): void {
  const newFrom = dayAfter(reportDay, 1 - settings.graceDays)
  const justDisabled = dayAfter(syncDay, 1 - settings.leaverDays)
  const isR1 = `exists (select 1 from temp.seat_match as hit where hit.holder_id = seat.holder_id
    and hit.sku_id = seat.sku_id and hit.rule = ${rulePlace('R1')})`
  writer.script('delete from claim')
  const insert = raw(`
    insert into claim (user_id, sku_id, class, rule, grade, also, reason, target_sku_id, since, left_out_by)
    select user_id, sku_id, class,
      iif(class in ('claimed', 'left_out') and best is not null, ${placeName('best % 10', rules)}, null),
      iif(class in ('claimed', 'left_out') and best is not null, ${placeName('best / 10', grades)}, null),
      iif(class in ('claimed', 'left_out'), also, null),
      case class
        when 'claimed' then match_reason
        when 'left_out' then coalesce(own_reason, match_reason)
        when 'in_use' then iif(needs_license, 'licenseNeeded', iif(is_fading, 'fading', null))
        when 'too_new' then iif(is_just_disabled, 'justDisabled', 'new')
        else iif(is_live = 0, 'productEnded', iif(witnesses = 0, 'blind', iif(has_gap, 'gap', 'signsIn'))) end,
      iif(class in ('claimed', 'left_out'), target, null), since, iif(class = 'left_out', left_out_by, null)
    from (
      select *, case
        when own_reason is not null then 'left_out'
        when is_live = 0 then 'not_judged'
        when is_new or is_just_disabled then 'too_new'
        when open_best is not null then 'claimed'
        when hidden_best is not null then 'left_out'
        when is_used or needs_license then 'in_use'
        else 'not_judged' end as class,
        coalesce(open_best, hidden_best) as best
      from (
        select holder.user_id, seat.sku_id, seat.since, product.is_live, pattern.witnesses,
          case when product.kind <> 'paid' then product.kind when person.is_resource = 1 then 'resourceAccount' end as own_reason,
          coalesce(max(coalesce(person.created_day, ''), coalesce(substr(seat.since, 1, 10), '')) >= '${newFrom}', 0) as is_new,
          person.is_enabled = 0 and person.disabled_day >= '${justDisabled}' and not ${isR1} as is_just_disabled,
          person.used & pattern.witnesses <> 0 as is_used,
          person.recent & pattern.witnesses = 0 as is_fading,
          person.gap & pattern.witnesses <> 0 as has_gap,
          ${needsLicense} as needs_license,
          verdict.open_best, verdict.hidden_best, verdict.also, verdict.match_reason, verdict.target, verdict.left_out_by
        from temp.seat as seat
        cross join temp.holder as holder on holder.holder_id = seat.holder_id
        cross join temp.judged_product as product on product.sku_id = seat.sku_id
        cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
        cross join temp.judged_person as person on person.holder_id = seat.holder_id
        left join temp.verdict as verdict on verdict.holder_id = seat.holder_id and verdict.sku_id = seat.sku_id
      )
    )`)
  withoutIndexes(writer, 'claim', '%', () => {
    writer.run(insert)
  })
}

function placeName(place: string, names: readonly string[]): string {
  return `case ${place} ${names.map((name, index) => `when ${index} then '${name}'`).join(' ')} end`
}

const facts = [
  'holder',
  'judged_product',
  'seat_pattern',
  'seat_seen',
  'seat',
  'judged_person',
  'activated',
  'seat_match',
  'pattern_cover',
  'combination',
  'downgrade',
  'verdict',
]

function dropFacts(writer: Writer): void {
  writer.script(facts.map(name => `drop table if exists temp.${name}`).join('; '))
}
