import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import { type Sql, sql } from '../../../electron/core/database/sql.ts'
import { checkRequest, findReport } from '../../../electron/core/reports/index.ts'
import { checkSources } from '../../../electron/core/reports/notes.ts'
import type { ReportContext } from '../../../electron/core/reports/query/source.ts'
import { countStatement, rowsStatement } from '../../../electron/core/reports/query/statements.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { activityDay, clock, makeReportTenant, requestOf } from './tenant.ts'

const Step = z.object({ detail: z.string() })

/** How SQLite goes about the first page of a report and its count. */
function plansOf(
  report: string,
  direction?: 'asc' | 'desc',
  filters: readonly ReportFilter[] = [],
): { page: string; count: string } {
  const reader = openReader(makeReportTenant().file)
  const definition = findReport(report)
  const { defaultSort } = definition.description
  const sort = direction === undefined ? null : { ...defaultSort, direction }
  const request = checkRequest(definition.description, requestOf(report, { sort, filters: [...filters] }), {
    date: activityDay,
    time: '2026-11-23',
  })
  const context: ReportContext = {
    reader,
    clock,
    beside: { credentialEnd: null },
    facts: [],
    trust: checkSources(definition, [], clock.now()),
    parameters: request.parameters,
    activityDay,
  }
  const source = definition.rows(context)
  const explain = (statement: Sql) =>
    reader
      .all(Step, sql`explain query plan ${statement}`)
      .map(({ detail }) => detail)
      .join('\n')
  const columns = definition.description.columns.map(({ key }) => key)
  const plans = {
    page: explain(rowsStatement(definition.description, source, request, columns, { offset: 0, limit: 100 })),
    count: explain(countStatement(definition.description, source, request)),
  }
  reader.close()
  return plans
}

test.each([
  ['users', 'user_summary_by_name'],
  ['app-activity', 'user_summary_by_name'],
  ['assignments', 'user_summary_by_name'],
  ['seat-use', 'user_summary_by_name'],
  ['inactive', 'user_summary_by_activity'],
  ['disabled-with-licenses', 'user_summary_disabled'],
  ['guests-with-licenses', 'user_summary_guests'],
  ['usage-daily', 'usage_day_by_date'],
])('the first page of %s follows the index %s instead of sorting everybody', (report, index) => {
  for (const direction of ['asc', 'desc'] as const)
    expect(plansOf(report, direction).page).toContain(`COVERING INDEX ${index}`)
})

test.each([
  ['inactive', 'user_summary_by_aligned_activity'],
  ['disabled-with-licenses', 'user_summary_disabled'],
  ['guests-with-licenses', 'user_summary_guests'],
  ['users', 'user_by_name'],
  ['seat-use', 'claim_by_product'],
])('the rows of %s are counted in the index %s alone', (report, index) => {
  const { count } = plansOf(report)
  expect(count).toContain(`COVERING INDEX ${index}`)
  expect(count).not.toContain('PRIMARY KEY')
})

test('seats of a column of the chart are counted in the index alone, and found in the order of the users', () => {
  const { page, count } = plansOf('seat-use', 'asc', [
    { column: 'use_band', operator: '=', value: 'none_on_record' },
    { column: 'class', operator: '=', value: 'claimed' },
  ])
  expect(page).toContain('COVERING INDEX user_summary_by_name')
  expect(count).toContain('COVERING INDEX claim_by_product')
  expect(count).not.toContain('PRIMARY KEY')
})
