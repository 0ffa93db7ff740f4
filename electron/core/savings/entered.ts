import { notFreeName } from './by-product/free-pools.ts'
import { joinersName } from './joiners.ts'
import { settingsName } from './settings.ts'

/** The names in `meta` under which something stands that a person entered, and no sync can bring back. */
export const enteredNames: readonly string[] = [settingsName, joinersName, notFreeName]

/** The tables of what a person entered, and no sync can bring back. */
export const enteredTables: readonly string[] = [
  'price',
  'subscription_fact',
  'exclusion',
  'postponement',
  'decision',
  'plan_statement',
  'frontline_mark',
  'plan_rung',
  'saved_plan',
  'renewal_decision',
]
