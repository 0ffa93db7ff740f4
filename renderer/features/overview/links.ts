import type { Route } from '../../routing/route.ts'

const routes: Readonly<Record<string, Route>> = {}

/** The table with the rows that a figure of the overview counts; null where no screen shows them. */
export function rowsBehind(figure: string): Route | null {
  return routes[figure] ?? null
}
