import { z } from 'zod'
import type { UserFigures } from '../../../contract/insight/overview.ts'
import { sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { unmeasuredGuests } from '../../reports/query/active-user.ts'
import { readDays } from '../daily.ts'
import { countedRows } from '../figure.ts'

const Counts = z.object({ licensed: z.int(), active: z.int(), unheard: z.int() })

/** How far back the line of active users reaches. */
const sparklineDays = 180

/** The users who hold a license, and those of them who were active lately. */
export function readUsers({ reader, activityDay }: InsightContext): UserFigures {
  const { licensed, active, unheard } = Counts.parse(
    reader.first(
      Counts,
      sql`select ifnull(sum(licensed), 0) as licensed, ifnull(sum(licensed_active_30d), 0) as active,
        (select count(*) from ${unmeasuredGuests}) as unheard from split_summary`,
    ),
  )
  const users = (value: number, where: Record<string, number>) =>
    countedRows(value, { report: 'users', where: { license_count: ['>', 0], ...where } })
  const isKnown = activityDay !== null
  return {
    licensed: users(licensed, {}),
    active: isKnown ? users(active, { active_30d: 1 }) : null,
    inactive: isKnown ? users(licensed - active - unheard, { active_30d: 0 }) : null,
    perDay: readDays(reader, ['microsoft365'], sparklineDays).get('microsoft365') ?? [],
  }
}
