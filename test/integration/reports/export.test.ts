import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CopyRequest, type exportFormats, type ReportRequest } from '../../../electron/contract/reports.ts'
import { copyReport } from '../../../electron/core/export/copy.ts'
import { exportFailure } from '../../../electron/platform/export/failure.ts'
import { createExporter, type ExportOrder } from '../../../electron/platform/export/index.ts'
import { readZip } from '../../unit/export/zip-reader.ts'
import { clock, makeReportTenant, type ReportTenant, requestOf, sku } from './tenant.ts'

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

test('rows for the clipboard: tab-separated, harmless to a spreadsheet, and no more than were asked for', () => {
  const { reader } = makeReportTenant()
  const copy = (more: object) => {
    const request = CopyRequest.parse({ connector: 'one', report: 'users', ...more })
    return copyReport({ reader, beside: { credentialEnd: null }, request, decimal: ',' })
  }
  const columns = ['display_name', 'license_count']
  expect(copy({ columns, search: 'contoso', maxRows: 2 })).toEqual({
    text: `Name\tLicenses\r\n"'=HYPERLINK(""http://evil.example"")"\t1\r\nAnn Álvarez\t2\r\n`,
    rows: 2,
    filtered: 7,
  })
  const costs = copy({
    report: 'licenses',
    columns: ['unit_price'],
    sort: { column: 'unit_price', direction: 'asc' },
  })
  expect(costs.text).toMatch(/^Price a month\r\n2\r\n30\r\n50\r\n/)
})

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
      page: tenant.reader.page,
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

  test('only the chosen columns in their order, of the chosen rows, with units in the head', async () => {
    const { export: write } = prepare(makeReportTenant())
    const where: Partial<ReportRequest> = { keys: [['id-eve'], ['id-ann']] }
    const { file } = await write('users', 'csv', { where, columns: ['license_count', 'display_name'] })
    expect(text(file).split('\r\n')).toEqual(['\uFEFFLicenses,Name', '2,Ann Álvarez', '1,Eve', ''])
    const history = await write('sync-history', 'csv', { columns: ['bytes', 'duration_ms'] })
    expect(text(history.file)).toContain('Size (bytes),Duration (ms)\r\n')
    await expect(write('users', 'csv', { columns: ['salary'] })).rejects.toMatchObject({ code: 'badRequest' })
  })

  test('says how many of its rows are written, at last all of them', async () => {
    const tenant = makeReportTenant()
    const heard: { rows: number; total: number }[] = []
    const onProgress = (progress: { rows: number; total: number }) => heard.push(progress)
    const { export: write } = prepare(tenant)
    await write('users', 'csv', { onProgress, maxRows: 5 })
    expect(heard).toEqual([
      { rows: 0, total: 5 },
      { rows: 5, total: 5 },
    ])
  })

  test('leaves no file behind when it is cancelled between two batches', async () => {
    const tenant = makeReportTenant()
    const controller = new AbortController()
    const reader = {
      page: tenant.reader.page,
      *rows() {
        yield [['Ann']]
        controller.abort()
        yield [['Bob']]
      },
    }
    const { export: write, exports } = prepare(tenant)
    for (const format of ['csv', 'json', 'xlsx'] as const) {
      const cancelled = write('users', format, { file: null, reader, signal: controller.signal })
      await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    }
    expect(readdirSync(exports)).toEqual([])
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

  test('of thousands of users has each once, in the order asked for, as they were at its start', () => {
    const tenant = makeReportTenant()
    const many = 4500
    const ones = `with recursive one (n) as (select 1 union all select n + 1 from one where n < ${many}),
      made as (select printf('many-%05d', (n * 7919) % 5003) as id, n from one)`
    tenant.change(`
      insert into user (user_id, display_name) ${ones} select id, printf('Name %05d', n) from made;
      insert into user_summary (user_id, sort_name, split_id, license_count)
        ${ones} select id, printf('name %05d', n), 1, 0 from made;
      insert into assigned_license ${ones} select id, '${sku.e5}', 0, '[]' from made where n = ${many}`)
    const filters = [{ column: 'display_name', operator: 'contains' as const, value: 'Name 0' }]
    const columns = ['products', 'display_name']
    for (const direction of ['asc', 'desc'] as const) {
      const sort = { column: 'display_name', direction }
      const batches = tenant.reader.rows(requestOf('users', { filters, sort }), undefined, columns)
      const rows = batches[Symbol.iterator]()
      const read = [...(rows.next().value ?? [])]
      tenant.change(`update user set display_name = 'x' || display_name where user_id like 'many-%'`)
      for (let batch = rows.next(); batch.done !== true; batch = rows.next()) read.push(...batch.value)
      tenant.change(`update user set display_name = substr(display_name, 2) where user_id like 'many-%'`)
      const expected = Array.from({ length: many }, (_, index) => [
        index + 1 === many ? 'Microsoft 365 E5' : null,
        `Name ${String(index + 1).padStart(5, '0')}`,
      ])
      expect(read).toEqual(direction === 'asc' ? expected : expected.toReversed())
    }
  })
})
