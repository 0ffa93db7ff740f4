import type { Call } from '../answer.ts'
import type { Fault } from './fault.ts'

/** A fault with its count of requests seen and what it remembers between them. */
export type ActiveFault = {
  readonly fault: Fault
  seen: number
  struck: number
  /** The first person of the last page that was let through, for `duplicatePerson`. */
  remembered: unknown
  /** Resolves when the fault is taken away. */
  readonly gone: Promise<void>
}

type Entry = { readonly active: ActiveFault; readonly leave: () => void }

export type FaultBook = {
  /** Adds a fault and returns the function that takes it away again. */
  add(fault: Fault): () => void
  clear(): void
  /** The fault that strikes this call, if any, and all that match but let it through. Counts the call. */
  strike(call: Call, report: string | null): { struck: ActiveFault | null; passing: readonly ActiveFault[] }
}

export function createFaultBook(): FaultBook {
  let entries: Entry[] = []
  return {
    add: fault => {
      const { promise: gone, resolve: leave } = Promise.withResolvers<void>()
      const entry = { active: { fault, seen: 0, struck: 0, remembered: undefined, gone }, leave }
      entries.push(entry)
      return () => {
        entries = entries.filter(other => other !== entry)
        leave()
      }
    },
    clear: () => {
      for (const { leave } of entries) leave()
      entries = []
    },
    strike: (call, report) => {
      const passing: ActiveFault[] = []
      for (const { active: entry } of entries) {
        if (!matches(entry.fault, call, report)) continue
        const { after = 0, times = 1 } = entry.fault.match ?? {}
        entry.seen += 1
        if (entry.seen > after && (times === 0 || entry.struck < times)) {
          entry.struck += 1
          return { struck: entry, passing }
        }
        passing.push(entry)
      }
      return { struck: null, passing }
    },
  }
}

const deltaWithToken = /[?&]\$deltatoken=(?!latest)./i

/** Where a fault makes sense at all, so that a bare `{ kind }` does not strike a call it cannot damage. */
function suits(kind: Fault['kind'], call: Call): boolean {
  const { origin, readablePath } = call
  const isReportCall = /\/reports\/(microsoft\.graph\.)?get/i.test(readablePath)
  switch (kind) {
    case 'columns':
    case 'withoutByteOrderMark':
      return origin === 'reports' || readablePath.includes('/copilot/')
    case 'expiredReportLink':
      return origin === 'reports'
    case 'redirect':
      return origin === 'graph' && isReportCall
    case 'expiredSkipToken':
      return origin === 'graph' && /[?&]\$skiptoken=/i.test(readablePath)
    case 'expiredDeltaToken':
      return origin === 'graph' && deltaWithToken.test(readablePath)
    case 'emptyPage':
    case 'repeatedNextLink':
    case 'foreignLink':
    case 'duplicatePerson':
      return origin === 'graph' && !isReportCall
    case 'messyValues':
    case 'nulls':
      return origin === 'reports' || readablePath.includes('/copilot/') || /\/users\b/.test(readablePath)
    case 'expiredToken':
      return origin === 'graph'
    default:
      return true
  }
}

function matches(fault: Fault, call: Call, report: string | null): boolean {
  if (!suits(fault.kind, call)) return false
  const { origin, path, method, report: wanted } = fault.match ?? {}
  if (origin !== undefined && origin !== call.origin) return false
  if (method !== undefined && method.toUpperCase() !== call.method) return false
  if (wanted !== undefined && wanted.toLowerCase() !== report?.toLowerCase()) return false
  if (path === undefined) return true
  // A pattern made by the caller may carry the `g` flag, whose position would make every second test fail.
  const pattern =
    typeof path === 'string' ? new RegExp(path, 'i') : new RegExp(path.source, path.flags.replace('g', ''))
  return pattern.test(call.readablePath)
}
