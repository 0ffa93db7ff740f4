import { usableWorkloads } from '../tenant/licenses.ts'
import { endIndex } from '../tenant/world.ts'
import type { Report } from './report.ts'
import { isReported, licensedPeople, type Scope } from './scope.ts'

const byteOrderMark = '\ufeff'
const lineEnd = '\r\n'

/**
 * Characters handed on at a time: large enough to keep the number of writes small, small enough to stay flat.
 */
const partLength = 64_000

/** The CSV text of a report in parts: byte order mark, header, rows, each line ended by CR LF. */
export function* csvBody(report: Report, scope: Scope): Generator<string> {
  let part = `${byteOrderMark}${report.header}${lineEnd}`
  for (const line of lines(report, scope)) {
    part += line
    part += lineEnd
    if (part.length < partLength) continue
    yield part
    part = ''
  }
  yield part
}

function* lines(report: Report, scope: Scope): Generator<string> {
  if (report.kind === 'counts') {
    yield* report.rows(scope)
    return
  }
  for (const index of listed(report, scope)) {
    const line = report.row(scope, index)
    if (line !== '') yield line
  }
}

/** The indexes of the people in a detail report. */
export function* listed(report: Extract<Report, { kind: 'detail' }>, scope: Scope): Generator<number> {
  const { activity } = scope.service
  const wasActive = (index: number) => report.apps.some(app => activity.onDay(index, app, scope.until) > 0)
  const { alsoLists } = report
  if (alsoLists === undefined) {
    for (const index of licensedPeople(scope, report.workloads))
      if (!scope.singleDay || wasActive(index)) yield index
    return
  }
  const end = endIndex(scope.world)
  for (let index = 0; index < end; index += 1) {
    const usable = usableWorkloads(scope.world, index, scope.until)
    const licensed = (usable & report.workloads) !== 0 && isReported(scope, index)
    if (licensed || alsoLists(scope, index)) yield index
  }
}
