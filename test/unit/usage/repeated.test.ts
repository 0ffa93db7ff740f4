import { describe, expect, test } from 'vitest'
import type { SqlValue } from '../../../electron/core/database/sql.ts'
import { mergeRows } from '../../../electron/core/usage/storing/repeated.ts'
import { findUsageTable, type UsageTable } from '../../../electron/core/usage/storing/tables.ts'

function tableOf(dataset: string): UsageTable {
  const table = findUsageTable(dataset)
  if (table === null) throw new Error(`There is no table for ${dataset}.`)
  return table
}

function rowOf(table: UsageTable, values: Record<string, SqlValue>): SqlValue[] {
  const unknown = Object.keys(values).find(name => !table.columns.includes(name))
  if (unknown !== undefined) throw new Error(`The table has no column ${unknown}.`)
  return table.columns.map(column => values[column] ?? null)
}

function merged(table: UsageTable, one: Record<string, SqlValue>, other: Record<string, SqlValue>) {
  const row = mergeRows(table, rowOf(table, one), rowOf(table, other))
  return Object.fromEntries(
    table.columns.map((column, index) => [column, row[index]]).filter(([, value]) => value !== null),
  )
}

describe('two OneDrives of one owner', () => {
  const table = tableOf('usage.one_drive_usage_account_detail')
  const bitOf = (name: string) => 2 ** table.flags.findIndex(flag => flag.name === name)
  const drive = (files: number, day: string, deleted: boolean) => ({
    person_id: 1,
    last_activity_date: day,
    file_count: files,
    storage_used_byte: files * 1000,
    flags: deleted ? bitOf('is_deleted') : 0,
    flags_known: bitOf('is_deleted'),
  })

  test('add up, and the latest activity of the two counts', () => {
    const sum = { ...drive(15, '2026-11-20', false), storage_used_byte: 15_000 }
    expect(merged(table, drive(5, '2026-11-20', false), drive(10, '2026-03-01', false))).toEqual(sum)
    expect(merged(table, drive(10, '2026-03-01', false), drive(5, '2026-11-20', false))).toEqual(sum)
  })

  test('do not add up where one of them was deleted: it is not owned any more', () => {
    const live = drive(5, '2026-11-20', false)
    expect(merged(table, live, drive(90, '2024-03-01', true))).toEqual(live)
    expect(merged(table, drive(90, '2024-03-01', true), live)).toEqual(live)
  })

  test('keep a figure that only one of them tells, and know nothing that none tells', () => {
    const { file_count: _, ...untold } = drive(5, '2026-11-20', false)
    expect(merged(table, untold, drive(7, '2026-11-19', false))).toMatchObject({ file_count: 7 })
    expect(merged(table, untold, untold)).not.toHaveProperty('file_count')
  })
})

test('of two rows of one person in a report about what people do the latest activity counts, whichever comes first', () => {
  const table = tableOf('usage.teams_user_activity')
  const [late, early] = [
    { person_id: 1, last_activity_date: '2026-11-09', meeting_count: 2, flags: 0, flags_known: 0 },
    { person_id: 1, last_activity_date: '2026-11-01', meeting_count: 90, flags: 0, flags_known: 0 },
  ]
  expect(merged(table, late, early)).toEqual(late)
  expect(merged(table, early, late)).toEqual(late)
})
