import { z } from 'zod'
import type { BalanceFinding } from '../../../contract/sync.ts'
import { readMeta } from '../../database/meta.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import { usageTables } from '../../usage/storing/tables.ts'
import { oddRows, reportFacts } from './balance-reports.ts'
import {
  balanceCoverage,
  balanceLicense,
  balanceOddRows,
  balancePeople,
  balanceReport,
  heldNotListed,
} from './balance-rules.ts'
import { listedProducts, ofOneRun, unlistedProducts } from './product-facts.ts'

export type BalanceRequest = {
  runId: number
  peopleCount: number | null
  setAside: readonly BalanceFinding[]
}

/**
 * Compares what was stored with what Microsoft counts, and keeps the differences with the run: people with
 * `$count`, the holders of each product with its consumed units, the rows of each usage report and the
 * licensed people with each other.
 *
 * @param peopleCount `$count` of the people at the time of the run, null when it was not asked for
 * @param setAside what the run found of answers that were worse than what is stored
 */
export function balance(
  writer: Writer,
  { runId, peopleCount, setAside }: BalanceRequest,
  catalogue: readonly UsageReport[],
): BalanceFinding[] {
  const people = peopleCount === null ? null : peopleFinding(writer, runId, peopleCount)
  // A loss never excuses itself: people whom this run lost and Microsoft still counts explain no rows without
  // a person.
  const disputedRun = people !== null && people.actual < people.expected ? runId : null
  const findings = [
    people,
    ...licenseFindings(writer, runId),
    ...reportFacts(writer, catalogue, { runId, disputedRun }).map(balanceReport),
    ...oddRows(writer, catalogue).flatMap(balanceOddRows),
    coverageFinding(writer, catalogue),
    storedAgainFinding(writer),
    ...setAside,
  ].filter(finding => finding !== null)
  writer.transaction(() => {
    if (findings.some(({ subject }) => subject === storedAgain)) {
      writer.run(sql`delete from meta where name = ${storedAgainMark}`)
    }
    writer.run(sql`delete from balance_finding where run_id = ${runId}`)
    for (const finding of findings) {
      writer.run(sql`
        insert or replace into balance_finding (
          run_id, dataset, subject, expected, actual, verdict, explanation)
        values (${runId}, ${finding.dataset}, ${finding.subject}, ${finding.expected}, ${finding.actual},
          ${finding.verdict}, ${finding.explanation})`)
    }
  })
  return findings
}

const Figure = z.object({ number: z.int() })

function numberOf(reader: Reader, statement: Sql): number {
  return reader.first(Figure, statement)?.number ?? 0
}

function peopleFinding(reader: Reader, runId: number, counted: number): BalanceFinding | null {
  return balancePeople({
    counted,
    stored: numberOf(reader, sql`select count(*) as number from user`),
    came: numberOf(
      reader,
      sql`select count(*) as number from change where run_id = ${runId} and kind = 'user_added'`,
    ),
  })
}

function licenseFindings(reader: Reader, runId: number): (BalanceFinding | null)[] {
  const sameRun = ofOneRun(reader, runId)
  if (sameRun === null) return []
  const listed = listedProducts(reader, runId).map(row =>
    balanceLicense({
      product: row.product,
      appliesTo: row.applies_to,
      consumed: row.consumed_units,
      holders: row.holders,
      gained: row.gained,
      sameRun,
    }),
  )
  return [...listed, ...unlistedProducts(reader).map(heldNotListed)]
}

/** Only where activity is known; concealed rows name nobody anyway. */
function coverageFinding(reader: Reader, catalogue: readonly UsageReport[]): BalanceFinding | null {
  const day = readMeta(reader, 'activity_as_of')
  if (day === null) return null
  const licensed = numberOf(reader, sql`select coalesce(sum(licensed), 0) as number from split_summary`)
  const named = numberOf(
    reader,
    raw(`select count(*) as number from user_summary as summary
      where summary.license_count > 0 and exists (
        select 1 from person where person.user_id = summary.user_id and (${inAnyReport(catalogue)}))`),
  )
  if (named === licensed) return null
  const tooNew = numberOf(
    reader,
    sql`select count(*) as number from user join user_summary as summary using (user_id)
      where summary.license_count > 0 and user.created_at > date(${day}, '-2 days')`,
  )
  return balanceCoverage({ licensed, named, tooNew })
}

/** SQL that is true where some report that counts names `person`. */
function inAnyReport(catalogue: readonly UsageReport[]): string {
  return usageTables(catalogue)
    .map(({ name }) => `exists (select 1 from ${name} as row where row.person_id = person.person_id)`)
    .join(' or ')
}

/**
 * Under this name `meta` keeps that an update of the program has given up all usage, which is to be said
 * once.
 */
const storedAgainMark = 'usage_stored_again'
const storedAgain = 'usage reports stored in a new way'

/** Said by the first run that has stored usage since the update. */
function storedAgainFinding(reader: Reader): BalanceFinding | null {
  if (readMeta(reader, storedAgainMark) === null) return null
  const reports = numberOf(reader, sql`select count(*) as number from usage_report`)
  if (reports === 0) return null
  return {
    dataset: 'usage',
    subject: storedAgain,
    expected: reports,
    actual: reports,
    verdict: 'explained',
    explanation:
      'An update of this app stores usage in a new way, so that all usage reports were retrieved again. Users, history and prices were kept.',
  }
}
