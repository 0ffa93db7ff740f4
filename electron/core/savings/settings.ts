import { z } from 'zod'
import { writeMeta } from '../database/meta.ts'
import type { Writer } from '../database/ports.ts'

/**
 * What the rules of savings leave to the person, per connector. Days are whole days; `reserve` is a count of
 * seats per product that stay unassigned on purpose.
 */
export const SavingsSettings = z.object({
  /** Days without use after which a seat counts as idle. */
  idleDays: z.int().min(30).max(180).default(90),
  /** Seats and accounts younger than this are too new to be looked at. */
  graceDays: z.int().min(0).max(180).default(30),
  /** How long a disabled account is left alone. */
  leaverDays: z.int().min(0).max(90).default(14),
  /** Share of a smaller product's storage limit that may be full for a downgrade. */
  fitPercent: z.int().min(50).max(100).default(90),
  reserve: z.record(z.string(), z.int().min(0)).default({}),
  /** "Decide by" lies this long before a renewal. */
  leadDays: z.int().min(0).max(90).default(14),
})
export type SavingsSettings = z.infer<typeof SavingsSettings>

export const defaultSavingsSettings: SavingsSettings = SavingsSettings.parse({})

/** Under this name `meta` keeps the settings. */
export const settingsName = 'savings_settings'

/** Keeps the settings of a connector; the caller judges the seats again. */
export function storeSavingsSettings(writer: Writer, settings: SavingsSettings): void {
  writeMeta(writer, settingsName, JSON.stringify(SavingsSettings.parse(settings)))
}
