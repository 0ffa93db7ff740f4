import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import { readChanges } from '../../../electron/core/changes/read.ts'
import { raw, sql } from '../../../electron/core/database/sql.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { clock, makeReportTenant, requestOf } from './tenant.ts'

/** A reader, and the statements that it has run since they were taken last. */
function openListened() {
  const tenant = makeReportTenant()
  let heard: string[] = []
  const onStatement = (text: string) => void heard.push(text)
  const reader = createReportReader(() => openReader(tenant.file, { onStatement }), clock)
  onTestFinished(() => reader.close())
  const statements = (part: string) => heard.filter(text => text.includes(part)).length
  return { ...tenant, reader, statements, forget: () => (heard = []) }
}

describe('a table', () => {
  test('searches once for its rows, their count, their totals and a pick-list', () => {
    const { reader, statements } = openListened()
    const request = requestOf('users', { search: 'contoso' })
    expect(reader.page(request).filtered).toBe(7)
    expect(reader.totals(request).totals).toEqual({ license_count: 8 })
    const asked = { ...request, column: 'department', find: '', limit: 10 }
    expect(reader.values(asked).values.map(({ rows }) => rows)).toEqual([3, 2, 2])
    expect(statements('user_text')).toBe(1)
  })

  test('finds the rows of several pages once, and counts few rows by finding them', () => {
    const { reader, statements, forget } = openListened()
    const filters: ReportFilter[] = [{ column: 'department', operator: '=', value: 'Sales' }]
    const request = requestOf('users', { filters, limit: 100 })
    expect(reader.page(request)).toMatchObject({ filtered: 3, total: 8 })
    expect([statements(' as rank'), statements("'Sales'")]).toEqual([1, 1])
    forget()
    expect(reader.page({ ...request, offset: 100 })).toMatchObject({ rows: [], filtered: 3 })
    expect([statements(' as rank'), statements("'Sales'")]).toEqual([0, 0])
  })

  test('adds up licenses without the table of users', () => {
    const { reader, statements } = openListened()
    reader.totals(requestOf('users', { filters: [{ column: 'account_enabled', operator: '=', value: '1' }] }))
    expect(statements('sum(c0)')).toBe(1)
    expect(statements('user u')).toBe(0)
  })

  test('adds up offices once for rows, orders and totals, until somebody writes', () => {
    const { reader, statements, change } = openListened()
    const request = requestOf('offices', { limit: 100 })
    const people = () => reader.totals(request).totals['people']
    const { rows } = reader.page(request)
    expect(people()).toBe(8)
    reader.page({ ...request, sort: { column: 'people', direction: 'asc' } })
    expect(statements('from user_summary s cross join user u')).toBe(2)
    change(`update user set office_location = 'Nowhere' where user_id = 'id-eve'`)
    expect(reader.page(request).rows).not.toEqual(rows)
    expect(people()).toBe(8)
    expect(statements('from user_summary s cross join user u')).toBe(4)
  })

  test('finds anew what somebody else has changed', () => {
    const { reader, change } = openListened()
    const request = requestOf('users', { search: 'contoso', limit: 100 })
    expect(reader.page(request).filtered).toBe(7)
    change(`update user_text set text = 'eve' where user_id = 'id-eve'`)
    expect(reader.page(request)).toMatchObject({ filtered: 6, rows: { length: 6 } })
  })
})

test('the changes between two days work out once what came of each license', () => {
  const { reader, statements } = openListened()
  const answer = reader.insight(context => readChanges(context, { from: null, to: null, limit: 10 }))
  expect(answer).toMatchObject({ from: '2026-11-20', to: '2026-11-23' })
  const counts = answer.groups.map(({ group, count }) => [group, count])
  expect(counts).toContainEqual(['gained', 1])
  expect(counts).toContainEqual(['lost', 1])
  expect(answer.products).toMatchObject([{ gained: 1, lost: 1 }])
  expect(statements('net_license as materialized')).toBe(1)
})

test.each<Omit<ReportFilter, 'column'> & { column: string }>([
  { column: 'account_enabled', operator: '=', value: '1' },
  { column: 'account_enabled', operator: 'empty', value: null },
  { column: 'user_type', operator: 'in', value: ['Guest', null] },
  { column: 'user_type', operator: '!=', value: 'Guest' },
  { column: 'last_sign_in_at', operator: 'present', value: null },
  { column: 'last_activity_date', operator: 'within', value: 30 },
  { column: 'license_count', operator: '>=', value: '2' },
  { column: 'active_30d', operator: '=', value: '0' },
  { column: 'user_id', operator: 'in', value: ['id-ann', 'id-null'] },
  { column: 'products', operator: 'in', value: ['Microsoft 365 E5', null] },
  { column: 'products', operator: '!=', value: 'Microsoft 365 E5' },
  { column: 'products', operator: 'contains', value: 'e3' },
])('users by $column $operator $value are the same in the summary and in the table of users', filter => {
  const { reader } = makeReportTenant()
  const ids = (column: string) => {
    const sort = { column, direction: 'asc' } as const
    const { rows, filtered, columns } = reader.page(requestOf('users', { filters: [filter], sort }))
    expect(rows).toHaveLength(filtered)
    return rows.map(row => row[columns.findIndex(({ key }) => key === 'user_id')]).sort()
  }
  expect(ids('display_name')).toEqual(ids('user_principal_name'))
})

describe('ids that are kept', () => {
  const Id = z.object({ id: z.string() })

  function openIds() {
    const reader = openReader(makeReportTenant().file)
    onTestFinished(() => reader.close())
    const read = (id: string) => reader.all(Id, reader.keep(sql`select ${id} as id union all select ${id}`))
    return { reader, read }
  }

  test('are those that were asked for, each once, however many lists there are', () => {
    const { reader, read } = openIds()
    for (const id of ['a', 'b', 'a', 'c', 'd', 'e', 'a', 'b']) expect(read(id)).toEqual([{ id }])
    expect(reader.first(z.object({ query_only: z.int() }), raw('pragma query_only'))?.query_only).toBe(1)
  })

  test('are found again when the question that kept them has failed', () => {
    const { reader, read } = openIds()
    expect(() =>
      reader.snapshot(() => {
        read('a')
        throw new Error('Not now.')
      }),
    ).toThrow('Not now.')
    expect(read('a')).toEqual([{ id: 'a' }])
  })
})
