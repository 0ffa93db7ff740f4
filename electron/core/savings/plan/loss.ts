import { bitsOf } from '../facts/bits.ts'
import { lostPlans } from '../products/coverage.ts'
import { isBelow, type Ladder, rungName } from '../products/ladder.ts'
import {
  isCosmetic,
  isExchangePlan,
  type Plan,
  type WitnessApp,
  witnessApps,
  witnessesOf,
} from '../products/plan-kinds.ts'

const giga = 1024 ** 3

/** What a product's storage holds, in bytes; null where the product has none. */
export type Limits = {
  readonly mailbox: number | null
  readonly archive: boolean
  readonly oneDrive: number | null
}

const mailboxGb: readonly (readonly [string, number])[] = [
  ['EXCHANGE_S_ENTERPRISE', 100],
  ['EXCHANGE_S_STANDARD', 50],
  ['EXCHANGE_S_DESKLESS', 2],
]

/** The limits that come with plans, by Microsoft's service descriptions of Exchange Online and OneDrive. */
export function limitsOf(plans: readonly Plan[]): Limits {
  const rungs = new Set(plans.map(({ name }) => rungName(name)))
  const mailbox = mailboxGb.find(([name]) => rungs.has(name))?.[1]
  const isLarge = ['ONEDRIVESTANDARD', 'SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE'].some(name =>
    rungs.has(name),
  )
  const isSmall = ['ONEDRIVE_BASIC', 'SHAREPOINTDESKLESS'].some(name => rungs.has(name))
  return {
    mailbox: mailbox === undefined ? null : mailbox * giga,
    archive: rungs.has('EXCHANGE_S_ENTERPRISE') || rungs.has('EXCHANGE_S_ARCHIVE_ADDON'),
    oneDrive: isLarge ? 1024 * giga : isSmall ? 2 * giga : null,
  }
}

const isDesktop = ({ name }: Plan) => ['OFFICESUBSCRIPTION', 'OFFICE_BUSINESS'].includes(rungName(name))

/** What somebody loses who holds products in certain ways, where another product takes the place of one. */
export type PlanLoss = {
  /** Apps whose use is lost, as bits, and by the bit's place the names of the plans behind them. */
  readonly witnesses: number
  readonly lostNames: ReadonlyMap<WitnessApp, string>
  /** Names of lost plans that no report shows and nobody has stated to be unused. */
  readonly blind: readonly string[]
  readonly losesDesktop: boolean
  readonly hadMailbox: boolean
  readonly limits: Limits
}

/**
 * @param from the plans that are on in the product that is replaced
 * @param others the plans that are on in the person's other products
 * @param isUnused whether a plan was stated to be unused
 */
export function planLoss(
  ladder: Ladder,
  from: readonly Plan[],
  others: readonly Plan[],
  target: readonly Plan[],
  isUnused: (plan: Plan) => boolean,
): PlanLoss {
  const remaining = [...target, ...others]
  const lost = lostPlans(ladder, from, remaining).filter(plan => !isCosmetic(plan) && !isUnused(plan))
  const hasLower = (plan: Plan) =>
    remaining.some(({ name }) => isBelow(ladder, rungName(name), rungName(plan.name)))
  const shown = lost.filter(plan => !hasLower(plan) && witnessesOf(plan).length > 0)
  const lostNames = new Map<WitnessApp, string>()
  for (const plan of shown)
    for (const app of witnessesOf(plan)) if (!lostNames.has(app)) lostNames.set(app, plan.friendlyName)
  return {
    witnesses: bitsOf(lostNames.keys()),
    lostNames,
    blind: lost.filter(plan => witnessesOf(plan).length === 0).map(({ friendlyName }) => friendlyName),
    losesDesktop: from.some(isDesktop) && !remaining.some(isDesktop),
    hadMailbox: from.some(isExchangePlan),
    limits: limitsOf(remaining),
  }
}

/** What is known of somebody who would get another product. */
export type PlanPerson = {
  readonly userId: string
  /** Apps of which the reports say whether the person uses them, as bits. */
  readonly measured: number
  /** Days since the last use of each app, in the order of the bits; null where there is none. */
  readonly idle: readonly (number | null)[]
  /** Whether Office was used on Windows or a Mac in 180 days; null where that is not known. */
  readonly usesDesktop: boolean | null
  readonly mailboxByte: number | null
  readonly hasArchive: boolean | null
  readonly oneDriveByte: number | null
  /** Days since the seat was first seen; null where that is not known. */
  readonly seatAge: number | null
}

export type PersonStanding = {
  readonly verdict: 'loses' | 'blocked' | 'unknown' | 'clean'
  readonly loses: string[]
  readonly blocked: ('mailbox' | 'archive' | 'oneDrive')[]
  readonly unknown: ('blind' | 'unmeasured' | 'tooNew')[]
}

/** The name under which lost desktop apps are listed. */
export const desktopApps = 'desktop apps'

/** What stands against a replacement for one person. What nobody measured is never taken for unused. */
export function verdictOf(
  person: PlanPerson,
  loss: PlanLoss,
  settings: { idleDays: number; graceDays: number },
): PersonStanding {
  const loses = lossesOf(person, loss, settings.idleDays)
  const blocked = blocksOf(person, loss)
  const unknown = unknownsOf(person, loss, settings.graceDays)
  const lists = { loses, blocked, unknown }
  const verdict = (['loses', 'blocked', 'unknown'] as const).find(name => lists[name].length > 0) ?? 'clean'
  return { verdict, ...lists }
}

function lossesOf({ idle, usesDesktop }: PlanPerson, loss: PlanLoss, idleDays: number): string[] {
  const used = witnessApps.filter((_, place) => (idle[place] ?? idleDays) < idleDays)
  const names = used.flatMap(app => loss.lostNames.get(app) ?? [])
  return [...new Set(names), ...(loss.losesDesktop && usesDesktop === true ? [desktopApps] : [])]
}

const isOver = (bytes: number | null, limit: number | null) => bytes !== null && bytes > (limit ?? 0)

function blocksOf(person: PlanPerson, { hadMailbox, limits }: PlanLoss): PersonStanding['blocked'] {
  const found: PersonStanding['blocked'] = []
  if (hadMailbox && isOver(person.mailboxByte, limits.mailbox)) found.push('mailbox')
  if (hadMailbox && person.hasArchive === true && !limits.archive) found.push('archive')
  if (isOver(person.oneDriveByte, limits.oneDrive)) found.push('oneDrive')
  return found
}

function unknownsOf(person: PlanPerson, loss: PlanLoss, graceDays: number): PersonStanding['unknown'] {
  const isOpen =
    (loss.witnesses & ~person.measured) !== 0 ||
    (loss.losesDesktop && person.usesDesktop === null) ||
    (loss.hadMailbox && person.mailboxByte === null)
  const found: PersonStanding['unknown'] = loss.blind.length > 0 ? ['blind'] : []
  if (isOpen) found.push('unmeasured')
  if ((person.seatAge ?? graceDays) < graceDays) found.push('tooNew')
  return found
}
