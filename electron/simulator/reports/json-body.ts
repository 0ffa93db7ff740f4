import { parseCsv } from '../csv.ts'
import type { Service } from '../service.ts'
import type { Call } from '../wire/answer.ts'
import type { ReportCall } from './call.ts'
import { csvBody } from './csv-body.ts'
import type { ReportDesk } from './desk.ts'

const defaultTop = 200

/** A page of one of the three reports that v1.0 also gives as JSON. */
export function reportPage(
  service: Service,
  desk: ReportDesk,
  asked: ReportCall,
  call: Call,
): Record<string, unknown> {
  const [header = [], ...rows] = parseCsv([...csvBody(asked.report, desk.scopeOf(asked))].join('').slice(1))
  const items =
    asked.report.kind === 'detail' ? rows.map(row => personItem(header, row)) : [countsItem(header, rows)]
  const top = Number(call.url.searchParams.get('$top') ?? defaultTop)
  const start = Number(call.url.searchParams.get('$skiptoken') ?? 0)
  const value = items.slice(start, start + top)
  const next = new URL(call.url.pathname + call.url.search, service.urls().graphUrl)
  next.searchParams.set('$skiptoken', String(start + top))
  return { ...(start + top < items.length ? { '@odata.nextLink': next.href } : {}), value }
}

const perPersonColumns = 4

function personItem(header: readonly string[], row: readonly string[]): Record<string, unknown> {
  const cells = header.map((name, place): [string, unknown] => [
    camelCase(name),
    cellValue(name, row[place] ?? ''),
  ])
  return {
    ...Object.fromEntries(cells.slice(0, perPersonColumns)),
    details: [Object.fromEntries(cells.slice(perPersonColumns))],
  }
}

function countsItem(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Record<string, unknown> {
  const cells = rows.map(row =>
    header.map((name, place): [string, unknown] => [camelCase(name), cellValue(name, row[place] ?? '')]),
  )
  const [first = []] = cells
  return {
    ...Object.fromEntries(first.slice(0, 2)),
    userCounts: cells.map(row => Object.fromEntries(row.slice(2))),
  }
}

function camelCase(name: string): string {
  const words = name.replaceAll(/[()]/g, '').split(' ').join('')
  return words.charAt(0).toLowerCase() + words.slice(1)
}

function cellValue(name: string, cell: string): string | number | boolean | null {
  if (cell === 'Yes' || cell === 'No') return cell === 'Yes'
  if (cell === '') return null
  return name === 'Report Period' || !/Date|Name/.test(name) ? Number(cell) : cell
}
