import type { Evidence } from '../../../contract/savings/answers.ts'
import { looksLikeServiceAccount } from '../rules/service-accounts.ts'

const doubtsOfRules: Readonly<Record<string, readonly string[]>> = {
  R1: ['leaver', 'hold', 'delegates', 'migration', 'retention'],
  R2: ['hold', 'defender', 'growth'],
  R3: ['planMeansMore', 'stepUp'],
  R4: ['renamed', 'abroad', 'boughtAhead'],
  R5: ['holiday', 'offline', 'webApps', 'deviceRights'],
  R6: ['guestNeeds', 'converted'],
  R7: ['rollout', 'promised', 'switchedOff'],
  R8: ['contractMinimum', 'noLongerSold'],
}

/**
 * Why a claim could be wrong: only reasons that apply to it. What the app never reads comes first, then what
 * this person's signals leave open, then what the rule itself cannot know.
 */
export function doubtsOf(
  rule: string | null,
  reason: string | null,
  userPrincipalName: string | null,
  signals: Evidence['signals'],
  plans: Evidence['plans'],
): string[] {
  if (rule === null) return []
  const hasUnknown = (key: string) =>
    signals.some(signal => signal.key === key && signal.speaks === 'unknown')
  const isOpen = signals.some(({ key, speaks }) => key.startsWith('app:') && speaks === 'unknown')
  return [
    'neverRead',
    ...(hasUnknown('successfulSignIn') ? ['signInUnknown'] : []),
    ...(isOpen ? ['appsUnknown'] : []),
    ...(rule === 'R1' && hasUnknown('mailboxKind') ? ['mailboxUnknown'] : []),
    ...(plans.some(({ isOn, isBlind }) => isOn && isBlind) && rule !== 'R1' && rule !== 'R3'
      ? ['blindPlans']
      : []),
    ...(looksLikeServiceAccount(userPrincipalName) ? ['serviceAccount'] : []),
    ...(reason === 'background' ? ['backgroundSignIn'] : []),
    ...(reason === 'mailboxUsed' ? ['mailboxUsed'] : []),
    ...(doubtsOfRules[rule] ?? []),
  ]
}
