import type { SavingsSettings } from '../settings.ts'
import type { AppDay, ReportState } from './reports.ts'

/** What the rules are told of the moment: days are `YYYY-MM-DD`. */
export type Moment = {
  /** The day of the sync. */
  readonly syncDay: string
  /** The newest day of the reports; the sync's without any report. */
  readonly reportDay: string
  readonly settings: SavingsSettings
  readonly apps: readonly AppDay[]
  readonly reports: readonly ReportState[]
  /** Whether times of sign-in were retrieved and can be relied on. */
  readonly knowsSignIns: boolean
}
