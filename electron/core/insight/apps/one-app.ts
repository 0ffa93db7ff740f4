import { z } from 'zod'
import type { OneAppUse } from '../../../contract/insight/apps.ts'
import type { Reader } from '../../database/ports.ts'
import { isShown } from '../../database/small-groups.ts'
import { raw, sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { longerWindow, type WindowDays } from '../../usage/storing/activity.ts'
import { readPlatforms } from './platforms.ts'

const Department = z.object({
  department: z.string(),
  base: z.int(),
  active: z.int(),
  lost: z.int().nullable(),
  never: z.int(),
})
const Known = z.object({ as_of: z.string() })

/**
 * One app by platform, and by the departments of those who have it.
 *
 * @param days the window in which a user counts as active
 */
export function readOneApp(
  { reader, activityDay }: InsightContext,
  app: string,
  days: WindowDays,
): OneAppUse {
  const known = reader.first(
    Known,
    sql`select refresh_date as as_of from judged_app where app = ${app} and gap is null and refresh_date is not null`,
  )
  if (activityDay === null || known === null) return { platforms: [], platformDays: null, departments: [] }
  return {
    ...readPlatforms(reader, app, { days, until: known.as_of }),
    departments: readDepartments(reader, app, days),
  }
}

function readDepartments(reader: Reader, app: string, days: WindowDays): OneAppUse['departments'] {
  const lost = longerWindow(days) === null ? raw('null') : raw(`sum(lost_${days}d)`)
  const rows = reader.all(
    Department,
    sql`select split.department, sum(base) as base, sum(${raw(`active_${days}d`)}) as active,
        ${lost} as lost, sum(never_used) as never
      from split_app_use join split using (split_id) where app = ${app}
      group by split.department collate nocase having ${isShown(reader, raw('sum(base)'))}
      order by lost desc, base - active desc, split.department`,
  )
  return rows.map(({ department, never, ...counts }) => ({
    department: department === '' ? null : department,
    ...counts,
    neverUsed: never,
  }))
}
