import type { z } from 'zod'
import { UserPage } from '../../contract/pages/user.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import type { InsightContext } from '../reports/ports.ts'
import { readUserChanges } from './changes.ts'
import { readUserExclusions } from './exclusions.ts'
import { readUserLicenses } from './licenses.ts'
import { readUserUse } from './use.ts'

/** The columns of the directory: all of the page but what other files of this folder read. */
const Profile = UserPage.omit({
  leftOut: true,
  entraUrl: true,
  signIns: true,
  licenses: true,
  use: true,
  activations: true,
  changes: true,
})
const Times = UserPage.shape.signIns.omit({ state: true })

/**
 * Everything that is stored of one user, for the panel and the page. Every question finds its rows by an
 * index, so that the answer takes as long in a tenant of 200,000 users as in a small one.
 *
 * @returns null when the tenant has no such user
 */
export function readUser(context: InsightContext, userId: string): Omit<UserPage, 'entraUrl'> | null {
  const { reader } = context
  const today = new Date(context.now).toISOString().slice(0, 10)
  const profile = readProfile(reader, userId.toLowerCase())
  if (profile === null) return null
  return {
    ...profile,
    leftOut: readUserExclusions(reader, profile.userId, today),
    signIns: readSignIns(context, profile.userId),
    licenses: readUserLicenses(reader, profile.userId),
    ...readUserUse(context, profile),
    changes: readUserChanges(reader, profile.userId),
  }
}

function readProfile(reader: Reader, userId: string): z.infer<typeof Profile> | null {
  return reader.first(
    Profile,
    sql`
    select
      user_id as userId, user_principal_name as userPrincipalName, display_name as displayName, mail,
      account_enabled as accountEnabled,
      iif(account_enabled = 0, (
        select max(at) from change
        where change.user_id = user.user_id and kind = 'user_changed' and detail like '%account_enabled%'
      ), null) as disabledSince,
      user_type as userType, department, job_title as jobTitle, company_name as companyName,
      office_location as officeLocation, city, country, usage_location as usageLocation,
      created_at as createdAt, on_premises_sync as onPremisesSync, is_resource_account as isResourceAccount
    from user where user_id = ${userId}`,
  )
}

function readSignIns({ reader, facts }: InsightContext, userId: string): UserPage['signIns'] {
  const found = reader.first(
    Times,
    sql`
    select last_interactive_at as lastInteractiveAt, last_non_interactive_at as lastNonInteractiveAt,
      last_successful_at as lastSuccessfulAt
    from sign_in where user_id = ${userId}`,
  )
  const fact = facts.find(({ dataset }) => dataset === 'sign_in_activity')
  const times = found ?? { lastInteractiveAt: null, lastNonInteractiveAt: null, lastSuccessfulAt: null }
  return { state: signInState(fact?.problem ?? null, fact?.succeededAt ?? null), ...times }
}

/** Where a later sync was refused, what an earlier one brought is still known. */
function signInState(problem: string | null, succeededAt: string | null): UserPage['signIns']['state'] {
  if (succeededAt !== null) return 'known'
  return problem === 'notGranted' || problem === 'licenseMissing' ? problem : 'missing'
}
