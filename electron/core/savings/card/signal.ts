import type { Evidence } from '../../../contract/savings/evidence.ts'

export type Signal = Evidence['signals'][number]
export type Speaks = Signal['speaks']

type Rest = Partial<Pick<Signal, 'since' | 'limit' | 'note' | 'days'>>

/** Fills in what most signals have none of. */
export function signal(
  key: string,
  value: string | null,
  source: string,
  asOf: string | null,
  speaks: Speaks,
  rest: Rest = {},
): Signal {
  return { key, value, source, asOf, speaks, since: null, limit: null, note: null, days: null, ...rest }
}
