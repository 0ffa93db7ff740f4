import { at, mix } from '../../random.ts'
import { licenseMask, usableWorkloads } from '../../tenant/licenses.ts'
import { sku, workloads } from '../../tenant/products.ts'
import { createdDay } from '../../tenant/world.ts'
import type { CountReport, DetailReport } from '../report.ts'
import { displayNameCell, hasHabit, licensedPeople, type Scope, upnCell } from '../scope.ts'

/**
 * The day Office was last activated; 0 for the tenth who never did, and for licences without desktop Office.
 */
export function activatedDay(scope: Scope, index: number): number {
  const { world } = scope
  if ((usableWorkloads(world, index, scope.until) & workloads.desktop) === 0) return 0
  const draw = mix(world.seed, 460, index)
  if (draw % 10 === 0) return 0
  return Math.max(createdDay(world, index), world.anchor - ((draw >>> 4) % 500))
}

/** Products that are activated on computers, with the mask bits that give the right. */
const activatedProducts: readonly (readonly [name: string, mask: number])[] = [
  ['MICROSOFT 365 APPS FOR ENTERPRISE', (1 << sku.e5) | (1 << sku.e3) | (1 << sku.officeE3)],
  ['VISIO DESKTOP APP', 1 << sku.visio],
  ['PROJECT ONLINE DESKTOP CLIENT', 1 << sku.project],
]

type Activation = {
  readonly windows: number
  readonly mac: number
  readonly ios: number
  readonly android: number
  readonly shared: boolean
  readonly day: number
}

/** A person's activations of a product; all zero for those who never activated it. */
function activationOf(scope: Scope, index: number, product: number): Activation {
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

export const activationDetails: readonly DetailReport[] = [
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

export const activationCounts: readonly CountReport[] = [
  {
    kind: 'counts',
    name: 'getOffice365ActivationCounts',
    parameters: 'none',
    header: 'Report Refresh Date,Product Type,Windows,Mac,Android,iOS,Windows 10 Mobile',
    rows: scope =>
      activationTotals(scope).map(
        ({ name, windows, mac, android, ios }) =>
          `${scope.refreshed},${name},${windows},${mac},${android},${ios},0`,
      ),
  },
  {
    kind: 'counts',
    name: 'getOffice365ActivationsUserCounts',
    parameters: 'none',
    header: 'Report Refresh Date,Product Type,Assigned,Activated,Shared Computer Activation',
    rows: scope =>
      activationTotals(scope).map(
        ({ name, assigned, activated, shared }) =>
          `${scope.refreshed},${name},${assigned},${activated},${shared}`,
      ),
  },
]
function activationTotals(scope: Scope) {
  const sums = activatedProducts.map(([name]) => ({
    name,
    windows: 0,
    mac: 0,
    android: 0,
    ios: 0,
    assigned: 0,
    activated: 0,
    shared: 0,
  }))
  for (const index of licensedPeople(scope, workloads.desktop)) {
    const mask = licenseMask(scope.world, index, scope.until)
    for (const [product, [, products]] of activatedProducts.entries()) {
      if ((mask & products) === 0) continue
      const sum = at(sums, product)
      const one = activationOf(scope, index, product)
      sum.assigned += 1
      sum.windows += one.windows
      sum.mac += one.mac
      sum.android += one.android
      sum.ios += one.ios
      sum.activated += one.day === 0 ? 0 : 1
      sum.shared += one.shared ? 1 : 0
    }
  }
  return sums
}
