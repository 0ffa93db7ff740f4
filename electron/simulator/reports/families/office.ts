import { mix } from '../../random.ts'
import { type App, apps } from '../../tenant/activity.ts'
import { assignedDay, licenseMask, usableWorkloads } from '../../tenant/licenses.ts'
import { reportedServices, workloads } from '../../tenant/products.ts'
import type { Series } from '../daily-totals.ts'
import type { CountReport, DetailReport } from '../report.ts'
import { deletedCells, displayNameCell, hasHabit, type Scope, upnCell, usage } from '../scope.ts'
import { active, activeWithin, app, daily, summary } from '../series.ts'
import { activatedDay } from './activations.ts'

const serviceApps: readonly (App | null)[] = [
  apps.exchange,
  apps.onedrive,
  apps.sharepoint,
  null,
  apps.yammer,
  apps.teams,
]

const anyService = reportedServices.reduce<number>((all, workload) => all | workload, 0)

function activeUserRow(scope: Scope, index: number): string {
  const { world, dateText, service, until } = scope
  const { openedBy, productText } = world.maskFacts(licenseMask(world, index, until))
  let has = ''
  let last = ''
  let assigned = ''
  for (let place = 0; place < openedBy.length; place += 1) {
    const product = openedBy[place] ?? -1
    const app = serviceApps[place] ?? null
    has += product < 0 ? ',False' : ',True'
    last += product < 0 || app === null ? ',' : `,${dateText(service.activity.last(index, app, until))}`
    assigned += product < 0 ? ',' : `,${dateText(assignedDay(world, index, product, until))}`
  }
  return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${deletedCells(scope, index)}${has}${last}${assigned},${productText}`
}

/** In the order of the report's columns. */
export const officeApps: readonly App[] = [
  apps.outlook,
  apps.word,
  apps.excel,
  apps.powerPoint,
  apps.oneNote,
  apps.teams,
]

/**
 * Whether a person uses Office on Windows, Mac, phone, web: fixed for a person, and at least one is true. Who
 * never activated it has it on the phone and the web alone.
 */
export function officePlatforms(scope: Scope, index: number): readonly boolean[] {
  const isLicensed = (usableWorkloads(scope.world, index, scope.until) & workloads.desktop) !== 0
  const desktop = isLicensed && activatedDay(scope, index) !== 0
  const onMac = hasHabit(scope, index, 1, 14)
  return [
    desktop && !onMac,
    desktop && onMac,
    hasHabit(scope, index, 2, 58),
    !desktop || hasHabit(scope, index, 3, 45),
  ]
}

/**
 * For each app of `officeApps`, the platforms it was used on within the period, as four bits. An app that was
 * used at all was used on the person's main platform.
 */
function officeUse(scope: Scope, index: number): { readonly bits: readonly number[]; readonly last: number } {
  const platforms = officePlatforms(scope, index)
  const available = platforms.reduce((all, has, platform) => (has ? all | (1 << platform) : all), 0)
  const main = available & -available
  let last = 0
  const bits = officeApps.map((app, place) => {
    const use = usage(scope, index, app)
    last = Math.max(last, use.last)
    if (use.days === 0) return 0
    return (
      main |
      (available & mix(scope.world.seed, 430 + place, index) & mix(scope.world.seed, 440 + place, index))
    )
  })
  return { bits, last }
}

function officeAppRow(scope: Scope, index: number): string {
  const { bits, last } = officeUse(scope, index)
  const anywhere = bits.reduce((all, one) => all | one, 0)
  let platforms = ''
  let detail = ''
  for (let platform = 0; platform < 4; platform += 1) {
    platforms += (anywhere >> platform) & 1 ? ',Yes' : ',No'
    for (const one of bits) detail += (one >> platform) & 1 ? ',Yes' : ',No'
  }
  const used = bits.map(one => (one === 0 ? ',No' : ',Yes')).join('')
  const activated = scope.dateText(activatedDay(scope, index))
  return `${scope.refreshed},${upnCell(scope, index)},${activated},${scope.dateText(last)},${scope.period}${platforms}${used}${detail}`
}

const platformColumns = ['Windows', 'Mac', 'Mobile', 'Web']
const appColumns = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams']

export const officeDetails: readonly DetailReport[] = [
  {
    kind: 'detail',
    name: 'getOffice365ActiveUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Has Exchange License,Has OneDrive License,Has SharePoint License,Has Skype For Business License,Has Yammer License,Has Teams License,Exchange Last Activity Date,OneDrive Last Activity Date,SharePoint Last Activity Date,Skype For Business Last Activity Date,Yammer Last Activity Date,Teams Last Activity Date,Exchange License Assign Date,OneDrive License Assign Date,SharePoint License Assign Date,Skype For Business License Assign Date,Yammer License Assign Date,Teams License Assign Date,Assigned Products',
    workloads: anyService,
    apps: [apps.exchange, apps.onedrive, apps.sharepoint, apps.yammer, apps.teams],
    row: activeUserRow,
  },
  {
    kind: 'detail',
    name: 'getM365AppUserDetail',
    parameters: 'periodOrDate',
    header: [
      'Report Refresh Date,User Principal Name,Last Activation Date,Last Activity Date,Report Period',
      ...platformColumns,
      ...appColumns,
      ...platformColumns.flatMap(platform => appColumns.map(app => `${app} (${platform})`)),
    ].join(','),
    workloads: workloads.apps,
    apps: officeApps,
    row: officeAppRow,
  },
]

export const officeCounts: readonly CountReport[] = [
  daily(
    'getOffice365ActiveUserCounts',
    'Report Refresh Date,Office 365,Exchange,OneDrive,SharePoint,Skype For Business,Yammer,Teams,Report Date,Report Period',
    (totals, place) => [
      active(totals.anyService, place),
      active(app(totals, apps.exchange), place),
      active(app(totals, apps.onedrive), place),
      active(app(totals, apps.sharepoint), place),
      '',
      active(app(totals, apps.yammer), place),
      active(app(totals, apps.teams), place),
    ],
  ),
  summary(
    'getOffice365ServicesUserCounts',
    'Report Refresh Date,Exchange Active,Exchange Inactive,OneDrive Active,OneDrive Inactive,SharePoint Active,SharePoint Inactive,Skype For Business Active,Skype For Business Inactive,Yammer Active,Yammer Inactive,Teams Active,Teams Inactive,Office 365 Active,Office 365 Inactive,Report Period',
    (totals, period) => {
      const split = (series: Series) => {
        const people = activeWithin(series, period)
        return [people, Math.max(0, series.licensed - people)]
      }
      return [
        ...split(app(totals, apps.exchange)),
        ...split(app(totals, apps.onedrive)),
        ...split(app(totals, apps.sharepoint)),
        0,
        app(totals, apps.exchange).licensed,
        ...split(app(totals, apps.yammer)),
        ...split(app(totals, apps.teams)),
        ...split(totals.anyService),
      ]
    },
  ),
  daily(
    'getM365AppUserCounts',
    'Report Refresh Date,Report Period,Report Date,Outlook,Word,Excel,PowerPoint,OneNote,Teams',
    (totals, place) => officeApps.map(one => active(app(totals, one), place)),
  ),
  daily(
    'getM365AppPlatformUserCounts',
    'Report Refresh Date,Report Period,Report Date,Windows,Mac,Mobile,Web',
    (totals, place) => totals.platforms.map(series => active(series, place)),
  ),
]
