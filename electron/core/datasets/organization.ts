import { z } from 'zod'
import { type DirectoryDataset, jsonRows } from './dataset.ts'
import { entriesOf, Identifier, readRow, rowSchema, saysSomething, timeOf } from './fields.ts'

/** Key: `tenant_id`, lower case. */
type StagedOrganization = {
  tenant_id: string
  display_name: string | null
  country: string | null
  default_domain: string | null
  created_at: string | null
}

const Organization = rowSchema(({ text, flag, list }) =>
  z.object({
    id: Identifier,
    displayName: text,
    countryLetterCode: text,
    createdDateTime: text,
    verifiedDomains: list(z.object({ name: text, isDefault: flag })),
  }),
)

function readOrganization(value: unknown): StagedOrganization | null {
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

/** The tenant itself (organization-list page). */
export const organization = {
  id: 'organization',
  title: 'Organization',
  lane: 'single',
  permissions: ['Organization.Read.All', 'Directory.Read.All'],
  required: false,
  pages: [
    {
      kind: 'organization',
      path: '/organization',
      holds: 'list',
      read: jsonRows(readOrganization, row => row.tenant_id),
    },
  ],
  table: {
    table: 'organization',
    key: 'tenant_id',
    columns: ['display_name', 'country', 'default_domain', 'created_at'],
    keeps: ['display_name', 'country', 'default_domain', 'created_at'],
  },
  probe: {
    check: 'data.organization',
    title: 'Organization can be read',
    path: '/organization?$select=id,displayName',
    severity: 'warn',
    without: 'The organization’s name and domain stay empty.',
    enables: 'Name and domain of the organization',
  },
} as const satisfies DirectoryDataset
