import type { App } from '../tenant/activity.ts'
import type { Scope } from './scope.ts'

/** A report of one row per person (or account), as the catalogue holds it. */
export type DetailReport = {
  readonly kind: 'detail'
  readonly name: string
  readonly parameters: 'none' | 'period' | 'periodOrDate'
  readonly copilot?: true
  readonly header: string
  /** Bits of workloads of which a person needs one to be listed. */
  readonly workloads: number
  /** Apps of which one must have been used on the day when a single day is asked for. */
  readonly apps: readonly App[]
  /** Also lists what is no licensed person, such as shared mailboxes. */
  readonly alsoLists?: (scope: Scope, index: number) => boolean
  /** The person's line or lines, without line end; several are parted by CR LF, none is an empty text. */
  readonly row: (scope: Scope, index: number) => string
}

/** A report of totals: one row, one row a day, or one row per product. */
export type CountReport = {
  readonly kind: 'counts'
  readonly name: string
  readonly parameters: 'none' | 'period'
  readonly copilot?: true
  readonly header: string
  readonly rows: (scope: Scope) => readonly string[]
}

export type Report = DetailReport | CountReport
