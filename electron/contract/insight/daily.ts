import { z } from 'zod'
import { DayValue } from './figure.ts'

/** The windows that the screens of usage look back, in days. */
export const dailyWindows = [7, 30, 90, 180] as const

/** Active users of one app per day, as Microsoft counts them for the whole tenant. */
export const AppLine = z.strictObject({ app: z.string(), title: z.string(), days: z.array(DayValue) })
export type AppLine = z.infer<typeof AppLine>

/** Days after `completeUntil` are provisional: Microsoft still corrects them. */
export const DailyUse = z.strictObject({
  from: z.string().nullable(),
  until: z.string().nullable(),
  completeUntil: z.string().nullable(),
  lines: z.array(AppLine),
})
export type DailyUse = z.infer<typeof DailyUse>
