import { csvCell } from '../csv.ts'
import { at } from '../random.ts'
import { productLines } from './product-plans.ts'
import { servicePlanLines } from './service-plans.ts'

export type ServicePlan = { readonly id: string; readonly name: string }

/** A product the tenant has bought. Its place in the list is its bit in a person's licence mask. */
export type Product = {
  readonly bit: number
  readonly partNumber: string
  readonly skuId: string
  readonly name: string
  readonly plans: readonly ServicePlan[]
  /** Bits of `workloads`: what a holder can use. */
  readonly workloads: number
}

/** Services that a licence opens, as bits. */
export const workloads = {
  exchange: 1,
  onedrive: 2,
  sharepoint: 4,
  skype: 8,
  yammer: 16,
  teams: 32,
  /** Office on the web, phone or desktop: rows in the Microsoft 365 apps report. */
  apps: 64,
  /** Desktop Office that can be activated on a computer. */
  desktop: 128,
  copilot: 256,
} as const

const planWorkloads: readonly (readonly [RegExp, number])[] = [
  [/^EXCHANGE_S_(STANDARD|ENTERPRISE|DESKLESS)$/, workloads.exchange],
  [/^SHAREPOINT(STANDARD|ENTERPRISE|DESKLESS)$/, workloads.sharepoint | workloads.onedrive],
  [/^MCO(STANDARD|IMP)$/, workloads.skype],
  [/^YAMMER_ENTERPRISE$/, workloads.yammer],
  [/^TEAMS1$/, workloads.teams],
  [/^OFFICE(SUBSCRIPTION|MOBILE_SUBSCRIPTION)$/, workloads.apps],
  [/^OFFICESUBSCRIPTION$/, workloads.desktop],
  [/^M365_COPILOT_APPS$/, workloads.copilot],
]

/** Products as bits of a licence mask. The order is the order of `/subscribedSkus`. */
export const sku = {
  e5: 0,
  e3: 1,
  officeE3: 2,
  officeE1: 3,
  f3: 4,
  exchangePlan1: 5,
  mobilityE5: 6,
  entraP1: 7,
  powerBiPro: 8,
  fabricFree: 9,
  visio: 10,
  project: 11,
  copilot: 12,
  phone: 13,
  flowFree: 14,
  teamsExploratory: 15,
  rooms: 16,
  fieldSuite: 17,
} as const

/** A product that no published table knows, as happens for weeks after Microsoft starts to sell one. */
const unknownProduct =
  'Field_Operations_Suite_Plan_2 5f1d3b8a-6c0e-4b57-9f2d-7a41c3e8b609 | Field Operations Suite Plan 2 | TEAMS1 FORMS_PLAN_E3 MICROSOFTBOOKINGS PROJECTWORKMANAGEMENT FIELD_OPERATIONS_P2'

const unknownPlan = 'FIELD_OPERATIONS_P2 c2a9f7d4-18e3-4d6b-b5a0-93fe60d1c7e2'

/** Parses the tables of this folder into the products of the simulated tenant, in the order of `sku`. */
export function createProducts(): readonly Product[] {
  const plans = new Map<string, string>()
  for (const line of [...servicePlanLines.trim().split('\n'), unknownPlan]) {
    const [name = '', id = ''] = line.split(' ')
    plans.set(name, id)
  }
  return [...productLines.trim().split('\n'), unknownProduct].map((line, bit) => {
    const [head = '', name = '', planNames = ''] = line.split(' | ')
    const [partNumber = '', skuId = ''] = head.split(' ')
    const names = planNames.split(' ')
    return {
      bit,
      partNumber,
      skuId,
      name,
      plans: names.map(plan => ({ name: plan, id: plans.get(plan) ?? '' })),
      workloads: names.reduce((all, plan) => all | workloadsOfPlan(plan), 0),
    }
  })
}

function workloadsOfPlan(plan: string): number {
  return planWorkloads.reduce((all, [pattern, bits]) => (pattern.test(plan) ? all | bits : all), 0)
}

/** The services of the active-user report, in the order of its columns. */
export const reportedServices = [
  workloads.exchange,
  workloads.onedrive,
  workloads.sharepoint,
  workloads.skype,
  workloads.yammer,
  workloads.teams,
] as const

/** What follows from a licence mask alone. */
export type MaskFacts = {
  /** Bits of `workloads` that the holder can use. */
  readonly usable: number
  /** The cell of the reports' Assigned Products: upper-case names joined by a plus sign without blanks. */
  readonly productText: string
  /** For each of `reportedServices`, the product that opens it, or -1. */
  readonly openedBy: readonly number[]
}

/** Works out the facts of a mask and remembers them: a tenant has a few hundred different masks. */
export function createMaskFacts(products: readonly Product[]): (mask: number) => MaskFacts {
  const known = new Map<number, MaskFacts>()
  return mask => {
    const found = known.get(mask)
    if (found !== undefined) return found
    const held = bitsOf(mask).map(bit => at(products, bit))
    const facts = {
      usable: held.reduce((all, product) => all | product.workloads, 0),
      productText: csvCell(held.map(product => product.name.toUpperCase()).join('+')),
      openedBy: reportedServices.map(
        service => held.find(product => (product.workloads & service) !== 0)?.bit ?? -1,
      ),
    }
    known.set(mask, facts)
    return facts
  }
}

/** The numbers of the bits that are set, ascending. */
export function bitsOf(mask: number): number[] {
  const bits: number[] = []
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest))
  return bits
}
