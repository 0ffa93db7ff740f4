import { z } from 'zod'
import { SavingsSettingsInput } from './answers.ts'

/** The bands of days since the last use of a seat, by their first day, counted back as the idle days are. */
export const bandStarts = {
  '0-6': 0,
  '7-29': 7,
  '30-59': 30,
  '60-89': 60,
  '90-179': 90,
  '180+': 180,
} as const

/** The bands in their order, and what is no number of days. */
export const useBands = [
  '0-6',
  '7-29',
  '30-59',
  '60-89',
  '90-179',
  '180+',
  'none_on_record',
  'not_measured',
] as const
export type UseBand = (typeof useBands)[number]

/**
 * What is known of the last use of some seats: `date`; `activation` where that is all, so that it is a use
 * within the idle days and nothing is measured once it is older; nothing on record; not measured.
 */
export const useStates = ['date', 'activation', 'none_on_record', 'not_measured'] as const
export type UseState = (typeof useStates)[number]

/** Seats of a product whose last use is the same number of days ago. */
export const UsedSeats = z.strictObject({
  state: z.enum(useStates),
  /**
   * Counted back from the day up to which the app is known: 0 stands for the days of its band, 7 for those of
   * the next one, 180 for all before. Null without a day.
   */
  days: z.int().min(0).max(180).nullable(),
  /** Whether rules look at the seats; they do not while seats are too new, or where they are left out. */
  isOpen: z.boolean(),
  seats: z.int(),
})
export type UsedSeats = z.infer<typeof UsedSeats>

/** The seats of every product by their last use, as they were judged; all of them are in one of the rows. */
export const LastUse = z.strictObject({
  /** `YYYY-MM-DD`, the newest day of the reports; null before there were any. */
  asOf: z.string().nullable(),
  settings: SavingsSettingsInput,
  products: z.array(
    z.strictObject({
      skuId: z.string(),
      productName: z.string(),
      isPaid: z.boolean(),
      used: z.array(UsedSeats),
    }),
  ),
})
export type LastUse = z.infer<typeof LastUse>
