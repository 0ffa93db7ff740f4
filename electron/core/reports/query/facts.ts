import { z } from 'zod'
import type { RegisteredSecret } from '../../connectors/credential-end.ts'
import { readMeta } from '../../database/meta.ts'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { type Application, readApplication, secretsOf } from '../../datasets/registration.ts'
import type { DatasetFact } from '../trust.ts'

const Fact = z
  .object({
    dataset: z.string(),
    succeeded_at: z.string().nullable(),
    refresh_date: z.string().nullable(),
    concealed: z.int(),
    problem: z.string().nullable(),
  })
  .transform(
    (row): DatasetFact => ({
      dataset: row.dataset,
      succeededAt: row.succeeded_at,
      refreshDate: row.refresh_date,
      concealed: row.concealed === 1,
      problem: row.problem,
    }),
  )

/** What is remembered of every dataset. */
export function readFacts(reader: Reader): DatasetFact[] {
  return reader.all(
    Fact,
    sql`select dataset, succeeded_at, refresh_date, concealed, problem from dataset_state`,
  )
}

/** `YYYY-MM-DD`, the day up to which activity per person is known; null while nobody's is. */
export function readActivityDay(reader: Reader): string | null {
  return readMeta(reader, 'activity_as_of')
}

const DataVersion = z.object({ data_version: z.int() })

/** Another number whenever another connection has committed. */
export function readVersion(reader: Reader): number {
  return reader.first(DataVersion, raw('pragma data_version'))?.data_version ?? 0
}

const Stored = z.object({ document: z.string() })

/** The client secrets that the registration listed when it was retrieved last; none when it never was. */
export function readRegisteredSecrets(reader: Reader): readonly RegisteredSecret[] {
  const stored = reader.first(Stored, sql`select document from registration where object = 'application'`)
  if (stored === null) return []
  return secretsOf(parseApplication(stored.document))
}

/**
 * A registration that cannot be read is ignored: it is a convenience, and the typed date stands in for it.
 */
function parseApplication(document: string): Application | null {
  try {
    return readApplication(JSON.parse(document))
  } catch {
    return null
  }
}

const Domain = z.object({ default_domain: z.string().nullable() })

/** The tenant's default domain; null while that is not known. */
export function readDomain(reader: Reader): string | null {
  return reader.first(Domain, sql`select default_domain from organization limit 1`)?.default_domain ?? null
}
