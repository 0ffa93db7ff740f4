import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { exportFormats, ReportRequest } from '../../../electron/contract/reports.ts'
import { exportFailure } from '../../../electron/platform/export/failure.ts'
import { createExporter, type ExportOrder } from '../../../electron/platform/export/index.ts'
import { readZip } from '../../unit/export/zip-reader.ts'
import { clock, makeReportTenant, type ReportTenant, requestOf } from './tenant.ts'

type Format = (typeof exportFormats)[number]

function prepare(tenant: ReportTenant) {
  const folder = dirname(tenant.file)
  const exports = join(folder, 'exports')
  mkdirSync(exports)
  const exporter = createExporter({ exports }, clock)
  return {
    exports,
    export: (
      report: string,
      format: Format,
      more: Partial<ExportOrder & { where: Partial<ReportRequest> }> = {},
    ) =>
      exporter({
        reader: tenant.reader,
        request: requestOf(report, more.where),
        format,
        file: join(folder, `out.${format}`),
        name: 'Contoso / Europe',
        signal: new AbortController().signal,
        ...more,
      }),
  }
}

const text = (file: string) => readFileSync(file, 'utf8')

describe('an export', () => {
  test('holds the rows as they are filtered and sorted, all of them whatever the page', async () => {
    const tenant = makeReportTenant()
    const { export: write } = prepare(tenant)
    const where: Partial<ReportRequest> = {
      filters: [{ column: 'department', operator: '=', value: 'Sales' }],
      sort: { column: 'license_count', direction: 'desc' },
      offset: 2,
      limit: 1,
    }
    const { file, rows } = await write('users', 'json', { where })
    expect(rows).toBe(3)
    expect(JSON.parse(text(file))).toEqual(tenant.rows('users', { ...where, offset: 0, limit: 1000 }))
  })

  test('only the first rows where so many were asked for', async () => {
    const { export: write } = prepare(makeReportTenant())
    const { file, rows } = await write('users', 'json', { maxRows: 2 })
    expect(rows).toBe(2)
    expect(JSON.parse(text(file))).toHaveLength(2)
  })

  test('as CSV: a name that is a formula is defused, quotes and line breaks survive', async () => {
    const { export: write } = prepare(makeReportTenant())
    const { file, rows } = await write('users', 'csv')
    const csv = text(file)
    expect(rows).toBe(8)
    expect(csv.startsWith('\uFEFFName,User principal name,')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")",bob@contoso.com`)
    expect(csv).toContain(`"Dora ""D"" O'Neil, Jr."`)
    expect(csv).toContain('"Guest\nPartner"')
    expect(csv).toContain('李雷')
    expect(csv.split('\r\n')).toHaveLength(1 + 8 + 1)
  })

  test('as a workbook: every row, names and leading zeros as they are', async () => {
    const { export: write } = prepare(makeReportTenant())
    const { file, rows } = await write('users', 'xlsx')
    const sheet = readZip(readFileSync(file))['xl/worksheets/sheet1.xml'] ?? ''
    expect(rows).toBe(8)
    expect(sheet.match(/<row /g)).toHaveLength(9)
    expect(sheet).toContain('>=HYPERLINK(&quot;http://evil.example&quot;)</t>')
    expect(sheet).toContain('>00123</t>')
    expect(sheet).toContain('>Ann Álvarez</t>')
  })

  test('is readable by its owner alone and leaves nothing else behind', async () => {
    const tenant = makeReportTenant()
    const { export: write, exports } = prepare(tenant)
    const { file } = await write('users', 'csv', { file: null })
    expect(readdirSync(exports)).toEqual(['Contoso-Europe-users-20261123-120000.csv'])
    expect(file).toBe(join(exports, 'Contoso-Europe-users-20261123-120000.csv'))
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
    await write('users', 'csv', { file: null })
    expect(readdirSync(exports)).toHaveLength(2)
  })

  test('replaces an earlier file only when it is whole', async () => {
    const tenant = makeReportTenant()
    const { export: write } = prepare(tenant)
    const file = join(dirname(tenant.file), 'out.csv')
    writeFileSync(file, 'earlier')
    const broken = {
      *rows() {
        yield [['Ann']]
        throw new Error('The disk went away.')
      },
    }
    await expect(write('users', 'csv', { reader: broken })).rejects.toThrow('The disk went away.')
    expect(text(file)).toBe('earlier')
    expect(readdirSync(dirname(file)).filter(name => name.endsWith('.tmp'))).toEqual([])
    await write('users', 'csv')
    expect(text(file)).not.toBe('earlier')
  })

  test('stops when it is cancelled, and takes its reserved name back', async () => {
    const { export: write, exports } = prepare(makeReportTenant())
    const cancelled = write('users', 'xlsx', { file: null, signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(exports)).toEqual([])
  })

  test('says what is wrong with the place it should go to', async () => {
    const tenant = makeReportTenant()
    const { export: write, exports } = prepare(tenant)
    await expect(write('users', 'csv', { file: join(exports, 'none', 'out.csv') })).rejects.toMatchObject({
      code: 'fileMissing',
      message: expect.stringContaining(join(exports, 'none')),
    })
    await expect(write('users', 'csv', { file: exports })).rejects.toMatchObject({ code: 'badRequest' })
    await expect(write('nonsense', 'csv')).rejects.toMatchObject({ code: 'badRequest' })
    expect(existsSync(join(exports, 'none'))).toBe(false)
  })

  test.each([
    ['ENOSPC', 'diskFull'],
    ['EDQUOT', 'diskFull'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['ENOENT', 'fileMissing'],
  ])('%s is told as %s with a next step', (code, expected) => {
    const failure = exportFailure(Object.assign(new Error('failed'), { code }), '/place/out.csv')
    expect(failure).toMatchObject({ code: expected, fix: expect.stringMatching(/\.$/) })
  })

  test('keeps to the state at its start while a sync publishes, which screens show at once', () => {
    const tenant = makeReportTenant()
    tenant.change(`insert into usage_day
      with recursive day (n) as (select 1 union all select n + 1 from day where n < 1000)
      select date('2020-01-01', n || ' days'), 'teams', 'calls', n from day`)
    const rows = tenant.reader.rows(requestOf('usage-daily'))[Symbol.iterator]()
    let count = rows.next().value?.length ?? 0
    expect(count).toBeLessThan(1003)
    tenant.change('delete from usage_day')
    expect(tenant.page('usage-daily').total).toBe(0)
    for (let batch = rows.next(); batch.done !== true; batch = rows.next()) count += batch.value.length
    expect(count).toBe(1003)
  })
})
