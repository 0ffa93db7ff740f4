import { type Answer, graphError } from '../answer.ts'
import { type Day, dayOf } from '../tenant/calendar.ts'
import type { Catalogue } from './catalogue.ts'
import type { Report } from './report.ts'
import { betaEnding, everyPeriod } from './scope.ts'

/** A report as asked for: a period in days (`everyPeriod` for ALL), or a single day. */
export type ReportCall = {
  readonly report: Report
  readonly period: number
  readonly day: Day | null
  readonly json: boolean
}

const withJson = new Set(['getM365AppUserDetail', 'getM365AppUserCounts', 'getM365AppPlatformUserCounts'])

/** Reads `getX(period='D30')`, `getX(date=2026-11-20)` or `getX`, or gives Graph's refusal. */
export function parseReportCall(
  catalogue: Catalogue,
  folder: string,
  segment: string,
  query: URLSearchParams,
  isBeta: boolean,
): ReportCall | Answer {
  const [, name = '', rawParameters = ''] = /^(?:microsoft\.graph\.)?(\w+)(?:\((.*)\))?$/.exec(segment) ?? []
  const known = catalogue.get(name.toLowerCase())
  const report = (isBeta && catalogue.get(`${name}${betaEnding}`.toLowerCase())) || known
  const wantedFolder = report?.copilot ? '/copilot/reports' : '/reports'
  if (report === undefined || folder !== wantedFolder) {
    return graphError(400, 'BadRequest', `Resource not found for the segment '${name}'.`)
  }
  const format = query.get('$format') ?? 'text/csv'
  const json = format === 'application/json'
  if (json && !withJson.has(report.name))
    return graphError(400, 'BadRequest', 'The report is not available as JSON.')
  if (!json && format !== 'text/csv')
    return graphError(400, 'BadRequest', `The format '${format}' is not supported.`)
  const days = parseParameters(report, rawParameters)
  return days === null
    ? graphError(400, 'BadRequest', `Invalid parameters for the function '${name}'.`)
    : { report, ...days, json }
}

function parseParameters(report: Report, text: string): { period: number; day: Day | null } | null {
  if (report.parameters === 'none') return text === '' ? { period: 180, day: null } : null
  const [, period] = /^period='(D7|D30|D90|D180|ALL)'$/.exec(text) ?? []
  if (period === 'ALL') return report.copilot ? { period: everyPeriod, day: null } : null
  if (period !== undefined) return { period: Number(period.slice(1)), day: null }
  const [, date] = /^date='?(\d{4}-\d{2}-\d{2})'?$/.exec(text) ?? []
  if (date === undefined || report.parameters !== 'periodOrDate' || Number.isNaN(Date.parse(date)))
    return null
  return { period: 1, day: dayOf(date) }
}
