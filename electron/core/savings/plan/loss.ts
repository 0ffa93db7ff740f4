import { bitOf, bitsOf } from '../facts/bits.ts'
import { type Given, givenBy, isGiven, lostPlans } from '../products/coverage.ts'
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
export function limitsOf(held: readonly Given[]): Limits {
  const has = (rung: string) => held.some(({ rungs }) => rungs.has(rung))
  const mailbox = mailboxGb.find(([rung]) => has(rung))?.[1]
  const isLarge = ['ONEDRIVESTANDARD', 'SHAREPOINTSTANDARD', 'SHAREPOINTENTERPRISE'].some(has)
  const isSmall = ['ONEDRIVE_BASIC', 'SHAREPOINTDESKLESS'].some(has)
  return {
    mailbox: mailbox === undefined ? null : mailbox * giga,
    archive: has('EXCHANGE_S_ENTERPRISE') || has('EXCHANGE_S_ARCHIVE_ADDON'),
    oneDrive: isLarge ? 1024 * giga : isSmall ? 2 * giga : null,
  }
}

const desktopRungs = ['OFFICESUBSCRIPTION', 'OFFICE_BUSINESS']
const isDesktop = ({ name }: Plan) => desktopRungs.includes(rungName(name))
const hasDesktop = ({ rungs }: Given) => desktopRungs.some(rung => rungs.has(rung))

/** What somebody loses who holds products in certain ways, where another product takes the place of one. */
export type PlanLoss = {
  /** Apps whose use is lost, as bits, and in the order of the bits the names of the plans behind them. */
  readonly witnesses: number
  readonly lostApps: readonly { readonly place: number; readonly name: string }[]
  /** Names of lost plans that no report shows and nobody has stated to be unused. */
  readonly blind: readonly string[]
  readonly losesDesktop: boolean
  readonly hadMailbox: boolean
  /** Whether the OneDrive comes with the product that is replaced, and with no other one as large. */
  readonly hadOneDrive: boolean
  readonly limits: Limits
}

/** What a replacement takes from those who hold the product in one way and nothing beside it. */
export type OwnLoss = {
  readonly lost: readonly LostPlan[]
  readonly target: Given
  readonly hasDesktop: boolean
  readonly hasMailbox: boolean
  readonly oneDrive: number | null
}
type LostPlan = Plan & {
  readonly rung: string
  readonly witnesses: readonly WitnessApp[]
  readonly hasLower: boolean
}

/**
 * Made once for each way of holding the product, since other products of a person only take from what is
 * lost.
 *
 * @param from the plans that are on in the product that is replaced
 * @param target the product that takes its place
 * @param isUnused whether a plan that no report shows was stated to be unused
 */
export function ownLoss(
  ladder: Ladder,
  from: readonly Plan[],
  target: { readonly plans: readonly Plan[]; readonly given: Given },
  isUnused: (plan: Plan) => boolean,
): OwnLoss {
  const lost = lostPlans(ladder, from, target.plans)
    .filter(plan => !isCosmetic(plan))
    .map(plan => {
      const rung = rungName(plan.name)
      return { ...plan, rung, witnesses: witnessesOf(plan), hasLower: hasLower(ladder, rung, target.given) }
    })
  return {
    // What a report shows is asked of the report, whatever was stated.
    lost: lost.filter(plan => plan.witnesses.length > 0 || !isUnused(plan)),
    target: target.given,
    hasDesktop: from.some(isDesktop),
    hasMailbox: from.some(isExchangePlan),
    oneDrive: limitsOf([givenBy(from)]).oneDrive,
  }
}

const hasLower = (ladder: Ladder, wanted: string, { rungs }: Given): boolean => {
  for (const rung of rungs) if (isBelow(ladder, rung, wanted)) return true
  return false
}

/** @param others what the person's other products give */
export function planLoss(ladder: Ladder, own: OwnLoss, others: readonly Given[]): PlanLoss {
  const lost = own.lost.filter(({ id, rung }) => !others.some(given => isGiven(ladder, id, rung, given)))
  const shown = lost.filter(
    plan =>
      plan.witnesses.length > 0 &&
      !plan.hasLower &&
      !others.some(given => hasLower(ladder, plan.rung, given)),
  )
  const lostNames = new Map<WitnessApp, string>()
  for (const { witnesses, friendlyName } of shown)
    for (const app of witnesses) if (!lostNames.has(app)) lostNames.set(app, friendlyName)
  const remaining = [own.target, ...others]
  return {
    // Office is used or not whenever it was activated: its other witnesses say so.
    witnesses: bitsOf(lostNames.keys()) & ~bitOf('apps_activation'),
    lostApps: witnessApps.flatMap((app, place) => {
      const name = lostNames.get(app)
      return name === undefined ? [] : [{ place, name }]
    }),
    blind: lost.filter(({ witnesses }) => witnesses.length === 0).map(({ friendlyName }) => friendlyName),
    losesDesktop: own.hasDesktop && !remaining.some(hasDesktop),
    hadMailbox: own.hasMailbox,
    hadOneDrive: (own.oneDrive ?? 0) > (limitsOf(others).oneDrive ?? 0),
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
  /** Days from the later of the account's and the seat's first to the newest report; null where unknown. */
  readonly seatAge: number | null
  /** Whether the account was disabled a few days ago, so that nothing is said of it yet. */
  readonly isJustDisabled: boolean
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
  const names: string[] = []
  for (const { place, name } of loss.lostApps)
    if ((idle[place] ?? idleDays) < idleDays && !names.includes(name)) names.push(name)
  if (loss.losesDesktop && usesDesktop === true) names.push(desktopApps)
  return names
}

const isOver = (bytes: number | null, limit: number | null) => bytes !== null && bytes > (limit ?? 0)

function blocksOf(
  person: PlanPerson,
  { hadMailbox, hadOneDrive, limits }: PlanLoss,
): PersonStanding['blocked'] {
  const found: PersonStanding['blocked'] = []
  if (hadMailbox && isOver(person.mailboxByte, limits.mailbox)) found.push('mailbox')
  if (hadMailbox && person.hasArchive === true && !limits.archive) found.push('archive')
  if (hadOneDrive && isOver(person.oneDriveByte, limits.oneDrive)) found.push('oneDrive')
  return found
}

function unknownsOf(person: PlanPerson, loss: PlanLoss, graceDays: number): PersonStanding['unknown'] {
  const isOpen =
    (loss.witnesses & ~person.measured) !== 0 ||
    (loss.losesDesktop && person.usesDesktop === null) ||
    (loss.hadMailbox && person.mailboxByte === null) ||
    (loss.hadMailbox && person.hasArchive === null && !loss.limits.archive) ||
    (loss.hadOneDrive && person.oneDriveByte === null)
  const found: PersonStanding['unknown'] = loss.blind.length > 0 ? ['blind'] : []
  if (isOpen) found.push('unmeasured')
  if (person.isJustDisabled || (person.seatAge ?? graceDays) < graceDays) found.push('tooNew')
  return found
}
