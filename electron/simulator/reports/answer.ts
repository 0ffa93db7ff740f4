import { refreshDay, type Service } from '../service.ts'
import { type Answer, type Call, json } from '../wire/answer.ts'
import { graphError } from '../wire/graph-error.ts'
import type { ReportCall } from './call.ts'
import { csvBody } from './csv-body.ts'
import type { ReportDesk } from './desk.ts'
import { reportPage } from './json-body.ts'

/** How far back single days can be asked for. */
const daysBack = 30

/** What Graph says to a report call: a redirect to the download host, Copilot's CSV at once, or a JSON page. */
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
export function csvAnswer(service: Service, desk: ReportDesk, asked: ReportCall): Answer {
  const { report, period, day } = asked
  const fileName = `${report.name.replace(/^get/, '')}${new Date(service.now()).toISOString().replaceAll(/[^0-9]/g, '')}.csv`
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
    body: () => csvBody(report, desk.scopeOf(asked)),
    memoryKey: `report ${report.name} ${period} ${day} ${service.settings.concealNames}`,
  }
}
