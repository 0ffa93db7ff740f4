import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

type Signal = Evidence['signals'][number]

const Known = z.object({
  desktop: z.int().nullable(),
  apps_day: z.string().nullable(),
  one_drive: z.int().nullable(),
  one_drive_day: z.string().nullable(),
  activations_day: z.string().nullable(),
})
const Activation = z.object({
  product_type: z.string(),
  on_desktop: z.int(),
  is_shared: z.int(),
  last_day: z.string().nullable(),
})

/**
 * What says whether another product would do: the use on Windows and Mac, activations, the size of the
 * OneDrive. Only rules about products ask for it.
 *
 * @param since the first day that counts as recent
 */
export function fitSignals(
  reader: Reader,
  userId: string,
  rule: string | null,
  plans: Evidence['plans'],
  since: string | null,
): Signal[] {
  if (rule !== 'R7' && rule !== 'R8') return []
  const known = reader.first(Known, knownOf(userId))
  if (known === null) return []
  const { desktop, apps_day, one_drive, one_drive_day, activations_day } = known
  const shown = new Set(plans.filter(({ isOn }) => isOn).flatMap(({ shownBy }) => shownBy))
  const activations = reader
    .all(Activation, activationsOf(userId))
    .filter(({ product_type }) => shown.has(appOf(product_type)))
  const isDesktop = [...shown].some(app => app === 'word_app')
  return [
    ...(isDesktop ? [desktopSignal(desktop, apps_day)] : []),
    ...(isDesktop || activations.length > 0
      ? [activationSignal(activations, rule, since, activations_day)]
      : []),
    ...(rule === 'R8'
      ? [
          {
            key: 'oneDriveSize',
            value: one_drive === null ? null : String(one_drive),
            source: 'one_drive_usage_account_detail',
            asOf: one_drive_day,
            speaks: one_drive === null ? ('unknown' as const) : ('neutral' as const),
          },
        ]
      : []),
  ]
}

function desktopSignal(desktop: number | null, asOf: string | null): Signal {
  return {
    key: 'desktopUse',
    value: desktop === null ? null : desktop === 1 ? 'yes' : 'no',
    source: 'm365_app',
    asOf,
    speaks: desktop === null ? 'unknown' : desktop === 1 ? 'against' : 'for',
  }
}

/** Against a smaller product speaks any activation on a desktop, against an unused one only a recent one. */
function activationSignal(
  activations: readonly z.infer<typeof Activation>[],
  rule: string,
  since: string | null,
  asOf: string | null,
): Signal {
  const signal = { key: 'activation', source: 'office365_activations', asOf }
  if (activations.length === 0) return { ...signal, value: null, speaks: 'unknown' }
  const last =
    activations
      .flatMap(({ last_day }) => last_day ?? [])
      .toSorted()
      .at(-1) ?? null
  const isActivated = activations.some(({ on_desktop, is_shared }) => on_desktop > 0 || is_shared === 1)
  const isAgainst = rule === 'R8' ? isActivated : last !== null && since !== null && last >= since
  return { ...signal, value: last ?? 'none_on_record', speaks: isAgainst ? 'against' : 'for' }
}

/** By which app of `plan_witness` a product of the report is known. */
function appOf(productType: string): string {
  if (productType.includes('VISIO')) return 'visio_activation'
  return productType.includes('PROJECT') ? 'project_activation' : 'apps_activation'
}

const knownOf = (userId: string) => sql`
  select
    (select max(platform.used) from v_app_platforms as platform
      where platform.user_principal_name = user.user_principal_name and platform.app like '%\\_app' escape '\\'
        and platform.platform in ('windows', 'mac')) as desktop,
    (select max(refresh_date) from report_state where report = 'm365_app') as apps_day,
    coalesce((select sum(value) from v_usage_metrics as figure
      where figure.user_principal_name = user.user_principal_name
        and figure.report = 'one_drive_usage_account_detail' and figure.metric = 'storage_used_byte'),
      (select 0 from v_app_state as state
        where state.user_id = user.user_id and state.app = 'onedrive' and state.state = 'none_on_record')) as one_drive,
    (select max(refresh_date) from report_state where report = 'one_drive_usage_account_detail') as one_drive_day,
    (select max(refresh_date) from report_state where report = 'office365_activations') as activations_day
  from v_users as user where user.user_id = ${userId}`

const activationsOf = (userId: string) => sql`
  select product_type,
    sum(iif(platform in ('windows', 'mac'), activations, 0)) as on_desktop,
    max(platform = 'shared_computer' and activations = 1) as is_shared,
    max(last_activated_date) as last_day
  from v_activations where user_id = ${userId} group by product_type`
