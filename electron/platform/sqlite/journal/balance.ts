import { z } from 'zod'
import type { BalanceFinding } from '../../../contract/sync.ts'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Reader, Writer } from '../connection.ts'
import { readMeta } from '../meta.ts'
import { raw, type Sql, sql } from '../sql.ts'
import { productJoins, productName } from '../views/names.ts'
import { reportFacts } from './balance-reports.ts'
import {
  balanceCoverage,
  balanceLicense,
  balancePeople,
  balanceReport,
  type LicenseFacts,
} from './balance-rules.ts'
import { lastSuccess } from './states.ts'

export type BalanceRequest = {
  runId: number
  peopleCount: number | null
  setAside: readonly BalanceFinding[]
}

/**
 * Compares what was stored with what Microsoft counts, and keeps the differences with the run: people with `$count`, the holders of each
 * product with its consumed units, the rows of each usage report and the licensed people with each other.
 *
 * @param peopleCount `$count` of the people at the time of the run, null when it was not asked for
 * @param setAside what the run found of answers that were worse than what is stored
 */
export function balance(
  writer: Writer,
  { runId, peopleCount, setAside }: BalanceRequest,
  catalogue: readonly UsageReport[],
): BalanceFinding[] {
  const findings = [
    peopleCount === null ? null : peopleFinding(writer, runId, peopleCount),
    ...licenseFindings(writer, runId),
    ...reportFacts(writer, catalogue).map(balanceReport),
    coverageFinding(writer),
    ...setAside,
  ].filter(finding => finding !== null)
  writer.transaction(() => {
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
    cameOrWent: numberOf(
      reader,
      sql`select count(*) as number from change where run_id = ${runId} and kind in ('user_added', 'user_removed')`,
    ),
  })
}

const License = z.object({
  product: z.string(),
  applies_to: z.string().nullable(),
  consumed_units: z.int(),
  holders: z.int(),
  changed: z.int(),
})

function licenseFindings(reader: Reader, runId: number): (BalanceFinding | null)[] {
  const users = lastSuccess(reader, 'users')
  if (users === null) return []
  const sameRun = users === lastSuccess(reader, 'licenses')
  const rows = reader.all(
    License,
    sql`
      select
        ${raw(productName)} license.sku_id) as product,
        license.applies_to,
        license.consumed_units,
        coalesce(summary.assigned_users, 0) as holders,
        (select count(*) from change
          where run_id = ${runId} and kind in ('license_assigned', 'license_removed', 'license_swapped')
            and license.sku_id in (change.sku_id, change.detail)) as changed
      from license
      left join license_summary as summary on summary.sku_id = license.sku_id
      ${raw(productJoins('license.sku_id'))}
      where license.consumed_units is not null
      order by product`,
  )
  return rows.map(row => {
    const facts: LicenseFacts = {
      product: row.product,
      appliesTo: row.applies_to,
      consumed: row.consumed_units,
      holders: row.holders,
      changed: row.changed,
      sameRun,
    }
    return balanceLicense(facts)
  })
}

/** Only where activity is known; concealed rows name nobody anyway. */
function coverageFinding(reader: Reader): BalanceFinding | null {
  const day = readMeta(reader, 'activity_as_of')
  if (day === null) return null
  const licensed = numberOf(reader, sql`select coalesce(sum(licensed), 0) as number from split_summary`)
  const named = numberOf(
    reader,
    sql`select count(*) as number from usage_person as person
      join user_summary as summary on summary.user_id = person.user_id
      where summary.license_count > 0`,
  )
  if (named === licensed) return null
  const tooNew = numberOf(
    reader,
    sql`select count(*) as number from user join user_summary as summary using (user_id)
      where summary.license_count > 0 and user.created_at > date(${day}, '-2 days')`,
  )
  return balanceCoverage({ licensed, named, tooNew })
}
