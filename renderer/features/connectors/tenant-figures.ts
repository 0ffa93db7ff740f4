import { useQueries as useTanStackQueries } from '@tanstack/react-query'
import type { ReportPage } from '../../../electron/contract/reports.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'

/** What a tenant has, as its overview says it; null for what is not known. */
export type TenantFigures = Record<'users' | 'bought' | 'assigned' | 'unassigned', number | null>

export const noFigures: TenantFigures = { users: null, bought: null, assigned: null, unassigned: null }

/** The figures of each tenant, by its connector. Nothing is asked of one that has never been synced. */
export function useTenantFigures(connectors: readonly ConnectorStatus[]): ReadonlyMap<string, TenantFigures> {
  const queries = useQueries()
  const synced = connectors.filter(({ lastRun }) => lastRun !== null).map(({ connector }) => connector.id)
  const pages = useTanStackQueries({ queries: synced.map(id => queries.figures(id)) })
  return new Map(
    synced.map((id, index) => {
      const page = pages[index]?.data
      return [id, page === undefined ? noFigures : figuresOf(page)]
    }),
  )
}

/** @param page the report `overview` */
export function figuresOf(page: ReportPage): TenantFigures {
  const place = (key: string) => page.columns.findIndex(column => column.key === key)
  const [figure, value] = [place('figure'), place('value')]
  const of = (name: string): number | null => {
    const cell = page.rows.find(row => row[figure] === name)?.[value]
    return typeof cell === 'number' ? cell : null
  }
  return {
    users: of('licensed_people'),
    bought: of('seats_bought'),
    assigned: of('seats_assigned'),
    unassigned: of('seats_free'),
  }
}

/** The sum over all tenants; null when one of them is not known, for a part would pass for the whole. */
export function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  )
}
