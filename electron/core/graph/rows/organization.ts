import { z } from 'zod'
import { entriesOf, Identifier, readRow, rowSchema, saysSomething, timeOf } from './fields.ts'
import type { StagedOrganization } from './staged-rows.ts'

const Organization = rowSchema(({ text, flag, list }) =>
  z.object({
    id: Identifier,
    displayName: text,
    countryLetterCode: text,
    createdDateTime: text,
    verifiedDomains: list(z.object({ name: text, isDefault: flag })),
  }),
)

/**
 * The tenant itself, the one row of `/organization`; null for a row without an id, or with nothing else that
 * is known.
 */
export function readOrganization(value: unknown): StagedOrganization | null {
  const row = readRow(Organization, value)
  if (row === null || !saysSomething(row, 'id')) return null
  const standard = entriesOf(row.verifiedDomains).find(domain => domain.isDefault === true)
  return {
    tenant_id: row.id.toLowerCase(),
    display_name: row.displayName ?? null,
    country: row.countryLetterCode ?? null,
    default_domain: standard?.name ?? null,
    created_at: timeOf(row.createdDateTime),
  }
}
