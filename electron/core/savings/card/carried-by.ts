import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { CardSeat } from './seat.ts'

/** The kinds of evidence that a claim can rest on, see docs/savings.md. */
export const evidenceKinds = [
  'account',
  'signIns',
  'use',
  'otherApps',
  'otherSeats',
  'activations',
  'mailbox',
  'oneDrive',
  'plans',
  'statement',
] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What each kind of R8 looks at, by what the claim says of the seat. */
const kindsOfSmaller: Readonly<Record<string, readonly EvidenceKind[]>> = {
  light: ['use', 'activations', 'mailbox', 'oneDrive'],
  frontline: ['use', 'activations', 'mailbox', 'oneDrive', 'statement'],
  unusedPlans: ['plans', 'statement'],
  sharedMailbox: ['mailbox', 'plans'],
  mailOnly: ['use', 'mailbox'],
}

/** And each other rule. */
const kindsOfRules: Readonly<Record<string, readonly EvidenceKind[]>> = {
  R1: ['account', 'signIns', 'use', 'mailbox'],
  R2: ['mailbox'],
  R3: ['plans'],
  R4: ['signIns', 'use', 'otherSeats'],
  R5: ['signIns', 'use', 'otherSeats'],
  R6: ['account', 'signIns'],
  R7: ['use', 'activations', 'otherApps'],
}

/** The kinds of evidence that carry a claim: of those that its rule looks at, the ones that speak for it. */
export function carriedBy(
  { rule, reason, grade }: CardSeat,
  signals: Evidence['signals'],
  plans: Evidence['plans'],
): EvidenceKind[] {
  if (rule === null) return []
  // Without a mailbox nothing else can speak against a disabled account.
  if (rule === 'R1' && reason === 'noMailbox') return ['account']
  const isFor = (has: (key: string) => boolean) =>
    signals.some(({ key, speaks }) => has(key) && speaks === 'for') &&
    !signals.some(({ key, speaks }) => has(key) && speaks === 'against')
  const isKnown: Readonly<Record<EvidenceKind, boolean>> = {
    account: true,
    plans: true,
    signIns: isFor(key => key === 'successfulSignIn'),
    use: isFor(key => key.startsWith('app:') || key === 'desktopUse'),
    otherApps: reason === 'copilot' && grade === 'strong',
    otherSeats: reason === 'blind' && grade === 'strong',
    activations: isFor(key => key === 'activation'),
    mailbox: isFor(key => key === 'mailboxSize'),
    oneDrive: isFor(key => key === 'oneDriveSize'),
    statement:
      grade === 'strong' &&
      (reason === 'frontline' ||
        plans.some(({ isOn, use, keptBy }) => isOn && use === 'blind' && keptBy === null)),
  }
  const kinds = rule === 'R8' ? kindsOfSmaller[reason ?? ''] : kindsOfRules[rule]
  return (kinds ?? []).filter(kind => isKnown[kind])
}
