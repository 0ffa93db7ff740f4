import type { StagedLicense } from '../../../../electron/core/datasets/licenses.ts'
import { type StagedUser, toldAll } from '../../../../electron/core/datasets/staged-user.ts'
import type { StagedContent } from './staged.ts'

type Held = string | { sku: string; disabledPlans?: string[]; group?: string; state?: string; error?: string }

export type PersonInput = Partial<Omit<StagedUser, 'licenses' | 'states' | 'removed'>> & {
  user_id: string
  holds?: Held[]
}

/** A person as they wait in staging; whatever is not given is null. */
export function person({ holds = [], ...given }: PersonInput): StagedUser {
  const name =
    given.user_principal_name === undefined ? `${given.user_id}@contoso.example` : given.user_principal_name
  return {
    removed: 0,
    told: toldAll,
    display_name: null,
    mail: null,
    account_enabled: 1,
    user_type: 'Member',
    department: null,
    job_title: null,
    company_name: null,
    office_location: null,
    city: null,
    country: null,
    usage_location: null,
    created_at: '2024-05-01T00:00:00Z',
    employee_id: null,
    on_premises_sync: null,
    is_resource_account: null,
    ...given,
    user_principal_name: name,
    upn_key: name?.toLowerCase() ?? null,
    licenses: holds.map(held => ({
      sku_id: skuOf(held),
      disabled_plans: typeof held === 'string' ? [] : (held.disabledPlans ?? []),
    })),
    states: holds.flatMap(held =>
      typeof held === 'string'
        ? []
        : [
            {
              sku_id: held.sku,
              group_id: held.group ?? '',
              state: held.state ?? 'Active',
              error: held.error ?? null,
              disabled_plan_count: held.disabledPlans?.length ?? 0,
              updated_at: null,
            },
          ],
    ),
  }
}

const skuOf = (held: Held) => (typeof held === 'string' ? held : held.sku)

/** The people's dataset, listed in full. */
export function people(...given: (PersonInput | StagedUser)[]): StagedContent {
  return { dataset: 'users', rows: given.map(one => [one.user_id, 'licenses' in one ? one : person(one)]) }
}

/** A delta: the people who changed, and the ids of those who are gone. */
export function peopleDelta(changed: (PersonInput | StagedUser)[], removed: string[] = []): StagedContent {
  const gone = removed.map(
    id => [id, { ...person({ user_id: id, user_principal_name: null }), removed: 1 }] as const,
  )
  return { dataset: 'users', mode: 'incremental', rows: [...people(...changed).rows, ...gone] }
}

export type LicenseInput = Partial<Omit<StagedLicense, 'plans'>> & {
  sku_id: string
  plans?: (string | Row)[]
}
type Row = StagedLicense['plans'][number]

export function license({ plans = [], ...given }: LicenseInput): StagedLicense {
  return {
    sku_part_number: given.sku_id.toUpperCase(),
    applies_to: 'User',
    capability_status: 'Enabled',
    enabled_units: 10,
    warning_units: 0,
    suspended_units: 0,
    locked_out_units: 0,
    consumed_units: 0,
    ...given,
    plans: plans.map(plan =>
      typeof plan === 'string'
        ? {
            service_plan_id: plan,
            service_plan_name: plan.toUpperCase(),
            provisioning_status: 'Success',
            applies_to: 'User',
          }
        : plan,
    ),
  }
}

export function licenses(...given: LicenseInput[]): StagedContent {
  return { dataset: 'licenses', rows: given.map(one => [one.sku_id, license(one)]) }
}
