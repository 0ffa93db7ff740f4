import { usageReports } from '../../../../electron/core/usage/catalogue/index.ts'
import type { UsageReport } from '../../../../electron/core/usage/catalogue/types.ts'
import { type LicenseInput, licenses, type PersonInput, people } from '../../database/support/people.ts'
import { type ReportRow, report } from '../../database/support/reports.ts'
import type { StagedContent } from '../../database/support/staged.ts'
import { type Example, partNumberOf, product, type Someone, seatsOf } from './example.ts'

const giga = 1024 ** 3

/** What the first sync of an example brings. */
export function published(example: Example): StagedContent[] {
  return [...directory(example), ...reports(example)]
}

function directory({ people: all, products = [], signInKnown = true, syncDay = '2026-11-23' }: Example) {
  const held = new Set(all.flatMap(({ holds = seatsOf }) => holds.map(partNumberOf)))
  const listed = new Map(products.map(one => [one.sku_part_number ?? '', one]))
  const lists = [...new Set([...held, ...listed.keys()])].map((partNumber): LicenseInput => {
    const { skuId, plans } = product(partNumber)
    const seats = all.filter(({ holds = seatsOf }) =>
      holds.some(seat => partNumberOf(seat) === partNumber),
    ).length
    return {
      sku_part_number: partNumber,
      enabled_units: seats,
      consumed_units: seats,
      ...listed.get(partNumber),
      sku_id: skuId,
      plans: [...plans].map(([name, id]) => ({
        service_plan_id: id,
        service_plan_name: name,
        provisioning_status: 'Success',
        applies_to: 'User',
      })),
    }
  })
  const signIns = all.map(one => {
    const { success = dayBefore(syncDay), interactive = success, background = null } = one
    return [
      one.id,
      {
        last_interactive_at: time(interactive),
        last_non_interactive_at: time(background),
        last_successful_at: time(success),
      },
    ] as const
  })
  return [
    people(...all.map(personOf)),
    licenses(...lists),
    ...(signInKnown ? [{ dataset: 'sign_in_activity', rows: signIns }] : []),
  ]
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
const time = (day: string | null) => (day === null ? null : `${day}T09:00:00Z`)
const upnOf = (id: string) => `${id}@contoso.example`

function personOf(one: Someone): PersonInput {
  return {
    user_id: one.id,
    user_principal_name: upnOf(one.id),
    account_enabled: one.enabled === false ? 0 : 1,
    user_type: one.guest === true ? 'Guest' : 'Member',
    department: one.department ?? null,
    holds: (one.holds ?? seatsOf).map(seat => {
      const { skuId, plans } = product(partNumberOf(seat))
      if (typeof seat === 'string') return skuId
      const disabledPlans = (seat.off ?? []).map(name => {
        const id = plans.get(name)
        if (id === undefined) throw new Error(`${seat.product} has no plan ${name}.`)
        return id
      })
      return {
        sku: skuId,
        disabledPlans,
        ...(seat.group === undefined ? {} : { group: seat.group }),
        ...(seat.state === undefined ? {} : { state: seat.state }),
        ...(seat.error === undefined ? {} : { error: seat.error }),
      }
    }),
  }
}

function reports(example: Example) {
  const { people: all, reportDay = '2026-11-21', days = {}, concealed = false, visio = {} } = example
  const shown = all.filter(({ isReported = true }) => isReported)
  const key = (one: Someone, index: number) =>
    concealed ? index.toString(16).padStart(32, '0') : upnOf(one.id)
  const rowsOf = (cells: (one: Someone) => Record<string, string | number | null>, of = shown): ReportRow[] =>
    of.map((one, index) => ({ key: key(one, index), ...cells(one) }))
  const services = (one: Someone) => ({
    exchange_last_activity_date: one.exchange ?? null,
    onedrive_last_activity_date: one.onedrive ?? null,
    sharepoint_last_activity_date: one.sharepoint ?? null,
    teams_last_activity_date: one.teams ?? null,
  })
  const apps = (one: Someone) => {
    const platform = one.word ?? 'windows'
    return one.apps === undefined || one.apps === null
      ? { ...appFlags, last_activity_date: null }
      : { ...appFlags, last_activity_date: one.apps, word: 1, [platform]: 1, [`word_${platform}`]: 1 }
  }
  const all180: [string, ReportRow[]][] = [
    ['usage.office365_active_d180', rowsOf(services)],
    ['usage.m365_app_d180', rowsOf(apps)],
    [
      'usage.mailbox_usage_detail',
      rowsOf(one => ({
        last_activity_date: one.exchange ?? null,
        has_archive: Number(one.archive ?? false),
        storage_used_byte: Math.round((one.mailboxGb ?? 1) * giga),
        recipient_type: one.mailbox ?? 'User',
      })),
    ],
    [
      'usage.one_drive_usage_account_detail',
      rowsOf(one => ({
        last_activity_date: one.onedrive ?? null,
        storage_used_byte: Math.round((one.oneDriveGb ?? 0) * giga),
      })),
    ],
    [
      'usage.office365_activations',
      [
        ...rowsOf(one => ({
          item: 'MICROSOFT 365 APPS FOR ENTERPRISE',
          last_activated_date: one.activated === true ? reportDay : null,
          ...activations,
          windows: Number(one.activated ?? false),
          activated_on_shared_computer: Number(one.sharesComputer ?? false),
        })),
        ...rowsOf(
          one => ({ item: 'VISIO PLAN 2', last_activated_date: visio[one.id] ?? null, ...activations }),
          shown.filter(({ id }) => id in visio),
        ),
      ],
    ],
    [
      'usage.microsoft365_copilot_usage',
      rowsOf(
        one => ({ last_activity_date: one.copilot ?? null }),
        shown.filter(({ copilot }) => copilot !== undefined),
      ),
    ],
  ]
  return all180.flatMap(([dataset, rows]) => {
    const day = dataset in days ? days[dataset] : reportDay
    return day === null || day === undefined ? [] : [report(dataset, rows, { refreshDate: day, concealed })]
  })
}

const activations = {
  windows: 0,
  mac: 0,
  windows_10_mobile: 0,
  ios: 0,
  android: 0,
  activated_on_shared_computer: 0,
}

const appsReport: UsageReport | undefined = usageReports.find(({ name }) => name === 'm365_app')
const appFlags: Record<string, number | string | null> = Object.fromEntries(
  (appsReport?.cells ?? []).filter(({ type }) => type === 'flag').map(({ name }) => [name, 0]),
)
