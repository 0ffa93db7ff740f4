import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { judgingReports } from '../facts/reports.ts'
import type { SavingsSettings } from '../settings.ts'
import { type CardSeat, limitsOfClaim } from './seat.ts'
import { type Signal, type Speaks, signal } from './signal.ts'

const Known = z.object({
  desktop: z.int().nullable(),
  apps_day: z.string().nullable(),
  one_drive: z.int().nullable(),
  one_drive_day: z.string().nullable(),
  activations_day: z.string().nullable(),
})
type Known = z.infer<typeof Known>
const Activation = z.object({
  product_type: z.string(),
  on_desktop: z.int(),
  is_shared: z.int(),
  last_day: z.string().nullable(),
})
type Activation = z.infer<typeof Activation>

/**
 * What says whether another product would do: the use on Windows and Mac, activations, the size of the
 * OneDrive. Activations are shown of every seat that only they could show the use of.
 *
 * @param since the first day that counts as recent
 */
export function fitSignals(
  reader: Reader,
  seat: CardSeat,
  plans: Evidence['plans'],
  settings: SavingsSettings,
  since: string | null,
): Signal[] {
  const { rule, reason, userId } = seat
  const shown = new Set(plans.filter(({ isOn }) => isOn).flatMap(({ shownBy }) => shownBy))
  const isDesktop = shown.has('word_app')
  const isSmaller = rule === 'R8' && (reason === 'light' || reason === 'frontline')
  const isAsked = isSmaller || reason === 'apps'
  const isActivated = [...shown].some(app => app.endsWith('_activation'))
  if (!isAsked && (isDesktop || !isActivated)) return []
  const known = reader.first(Known, knownOf(userId))
  if (known === null) return []
  const activations = reader
    .all(Activation, activationsOf(userId))
    .filter(({ product_type }) => shown.has(appOf(product_type)))
  return [
    ...(isAsked && isDesktop ? [desktopSignal(known, rule)] : []),
    ...(isActivated ? [activationSignal(activations, rule, since, known.activations_day)] : []),
    ...(isSmaller ? [oneDriveSignal(known, seat, settings)] : []),
  ]
}

/** What decides whether somebody fits into a smaller product; null is not known. */
export type Fit = {
  readonly mailbox: number | null
  readonly hasArchive: boolean | null
  readonly oneDrive: number | null
  readonly usesDesktop: boolean | null
  readonly isActivated: boolean | null
}

/** The same facts of a user whatever the claim. */
export function readFit(
  reader: Reader,
  userId: string,
): Pick<Fit, 'oneDrive' | 'usesDesktop' | 'isActivated'> {
  const known = reader.first(Known, knownOf(userId))
  const activations = reader
    .all(Activation, activationsOf(userId))
    .filter(({ product_type }) => appOf(product_type) === 'apps_activation')
  return {
    oneDrive: known?.one_drive ?? null,
    usesDesktop: known?.desktop == null ? null : known.desktop === 1,
    isActivated: activations.length === 0 ? null : activations.some(isOnDesktop),
  }
}

const isOnDesktop = ({ on_desktop, is_shared }: Activation) => on_desktop > 0 || is_shared === 1

function desktopSignal({ desktop, apps_day }: Known, rule: string | null): Signal {
  const value = desktop === null ? null : desktop === 1 ? 'yes' : 'no'
  const speaks = desktop === null ? 'unknown' : desktop === 0 ? 'for' : rule === 'R8' ? 'against' : 'neutral'
  return signal('desktopUse', value, 'm365_app', apps_day, speaks)
}

function oneDriveSignal(
  { one_drive: size, one_drive_day }: Known,
  seat: CardSeat,
  settings: SavingsSettings,
) {
  const { oneDrive: limit, share } = limitsOfClaim(seat, settings)
  const ofSize: Speaks =
    size === null ? 'unknown' : limit === null ? 'neutral' : size <= limit * share ? 'for' : 'against'
  return signal(
    'oneDriveSize',
    size === null ? null : String(size),
    'one_drive_usage_account_detail',
    one_drive_day,
    ofSize,
    { limit },
  )
}

/** Against a smaller product speaks any activation on a desktop, against an unused one only a recent one. */
function activationSignal(
  activations: readonly Activation[],
  rule: string | null,
  since: string | null,
  asOf: string | null,
): Signal {
  if (activations.length === 0)
    return signal('activation', asOf === null ? 'report_missing' : 'not_covered', source, asOf, 'unknown')
  const last = newestOf(activations)
  const isRecent = last !== null && since !== null && last >= since
  const ofIdle: Speaks = isRecent ? 'against' : last === null ? 'for' : 'neutral'
  const speaks: Readonly<Record<string, Speaks>> = {
    R4: ofIdle,
    R5: ofIdle,
    R7: isRecent ? 'against' : 'for',
    R8: activations.some(isOnDesktop) ? 'against' : 'for',
  }
  return signal('activation', last ?? 'none_on_record', source, asOf, speaks[rule ?? ''] ?? 'neutral')
}

const newestOf = (activations: readonly Activation[]): string | null =>
  activations
    .flatMap(({ last_day }) => last_day ?? [])
    .toSorted()
    .at(-1) ?? null

const source = 'office365_activations'

/** By which app of `plan_witness` a product of the report is known. */
export function appOf(productType: string): string {
  if (productType.toUpperCase().includes('VISIO')) return 'visio_activation'
  return productType.toUpperCase().includes('PROJECT') ? 'project_activation' : 'apps_activation'
}

const knownOf = (userId: string) => sql`
  select
    (select max(platform.used) from v_app_platforms as platform
      where platform.user_principal_name = user.user_principal_name and platform.app like '%\\_app' escape '\\'
        and platform.platform in ('windows', 'mac')) as desktop,
    (select max(refresh_date) from ${judgingReports} where report = 'm365_app') as apps_day,
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
