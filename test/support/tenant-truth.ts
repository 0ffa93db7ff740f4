import { expect } from 'vitest'
import type { Simulator } from '../../electron/simulator/index.ts'
import type { ConnectedEngine } from './connected-engine.ts'

type Query = ConnectedEngine['query']

const sorted = (lines: Iterable<string>): string[] => [...lines].sort()

/** People as the tenant has them, a line each. */
export function trueUsers(tenant: Simulator): string[] {
  return sorted(
    Iterator.from(tenant.truth().users()).map(user =>
      [
        user.id,
        user.userPrincipalName,
        user.displayName,
        user.accountEnabled ? 1 : 0,
        user.skuIds.length,
      ].join('|'),
    ),
  )
}

export function storedUsers(query: Query): string[] {
  return sorted(
    query(
      'select user_id, user_principal_name, display_name, account_enabled, license_count from v_users',
    ).map(row => Object.values(row).join('|')),
  )
}

export function trueAssignments(tenant: Simulator): string[] {
  return sorted(
    Iterator.from(tenant.truth().assignments()).map(({ userId, skuId, assignedByGroup }) =>
      [userId, skuId, assignedByGroup ?? 'direct'].join('|'),
    ),
  )
}

export function storedAssignments(query: Query): string[] {
  return sorted(
    query("select user_id, sku_id, coalesce(group_id, 'direct') as via from v_license_assignments").map(row =>
      Object.values(row).join('|'),
    ),
  )
}

/** The apps of which tenant and reports speak by the same name and of which each has its own last day. */
const comparedApps = ['exchange', 'onedrive', 'sharepoint', 'teams', 'viva_engage'] as const

/**
 * Whose activity can be compared: licensed people who are the same since the tenant began. Reports are two
 * days behind, so that renamed people still have their old name in them and newcomers are missing, and
 * mailboxes without a license are in them, too.
 */
export function comparablePeople(tenant: Simulator): ReadonlySet<string> {
  const truth = tenant.truth()
  const changed = truth.changedSince(0)
  const licensed = [...truth.users()].filter(({ id, skuIds }) => skuIds.length > 0 && !changed.has(id))
  return new Set(licensed.map(({ id }) => id))
}

type ComparedApp = (typeof comparedApps)[number]

export function trueActivity(tenant: Simulator, apps: readonly ComparedApp[] = comparedApps): string[] {
  const people = comparablePeople(tenant)
  const lines: string[] = []
  for (const { userId, last } of tenant.truth().activity()) {
    if (!people.has(userId)) continue
    for (const app of apps) if (last[app] !== undefined) lines.push([userId, app, last[app]].join('|'))
  }
  return lines.sort()
}

export function storedActivity(
  query: Query,
  tenant: Simulator,
  apps: readonly ComparedApp[] = comparedApps,
): string[] {
  const people = comparablePeople(tenant)
  const names = apps.map(app => `'${app}'`).join(', ')
  const sql = `select user_id, app, last_activity_date from v_app_activity where app in (${names})`
  const rows = query(sql).filter(row => people.has(String(row['user_id'])))
  return sorted(rows.map(row => Object.values(row).join('|')))
}

/** What only one side has, the first few of each: empty lists when both say the same. */
export function differences(stored: readonly string[], truth: readonly string[]) {
  const without = (lines: readonly string[], others: readonly string[]) => {
    const known = new Set(others)
    return lines.filter(line => !known.has(line)).slice(0, 5)
  }
  return {
    onlyStored: without(stored, truth),
    onlyTrue: without(truth, stored),
    surplus: stored.length - truth.length,
  }
}

export const noDifference = { onlyStored: [], onlyTrue: [], surplus: 0 }

/**
 * Expects the views to say exactly what the tenant is: its people, what they hold, when they last used which
 * of the apps.
 */
export function expectTruth(
  { query, tenant }: Pick<ConnectedEngine, 'query' | 'tenant'>,
  apps: readonly ComparedApp[] = comparedApps,
): void {
  expect(differences(storedUsers(query), trueUsers(tenant)), 'people').toEqual(noDifference)
  expect(differences(storedAssignments(query), trueAssignments(tenant)), 'assignments').toEqual(noDifference)
  if (apps.length === 0) return
  const activity = storedActivity(query, tenant, apps)
  expect(activity.length, 'activity').toBeGreaterThan(0)
  expect(differences(activity, trueActivity(tenant, apps)), 'activity').toEqual(noDifference)
}
