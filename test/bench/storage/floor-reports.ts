import type Database from 'better-sqlite3'
import Papa from 'papaparse'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import type { ReportCell, UsageReport } from '../../../electron/core/usage/catalogue/types.ts'
import { type UsageTable, usageTables } from '../../../electron/core/usage/storing/tables.ts'
import { insertInto } from './floor-directory.ts'
import type { Transactions } from './floor-transactions.ts'

type Value = string | number | null
type AddRow = (row: readonly string[]) => void

const blockCharacters = 1_000_000
const yes: ReadonlySet<string> = new Set(['True', 'Yes', '1'])

/** Reads the usage reports: those about people into the table of each, tenant counts into the days. */
export function createReports(database: Database.Database, transactions: Transactions) {
  const tables = usageTables(usageReports)
  const numbers = createNumbers(database)
  const addDay = insertInto(database, 'usage_day', ['date', 'app', 'measure', 'value'])
  let rows = 0

  const adderOf = (report: UsageReport, path: string): ((header: readonly string[]) => AddRow) => {
    if (report.grain !== 'person') return header => dayAdder(report, header, addDay)
    const table = tables.find(
      one => one.report.name === report.name && (one.periodDays === 0 || path.includes(`D${one.periodDays}`)),
    )
    if (table === undefined) throw new Error(`No table takes ${path}.`)
    return header => personAdder(database, table, header, numbers)
  }

  const readBlocks = (text: string, start: (header: readonly string[]) => AddRow): void => {
    let add: AddRow | null = null
    for (const block of blocksOf(text)) {
      transactions.take(block.length)
      for (const row of Papa.parse<string[]>(block, { delimiter: ',', newline: newlineOf(block) }).data) {
        if (row.length < 2) continue
        if (add === null) add = start(row)
        else add(row)
        rows += 1
      }
    }
  }

  return {
    /** Answers whether the path is a report's; only those are read. */
    read: (path: string, body: Buffer): boolean => {
      const [, name] = /reports\/(get\w+)/.exec(path) ?? []
      const report = usageReports.find(({ graphFunction }) => graphFunction === name)
      if (report !== undefined) readBlocks(body.toString('utf8'), adderOf(report, path))
      return report !== undefined
    },
    rows: () => rows,
  }
}

/** Pieces that end with a line; no quoted cell of the simulated tenant has a line break in it. */
function* blocksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at + blockCharacters) + 1
    yield text.slice(at, end === 0 ? text.length : end)
    at = end === 0 ? text.length : end
  }
}

function newlineOf(block: string): '\r\n' | '\n' {
  return block.includes('\r\n') ? '\r\n' : '\n'
}

/** A number for each person, given when somebody is named first. */
function createNumbers(database: Database.Database): (name: string) => number {
  const add = insertInto(database, 'person', ['person_id', 'person_key', 'user_principal_name'])
  const numbers = new Map<string, number>()
  return name => {
    const key = name.toLowerCase()
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = numbers.size + 1
    numbers.set(key, number)
    add([number, key, name])
    return number
  }
}

function personAdder(
  database: Database.Database,
  table: UsageTable,
  header: readonly string[],
  numberOf: (name: string) => number,
): AddRow {
  const insert = insertInto(database, table.name, table.columns)
  const keyColumn = columnOf(header, table.report.keyColumn ?? '')
  const itemColumn = table.report.itemColumn === null ? -1 : columnOf(header, table.report.itemColumn)
  const plain = table.plain.map(cell => [columnOfCell(header, cell), cell.type === 'integer'] as const)
  const flags = table.flags.map(cell => [columnOfCell(header, cell), cell.anyText === true] as const)
  return row => {
    const values: Value[] = [numberOf(row[keyColumn] ?? '')]
    if (itemColumn >= 0) values.push(row[itemColumn] ?? '')
    for (const [column, isInteger] of plain) values.push(cellOf(row[column] ?? '', isInteger))
    if (flags.length > 0) values.push(...packed(row, flags))
    insert(values)
  }
}

function cellOf(text: string, isInteger: boolean): Value {
  if (text === '') return null
  return isInteger ? Number(text) : text
}

/** The bits of a row that are yes, and those that are known. */
function packed(
  row: readonly string[],
  flags: readonly (readonly [column: number, anyText: boolean])[],
): [number, number] {
  let [set, known, bit] = [0, 0, 1]
  for (const [column, anyText] of flags) {
    const text = row[column] ?? ''
    if (text !== '' || anyText) known += bit
    if (anyText ? text !== '' && text !== 'No' : yes.has(text)) set += bit
    bit *= 2
  }
  return [set, known]
}

function dayAdder(
  report: UsageReport,
  header: readonly string[],
  insert: (values: readonly Value[]) => void,
): AddRow {
  const dayColumn = Math.max(header.indexOf('Report Date'), 0)
  const measures = report.measures.map(({ cell, app, measure }) => {
    const found = report.cells.find(({ name }) => name === cell)
    return { app, measure, column: found === undefined ? -1 : columnOfCell(header, found) }
  })
  return row => {
    for (const { app, measure, column } of measures) {
      const text = row[column] ?? ''
      if (text !== '') insert([row[dayColumn] ?? '', app, measure, Number(text)])
    }
  }
}

function columnOfCell(header: readonly string[], { header: name, aliases = [] }: ReportCell): number {
  return [name, ...aliases].map(one => columnOf(header, one)).find(column => column >= 0) ?? -1
}

/** A byte order mark before the first name does no harm: no report's first column is looked for. */
function columnOf(header: readonly string[], name: string): number {
  return header.findIndex(one => one.trim().toLowerCase() === name.toLowerCase())
}
