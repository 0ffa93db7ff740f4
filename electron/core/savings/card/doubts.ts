import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { CardSeat } from './seat.ts'

/** Rights that come with a seat and that nobody uses in an app. */
const rightsOf = /\b(intune|windows|defender|autopatch|entra id|universal print)\b/i

/** What is asked of a seat to know which doubts apply to it. */
export type Doubted = {
  readonly seat: CardSeat
  readonly signals: Evidence['signals']
  readonly plans: Evidence['plans']
  /** Whether the contract's floor of the product is entered. */
  readonly knowsFloor: boolean
  /** Whether the tenant buys the smaller product already. */
  readonly ownsTarget: boolean
}

/**
 * Why a claim could be wrong: only reasons that apply to it. What the app never reads comes first, then what
 * this person's signals leave open, then what the rule itself cannot know.
 */
export function doubtsOf(doubted: Doubted): string[] {
  const { seat, signals, plans } = doubted
  const { rule, reason } = seat
  if (rule === null) return []
  const hasUnknown = (key: string) =>
    signals.some(signal => signal.key === key && signal.speaks === 'unknown')
  const isOpen = signals.some(({ key, speaks }) => key.startsWith('app:') && speaks === 'unknown')
  return [
    'neverRead',
    ...(rule !== 'R3' && rule !== 'R8' && hasUnknown('successfulSignIn') ? ['signInUnknown'] : []),
    ...(isOpen && rule !== 'R2' && rule !== 'R3' ? ['appsUnknown'] : []),
    ...(rule === 'R1' && hasUnknown('mailboxKind') ? ['mailboxUnknown'] : []),
    ...(rule !== 'R1' && rule !== 'R2' && plans.some(isLostBlind) ? [blindDoubt(seat)] : []),
    ...(seat.looksLikeServiceAccount ? ['serviceAccount'] : []),
    ...(reason === 'background' ? ['backgroundSignIn'] : []),
    ...(reason === 'mailboxUsed' ? ['mailboxUsed'] : []),
    ...(ofRules[rule]?.(doubted) ?? []).flat(),
  ]
}

/** A plan that would be lost and that no report shows; what hardly anybody misses is none. */
const isLostBlind = ({ isOn, use, keptBy, isMinor }: Evidence['plans'][number]) =>
  isOn && use === 'blind' && keptBy === null && !isMinor

/** A smaller product is only suggested with confidence where somebody has stated that nobody uses them. */
const blindDoubt = ({ rule, reason, grade }: CardSeat) =>
  rule === 'R8' && grade === 'strong' && reason !== 'sharedMailbox' ? 'statedPlans' : 'blindPlans'

const when = (isSo: boolean, ...doubts: readonly string[]): readonly string[] => (isSo ? doubts : [])

const isShownBy = ({ plans }: Doubted, app: string) =>
  plans.some(({ isOn, shownBy }) => isOn && shownBy.includes(app))
const hasRights = ({ plans }: Doubted) =>
  plans.some(({ name, isOn, keptBy }) => isOn && keptBy === null && rightsOf.test(name))
const isNotReported = ({ signals }: Doubted) =>
  signals.some(({ key, value }) => key.startsWith('app:') && value === 'not_covered')
const signInOf = ({ signals }: Doubted) => signals.find(({ key }) => key === 'successfulSignIn')
const isOut = (of: Doubted) => signInOf(of)?.speaks === 'for'
/** No success, and no attempt either. */
const hasNeverTried = ({ signals }: Doubted) =>
  signals.every(({ key, value }) => !key.endsWith('SignIn') || value === null)
const isIn = (of: Doubted) => signInOf(of)?.speaks === 'against'

const ofRules: Readonly<Record<string, (of: Doubted) => (readonly string[])[]>> = {
  R1: of => [['leaver'], when(isShownBy(of, 'exchange'), 'hold', 'delegates', 'retention'), ['migration']],
  R2: () => [['hold', 'defender', 'growth']],
  R3: ({ plans }) => [when(plans.some(isByHigher), 'planMeansMore'), ['stepUp']],
  R4: of => [
    when(isNotReported(of), 'renamed'),
    ['abroad'],
    when(isOut(of) && hasNeverTried(of), 'boughtAhead'),
  ],
  // Whoever signs in is not on holiday, and web apps behind Entra ID need a sign-in.
  R5: of => [
    when(!isIn(of), 'holiday'),
    when(isShownBy(of, 'word_app'), 'offline'),
    when(!isOut(of), 'webApps'),
    when(hasRights(of), 'deviceRights'),
  ],
  R6: () => [['guestNeeds', 'converted']],
  R7: ({ seat: { reason }, plans }) => [
    ['rollout', 'promised'],
    when(
      plans.some(({ isOn }) => !isOn),
      'switchedOff',
    ),
    when(reason === 'copilot', 'correction'),
    when(reason === 'activation', 'webUse'),
  ],
  R8: ({ seat: { reason }, knowsFloor, ownsTarget }) => [
    when(reason === 'frontline', 'frontlineLimits'),
    when(!knowsFloor, 'contractMinimum'),
    when(!ownsTarget, 'noLongerSold'),
  ],
}

const isByHigher = ({ name, keptBy }: Evidence['plans'][number]) => keptBy !== null && keptBy.plan !== name
