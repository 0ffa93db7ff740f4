import type { Evidence } from '../../../contract/savings/answers.ts'

/** The kinds of evidence that a claim can rest on, see docs/savings.md. */
export const evidenceKinds = ['account', 'signIns', 'use', 'mailbox', 'plans'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** Which kinds each rule looks at. */
const kindsOfRules: Readonly<Record<string, readonly EvidenceKind[]>> = {
  R1: ['account', 'signIns', 'use', 'mailbox'],
  R2: ['mailbox'],
  R3: ['plans'],
  R4: ['signIns', 'use'],
  R5: ['signIns', 'use'],
  R6: ['account', 'signIns'],
  R7: ['use'],
  R8: ['use', 'mailbox', 'plans'],
}

/** The kinds of evidence that carry a claim: of those that its rule looks at, the ones that speak for it. */
export function carriedBy(rule: string | null, signals: Evidence['signals']): EvidenceKind[] {
  // Whoever does not use a product is known to use others.
  const isOpen = rule === 'R7'
  const isFor = (has: (key: string) => boolean) =>
    signals.some(({ key, speaks }) => has(key) && speaks === 'for') &&
    (isOpen || !signals.some(({ key, speaks }) => has(key) && speaks === 'against'))
  const isKnown: Readonly<Record<EvidenceKind, boolean>> = {
    account: true,
    plans: true,
    signIns: isFor(key => key === 'successfulSignIn'),
    use: isFor(
      key => (rule !== 'R8' && key.startsWith('app:')) || key === 'desktopUse' || key === 'activation',
    ),
    mailbox: signals.some(({ key, value }) => key === 'mailboxSize' && value !== null),
  }
  return (kindsOfRules[rule ?? ''] ?? []).filter(kind => isKnown[kind])
}
