import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Domain = z.object({ default_domain: z.string().nullable() })

/** The tenant's default domain; null while that is not known. */
export function readDomain(reader: Reader): string | null {
  return reader.first(Domain, sql`select default_domain from organization limit 1`)?.default_domain ?? null
}
