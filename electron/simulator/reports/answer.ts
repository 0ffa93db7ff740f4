import { type Answer, type Call, graphError, type Handler, json } from '../answer.ts'
import { parseCsv } from '../csv.ts'
import { refreshDay, type Service } from '../service.ts'
import type { ReportCall } from './call.ts'
import { csvBody } from './csv-body.ts'
import type { ReportDesk } from './desk.ts'
import { betaEnding } from './scope.ts'

/** How far back single days can be asked for. */
const daysBack = 30

/**
 * What Graph says to a report call: a redirect to the download host, Copilot's CSV at once, or a JSON page.
 */
export function answerReport(service: Service, desk: ReportDesk, asked: ReportCall, call: Call): Answer {
  const wait = desk.quota.secondsToWait(asked.report.name)
  if (wait > 0)
    return graphError(429, 'TooManyRequests', 'Too many requests.', { 'retry-after': String(wait) })
  if (asked.day !== null && !isKept(service, asked.day)) {
    return graphError(400, 'BadRequest', 'The date is outside of the days that are kept.')
  }
  if (asked.json) return json(200, reportPage(service, desk, asked, call))
  if (asked.report.copilot) return csvAnswer(service, desk, asked)
  const location = `${service.urls().reportsUrl}/data/v1.0/download?token=${desk.ticketFor(asked)}`
  return { status: 302, headers: { location, 'content-type': 'text/plain' }, body: '' }
}

function isKept(service: Service, day: number): boolean {
  return day <= refreshDay(service) && day > refreshDay(service) - daysBack
}

/** The CSV itself. */
function csvAnswer(service: Service, desk: ReportDesk, asked: ReportCall): Answer {
  const { report, period, day } = asked
  const fileName = `${report.name.replace(/^get/, '')}${new Date(service.now()).toISOString().replaceAll(/[^0-9]/g, '')}.csv`
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
    body: () => csvBody(report, desk.scopeOf(asked)),
    memoryKey: `report ${report.name} ${period} ${day} ${service.entra.names.inReports()}`,
  }
}

/** The download host: gives a CSV to whoever holds an address that is not too old. */
export function createReportsHandler(service: Service, desk: ReportDesk): Handler {
  return (call: Call): Answer => {
    if (call.method !== 'GET' || call.url.pathname !== '/data/v1.0/download') {
      return json(404, { error: { code: 'NotFound', message: 'There is nothing at this address.' } })
    }
    const asked = desk.readTicket(call.url.searchParams.get('token') ?? '')
    if (asked === null)
      return json(403, { error: { code: 'MissingCredentials', message: 'The token is not valid.' } })
    if (asked === 'expired')
      return json(403, { error: { code: 'Forbidden', message: 'The download link has expired.' } })
    return csvAnswer(service, desk, asked)
  }
}

/** The report that a call is about, on either host, and its period (`D30`); nulls for other calls. */
export function reportAsked(
  desk: ReportDesk,
  call: Call,
): { readonly report: string | null; readonly period: string | null } {
  if (call.origin === 'graph') {
    const [, report = null, period = null] =
      /\/reports\/(?:microsoft\.graph\.)?(get\w+)(?:\(period='(\w+)'\))?/i.exec(call.readablePath) ?? []
    return { report, period }
  }
  if (call.origin !== 'reports') return nothingAsked
  const asked = desk.readTicket(call.url.searchParams.get('token') ?? '')
  if (asked === null || asked === 'expired') return nothingAsked
  const hasPeriod = asked.report.parameters !== 'none' && asked.day === null
  return { report: asked.report.name.replace(betaEnding, ''), period: hasPeriod ? `D${asked.period}` : null }
}

const nothingAsked = { report: null, period: null }

const defaultTop = 200

/** A page of one of the three reports that v1.0 also gives as JSON. */
function reportPage(
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
