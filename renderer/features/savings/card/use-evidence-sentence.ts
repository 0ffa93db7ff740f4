import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../../ui/format-context.tsx'

const told = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const

/** Says a claim in one sentence: what was found, up to which day, and what sign-ins say beside it. */
export function useEvidenceSentence(): (evidence: Evidence) => string {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const onDay = (value: string) => format.date(value.slice(0, 10))
  return evidence => {
    const { displayName, userPrincipalName, userId, productName: product, target, idleDays } = evidence
    const name = displayName ?? userPrincipalName ?? userId
    const rule = told.find(known => known === evidence.rule)
    if (rule === undefined) return t('card.noClaim', { product, name })
    const asOf = lastReport(evidence)
    const since = evidence.signals.find(({ key }) => key === 'disabledSince')?.value ?? null
    const isUnmeasured = (rule === 'R4' || rule === 'R5') && asOf === null
    return t(isUnmeasured ? 'card.unmeasured' : `card.sentences.${rule}`, {
      product,
      name,
      days: idleDays,
      target: target ?? t('card.another'),
      since: since === null ? '' : t('card.since', { date: onDay(since) }),
      asOf: asOf === null ? '' : t('card.upTo', { date: onDay(asOf) }),
      signIn: signInOf(evidence),
    })
  }

  function signInOf({ signals }: Evidence): string {
    const signal = signals.find(({ key }) => key === 'successfulSignIn')
    if (signal === undefined || signal.speaks === 'unknown') return t('card.signIn.unknown')
    if (signal.value === null) return t('card.signIn.none')
    const date = onDay(signal.value)
    return t(signal.speaks === 'against' ? 'card.signIn.recent' : 'card.signIn.old', { date })
  }
}

/** The newest day up to which a report says something of the seat's use; null where none does. */
export function lastReport({ signals }: Pick<Evidence, 'signals'>): string | null {
  const known = signals.filter(
    ({ key, speaks }) => (key.startsWith('app:') || key === 'activation') && speaks !== 'unknown',
  )
  return (
    known
      .flatMap(({ asOf }) => asOf ?? [])
      .toSorted()
      .at(-1) ?? null
  )
}
