import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { migrate } from '../../../electron/core/database/migrate.ts'
import { raw, sql } from '../../../electron/core/database/sql.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { appsOf } from '../../../electron/core/usage/storing/activity.ts'
import { createViews } from '../../../electron/core/views/create.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { codeBlocks, codeWords, headings, readText, section, tables } from './markdown.ts'

const page = readText('docs/data-model.md')
const database = freshDatabase()
afterAll(() => database.close())

function freshDatabase() {
  const writer = openWriter(':memory:')
  migrate(writer)
  createViews(writer, usageReports, () => undefined)
  return writer
}

const Name = z.object({ name: z.string() })
const Column = z.object({ name: z.string(), type: z.string() })

const views = database
  .all(Name, sql`select name from sqlite_schema where type = 'view' order by name`)
  .map(({ name }) => name)

function columnsOf(view: string) {
  return database.all(Column, sql`select name, lower(type) as type from pragma_table_info(${view})`)
}

const documented = headings(section(page, 'Views'), 3).map(title => title.replaceAll('`', ''))

function documentedColumns(view: string) {
  const [table = []] = tables(section(page, `\`${view}\``))
  return table.map(row => ({ name: codeWords(row['column'] ?? '')[0] ?? '', ...row }))
}

test('every view of a fresh database has its section, and no section is about a view that does not exist', () => {
  expect([...documented].sort()).toEqual(views)
})

test.each(views)('every column of %s is documented in its order, and nothing else', view => {
  const names = columnsOf(view).map(({ name }) => name)
  expect(documentedColumns(view).map(({ name }) => name)).toEqual(names)
})

test.each(views)('each column of %s says its type, its meaning and why it can be null', view => {
  for (const { name, ...row } of documentedColumns(view)) {
    const cells: Record<string, string> = row
    expect(cells['type'], name).toMatch(/^(text|integer|real)$/)
    expect(cells['meaning'], name).not.toBe('')
    expect(cells['null'], name).not.toBe('')
    const declared = columnsOf(view).find(column => column.name === name)?.type ?? ''
    if (/^(text|integer|real)$/.test(declared)) expect(cells['type'], name).toBe(declared)
  }
})

test.each(views)('%s has one example query', view => {
  const examples = codeBlocks(section(page, `\`${view}\``), 'sql')
  expect(examples).toHaveLength(1)
  expect(examples[0]).toContain(view)
})

test.each(['docs/data-model.md', 'README.md'])('every SQL example of %s runs on a fresh database', path => {
  for (const example of codeBlocks(readText(path), 'sql')) {
    expect(() => database.all(z.unknown(), raw(example)), example).not.toThrow()
  }
})

test('the Query screen says the same of each view and column', async () => {
  const plain = (text: string) =>
    text
      .replaceAll('`', '')
      .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
      .trim()
  const words = documented.map(name => {
    const text = section(page, `\`${name}\``)
    const [about = ''] = text.trim().split(/\n\s*\n/)
    return {
      name,
      about: plain(about.replaceAll(/\s+/g, ' ')),
      example: (codeBlocks(text, 'sql')[0] ?? '').trim(),
      columns: documentedColumns(name).map(({ name: column, ...row }) => {
        const cells: Record<string, string> = row
        return { name: column, type: cells['type'] ?? '', about: plain(cells['meaning'] ?? '') }
      }),
    }
  })
  // Written anew with `vitest --project architecture -u` after a change of the documentation.
  await expect(`${JSON.stringify(words, null, 2)}\n`).toMatchFileSnapshot(
    '../../../electron/core/query/view-words.json',
  )
})

test('every internal table that is named exists', () => {
  const [groups = []] = tables(section(page, 'Internal tables'))
  const named = groups.flatMap(row => codeWords(row['tables'] ?? ''))
  const existing = database
    .all(Name, sql`select name from sqlite_schema where type = 'table'`)
    .map(({ name }) => name)
  expect(named.filter(name => !existing.includes(name))).toEqual([])
})

test('every app of the catalogue is named', () => {
  const rules = codeWords(section(page, 'Rules for all views'))
  const counted = usageReports.flatMap(({ measures }) => measures.map(({ app }) => app))
  const apps = new Set([...appsOf(usageReports), ...counted])
  expect([...apps].filter(app => !rules.includes(app))).toEqual([])
})

test('the metrics of each report are those of the catalogue', () => {
  const [, listed = []] = tables(section(page, '`v_usage_metrics`'))
  const written = listed.map(row => [codeWords(row['report'] ?? '')[0], codeWords(row['metrics'] ?? '')])
  const known = usageReports
    .filter(({ grain }) => grain === 'person')
    .map(({ name, cells }) => [name, cells.filter(({ type }) => type === 'integer').map(cell => cell.name)])
    .filter(([, metrics = []]) => metrics.length > 0)
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(known))
})

test('every kind of change that a publication notes is documented', () => {
  const [, kinds = []] = tables(section(page, '`v_changes`'))
  const listed = kinds.flatMap(row => codeWords(row['kind'] ?? ''))
  const sources = ['licenses.ts', 'people/user-changes.ts'].map(name =>
    readText(`electron/core/publish/${name}`),
  )
  const noted = sources.flatMap(text => text.match(/'(?:user|license|product|seats)_[a-z_]*[a-z]'/g) ?? [])
  const names = noted.map(quoted => quoted.slice(1, -1)).filter(name => !name.endsWith('_units'))
  expect(names.length).toBeGreaterThan(3)
  expect(names.filter(name => !listed.includes(name))).toEqual([])
})
