import type { automatic } from './en/automatic.ts'
import type { diagnosis } from './en/diagnosis.ts'
import type { achieved } from './en/history/achieved.ts'
import type { activity } from './en/history/activity.ts'
import type { query } from './en/query.ts'
import type { savings } from './en/savings/savings.ts'
import type { wizard } from './en/wizard.ts'
import type { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: {
      translation: typeof en
      automatic: typeof automatic
      diagnosis: typeof diagnosis
      savings: typeof savings
      query: typeof query
      wizard: typeof wizard
      activity: typeof activity
      achieved: typeof achieved
    }
  }
}
