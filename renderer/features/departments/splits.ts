import type { ReportFilter } from '../../../electron/contract/reports.ts'

/**
 * What a company can be divided by: the part of the address, the report, and its column, which users have
 * too.
 */
export const splits = [
  { tab: 'department', report: 'departments', column: 'department' },
  { tab: 'country', report: 'countries', column: 'country' },
  { tab: 'company', report: 'companies', column: 'company_name' },
  { tab: 'office', report: 'offices', column: 'office_location' },
] as const
export type Split = (typeof splits)[number]

/** The filter for those of one value; those without any have an empty one. */
export function ofValue({ column }: Split, value: string | null): ReportFilter {
  return value === null ? { column, operator: 'empty', value: null } : { column, operator: '=', value }
}
