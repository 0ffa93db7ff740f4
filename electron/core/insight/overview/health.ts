import { z } from 'zod'
import type { HealthFigures } from '../../../contract/insight/overview.ts'
import { runStatuses } from '../../../contract/sync.ts'
import type { CredentialEnd } from '../../connectors/credential-end.ts'
import { sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { countedRows } from '../figure.ts'

const LastRun = z
  .object({
    status: z.enum(runStatuses),
    finished_at: z.string(),
    failed: z.int(),
    not_granted: z.int(),
  })
  .transform(({ finished_at: finishedAt, not_granted: notGranted, ...run }) => ({
    ...run,
    finishedAt,
    notGranted,
  }))

const DataChecks = z.object({ compared: z.int(), flagged: z.int() })

/**
 * Whether the connector does its work: the last sync, what did not agree, and how long the credential lasts.
 */
export function readHealth(
  { reader, now }: InsightContext,
  credentialEnd: CredentialEnd | null,
): HealthFigures {
  const lastRun = reader.first(
    LastRun,
    sql`select r.status, r.finished_at,
        (select count(*) from sync_dataset_run d where d.run_id = r.run_id and d.status = 'failed') as failed,
        (select count(*) from dataset_state s where s.problem = 'notGranted') as not_granted
      from sync_run r where r.status is not null and r.finished_at is not null order by r.run_id desc limit 1`,
  )
  const checks = reader.first(
    DataChecks,
    sql`select count(*) as compared, count(*) filter (where verdict = 'flagged') as flagged
      from balance_finding
      where run_id = (select max(run_id) from sync_run where status in ('succeeded', 'partial'))`,
  )
  const today = new Date(now).toISOString().slice(0, 10)
  return {
    lastRun,
    dataChecks:
      checks === null || lastRun === null
        ? null
        : countedRows(checks.flagged, { report: 'balance', where: { verdict: 'flagged' } }),
    credentialDays: credentialEnd === null ? null : daysBetween(today, credentialEnd.day),
  }
}
