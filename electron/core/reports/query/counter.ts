import { z } from 'zod'
import type { ReportPage } from '../../../contract/reports.ts'
import type { Reader } from '../../database/ports.ts'
import type { Sql } from '../../database/sql.ts'
import type { ReportDefinition } from '../definition.ts'
import type { CheckedRequest } from '../request.ts'
import { readVersion } from './facts.ts'
import type { ReportSource } from './source.ts'
import { countStatement, isPlain } from './statements.ts'

type Counts = Pick<ReportPage, 'filtered' | 'total'>

const Amount = z.object({ amount: z.int() })
/** More different questions than a window asks at a time; past it the oldest count is forgotten. */
const keptCounts = 64

/**
 * Counts a report's rows. Turning pages asks for the same counts again and again, so they are kept until
 * another connection commits, which SQLite shows by `data_version`.
 */
export function createCounter(reader: Reader) {
  const kept = new Map<string, number>()

  const amount = (version: string, statement: Sql): number => {
    const question = JSON.stringify([version, statement.text, statement.values])
    const known = kept.get(question)
    if (known !== undefined) return known
    const counted = reader.first(Amount, statement)?.amount ?? 0
    const [oldest] = kept.keys()
    if (kept.size >= keptCounts && oldest !== undefined) kept.delete(oldest)
    kept.set(question, counted)
    return counted
  }

  /** @param filtered how many rows the request has, where that was found with them */
  return (
    { description }: ReportDefinition,
    source: ReportSource,
    request: CheckedRequest,
    filtered: number | null,
  ): Counts => {
    const version = `commit ${readVersion(reader)}`
    const everything = { ...request, filters: [], search: '', keys: null }
    const total = amount(version, countStatement(description, source, everything))
    if (isPlain(request)) return { filtered: total, total }
    return { filtered: filtered ?? amount(version, countStatement(description, source, request)), total }
  }
}
