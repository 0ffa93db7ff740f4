import { mix } from '../random.ts'
import { type App, apps } from '../tenant/activity.ts'
import { assignedDay, createdDay, licenseMask, usableWorkloads } from '../tenant/licenses.ts'
import { reportedServices, sku, workloads } from '../tenant/products.ts'
import type { DetailReport } from './definition.ts'
import { deletedCells, displayNameCell, hasHabit, type Scope, upnCell, usage } from './scope.ts'

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

/** Whether a person uses Office on Windows, Mac, phone, web: fixed for a person, and at least one is true. */
export function officePlatforms(scope: Scope, index: number): readonly boolean[] {
  const desktop = (usableWorkloads(scope.world, index, scope.until) & workloads.desktop) !== 0
  const onMac = hasHabit(scope, index, 1, 14)
  return [
    desktop && !onMac,
    desktop && onMac,
    hasHabit(scope, index, 2, 58),
    !desktop || hasHabit(scope, index, 3, 45),
  ]
}

/**
 * For each app of `officeApps`, the platforms it was used on within the period, as four bits. An app that was used at
 * all was used on the person's main platform.
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

/** The day Office was last activated; 0 for the tenth who never did, and for licences without desktop Office. */
function activatedDay(scope: Scope, index: number): number {
  const { world } = scope
  if ((usableWorkloads(world, index, scope.until) & workloads.desktop) === 0) return 0
  const draw = mix(world.seed, 460, index)
  if (draw % 10 === 0) return 0
  return Math.max(createdDay(world, index), world.anchor - ((draw >>> 4) % 500))
}

/** Products that are activated on computers, with the mask bits that give the right. */
export const activatedProducts: readonly (readonly [name: string, mask: number])[] = [
  ['MICROSOFT 365 APPS FOR ENTERPRISE', (1 << sku.e5) | (1 << sku.e3) | (1 << sku.officeE3)],
  ['VISIO DESKTOP APP', 1 << sku.visio],
  ['PROJECT ONLINE DESKTOP CLIENT', 1 << sku.project],
]

export type Activation = {
  readonly windows: number
  readonly mac: number
  readonly ios: number
  readonly android: number
  readonly shared: boolean
  readonly day: number
}

/** A person's activations of a product; all zero for those who never activated it. */
export function activationOf(scope: Scope, index: number, product: number): Activation {
  const day = activatedDay(scope, index)
  const draw = mix(scope.world.seed, 470 + product, index)
  const activated = day !== 0 && (product === 0 || draw % 3 !== 0)
  if (!activated) return { windows: 0, mac: 0, ios: 0, android: 0, shared: draw % 50 === 0, day: 0 }
  const onMac = hasHabit(scope, index, 1, 14)
  const phone = product === 0 && hasHabit(scope, index, 2, 58)
  const count = 1 + (draw % 16 === 0 ? 2 : 0)
  return {
    windows: onMac ? 0 : count,
    mac: onMac && product === 0 ? count : 0,
    ios: phone && draw % 2 === 0 ? 1 : 0,
    android: phone && draw % 2 === 1 ? 1 : 0,
    shared: draw % 50 === 0,
    day,
  }
}

function activationRows(scope: Scope, index: number): string {
  const mask = licenseMask(scope.world, index, scope.until)
  return activatedProducts
    .flatMap(([name, products], product) => {
      if ((mask & products) === 0) return []
      const {
        windows: onWindows,
        mac: onMac,
        ios,
        android,
        shared,
        day,
      } = activationOf(scope, index, product)
      const counts = `${onWindows},${onMac},0,${ios},${android},${shared ? 'True' : 'False'}`
      return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${name},${scope.dateText(day)},${counts}`
    })
    .join('\r\n')
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
  {
    kind: 'detail',
    name: 'getOffice365ActivationsUserDetail',
    parameters: 'none',
    header:
      'Report Refresh Date,User Principal Name,Display Name,Product Type,Last Activated Date,Windows,Mac,Windows 10 Mobile,iOS,Android,Activated On Shared Computer',
    workloads: workloads.desktop,
    apps: [],
    row: activationRows,
  },
]
