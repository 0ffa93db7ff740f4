import { z } from 'zod'
import { UserApp, UserPage } from '../../contract/pages/user.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { usageState } from '../insight/usage-state.ts'
import type { InsightContext } from '../reports/ports.ts'

const App = UserApp.omit({ days: true, platforms: true })
const Day = z.object({ app: z.string(), date: z.string() })
const Platform = z.object({ app: z.string(), platform: z.string() })
const Activation = UserPage.shape.activations.element

const dayMs = 86_400_000
/** The days of the strip: what Microsoft's reports reach back. */
const stripDays = 180

type Who = Pick<UserPage, 'userId' | 'userPrincipalName'>

/** What the usage reports say of a user: the apps with their days, and the activations. */
export function readUserUse(context: InsightContext, who: Who): Pick<UserPage, 'use' | 'activations'> {
  const { reader, facts, activityDay, now } = context
  const state = usageState(facts, activityDay, now)
  const apps = state === 'known' || state === 'missing' ? readApps(context, who) : []
  return {
    use: { state, until: activityDay, apps },
    activations: reader.all(
      Activation,
      sql`
      select product_type as productType, platform, activations, last_activated_date as lastActivatedDate
      from v_activations where user_id = ${who.userId}
      order by product_type, activations desc, platform`,
    ),
  }
}

function readApps({ reader, activityDay, now }: InsightContext, who: Who): UserApp[] {
  const until = activityDay ?? new Date(now).toISOString().slice(0, 10)
  const from = new Date(Date.parse(until) - (stripDays - 1) * dayMs).toISOString().slice(0, 10)
  const days = readDays(reader, who, from)
  const platforms = readPlatforms(reader, who)
  return reader
    .all(
      App,
      sql`
      select app, last_activity_date as lastActivityDate, report_refresh_date as reportRefreshDate
      from v_app_activity where user_id = ${who.userId}
      order by last_activity_date desc, app`,
    )
    .map(found => ({
      ...found,
      days: days.filter(({ app }) => app === found.app).map(({ date }) => date),
      platforms: platforms.filter(({ app }) => app === found.app).map(({ platform }) => platform),
    }))
}

function readDays(reader: Reader, { userId }: Who, from: string): z.infer<typeof Day>[] {
  return reader.all(
    Day,
    sql`select app, date from v_activity_days where user_id = ${userId} and date >= ${from} order by date`,
  )
}

function readPlatforms(reader: Reader, { userPrincipalName }: Who): z.infer<typeof Platform>[] {
  if (userPrincipalName === null) return []
  return reader.all(
    Platform,
    sql`select app, platform from v_app_platforms
      where user_principal_name = ${userPrincipalName} and used = 1 order by platform`,
  )
}
