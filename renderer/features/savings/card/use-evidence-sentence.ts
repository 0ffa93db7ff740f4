import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { useWord } from '../use-word.ts'
import { commonGap, daysOf, lastReport, lastUse, signalOf, watchedSince } from './signal-facts.ts'

const told = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
const smaller = ['light', 'frontline', 'unusedPlans', 'sharedMailbox', 'mailOnly'] as const

/** Says a seat in one sentence: what was found, up to which day, and what sign-ins say beside it. */
export function useEvidenceSentence(): (evidence: Evidence) => string {
  const { t } = useTranslation('savings')
  const word = useWord()
  const format = useFormat()
  const parts = useParts()
  return evidence => {
    const rule = told.find(known => known === evidence.rule)
    if (rule === undefined) return withoutClaim(evidence)
    const isUnmeasured = (rule === 'R4' || rule === 'R5') && lastReport(evidence) === null
    if (isUnmeasured) {
      const isFollowed = evidence.reason === 'blind' && evidence.grade === 'strong'
      return t(isFollowed ? 'card.followed' : 'card.unmeasured', valuesOf(evidence))
    }
    return t(`card.sentences.${rule}`, valuesOf(evidence))
  }

  function valuesOf(evidence: Evidence) {
    const { grade, reason, target, idleDays } = evidence
    const how = grade === 'certain' || grade === 'strong' ? t(`card.how.${grade}`) : ''
    return {
      ...parts.named(evidence),
      days: idleDays,
      target: target ?? t('card.another'),
      since: parts.since(evidence),
      watched: parts.watched(evidence),
      asOf: parts.asOf(evidence),
      signIn: parts.signIn(evidence),
      mailbox: reason === 'mailboxUsed' ? t('card.mailboxUsed') : '',
      size: parts.size(evidence),
      how,
      found: foundOf(evidence),
      elsewhere: reason === 'copilot' && grade === 'strong' ? t('card.elsewhere') : '',
      fits: fitsOf(evidence),
    }
  }

  /** What was found of a product that is unused by itself. */
  function foundOf(evidence: Evidence): string {
    const { reason, idleDays } = evidence
    const activation = signalOf(evidence, 'activation')?.value ?? null
    if (reason === 'apps') return t('card.found.apps')
    if (reason === 'activation') {
      const isDated = activation !== null && /^\d/.test(activation)
      return isDated
        ? t('card.found.oldActivation', { date: format.date(activation) })
        : t('card.found.activation')
    }
    const use = lastUse(evidence)
    const asOf = parts.asOf(evidence)
    return use === null
      ? t('card.found.none', { watched: parts.watched(evidence), asOf })
      : t('card.found.last', { days: idleDays, asOf, date: format.date(use.day), ago: use.ago })
  }

  function fitsOf(evidence: Evidence): string {
    const kind = smaller.find(known => known === evidence.reason)
    return kind === undefined
      ? ''
      : t(`card.fits.${kind}`, {
          stored: parts.stored(evidence),
          needs: parts.size(evidence) + parts.archive(evidence),
        })
  }

  function withoutClaim(evidence: Evidence): string {
    const { class: name, reason, judgedFrom } = evidence
    const why = reason === null ? '' : word('reasons', reason)
    const gap = reason === 'gap' ? commonGap(evidence) : null
    const values = {
      ...parts.named(evidence),
      since: parts.since(evidence),
      from: judgedFrom === null ? '' : t('card.judgedFrom', { date: format.date(judgedFrom) }),
      last: parts.last(evidence),
      needs: parts.size(evidence) + parts.archive(evidence),
      why: gap === null ? lowered(why) : word('gaps', gap),
    }
    const key =
      reason === 'licenseNeeded' || reason === 'justDisabled'
        ? reason
        : (['in_use', 'too_new', 'left_out', 'not_judged'] as const).find(known => known === name)
    return t(`card.others.${key ?? 'plain'}`, values)
  }
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** The parts of sentences that several of them have. */
function useParts() {
  const { t } = useTranslation('savings')
  const format = useFormat()
  const day = (value: string) => format.date(value.slice(0, 10))
  const size = (value: string | number) => format.bytes(Number(value))
  return {
    named: ({ displayName, userPrincipalName, userId, productName }: Evidence) => ({
      product: productName,
      name: displayName ?? userPrincipalName ?? userId,
    }),
    since: (evidence: Evidence) => {
      const since = signalOf(evidence, 'disabledSince')?.value ?? null
      return since === null ? '' : t('card.since', { date: day(since) })
    },
    asOf: (evidence: Evidence) => {
      const known = lastReport(evidence)
      return known === null ? '' : t('card.upTo', { date: day(known) })
    },
    watched: (evidence: Evidence) => {
      const [since, until] = [watchedSince(evidence), lastReport(evidence)]
      if (since === null || until === null) return ''
      return t('card.watchedSince', { date: day(since), days: daysOf(since, until) })
    },
    last: (evidence: Evidence) => {
      const use = lastUse(evidence)
      if (use === null) {
        const activated = signalOf(evidence, 'activation')?.value ?? ''
        return /^\d/.test(activated) ? t('card.lastUseToday', { date: day(activated) }) : ''
      }
      const date = day(use.day)
      return use.ago < 1
        ? t('card.lastUseToday', { date })
        : t('card.lastUse', { date, count: use.ago, asOf: day(use.asOf) })
    },
    size: (evidence: Evidence) => {
      const value = signalOf(evidence, 'mailboxSize')?.value ?? null
      return value === null ? '' : t('card.size', { size: size(value) })
    },
    archive: (evidence: Evidence) =>
      signalOf(evidence, 'archive')?.value === 'yes' ? t('card.withArchive') : '',
    stored: (evidence: Evidence) =>
      (['mailbox', 'oneDrive'] as const)
        .map(what => {
          const { value, limit } = signalOf(evidence, `${what}Size`) ?? { value: null, limit: null }
          return value === null || limit === null
            ? ''
            : t(`card.stored.${what}`, { size: size(value), limit: size(limit) })
        })
        .join(''),
    signIn: (evidence: Evidence) => signInText(evidence),
  }

  function signInText(evidence: Evidence): string {
    const success = signalOf(evidence, 'successfulSignIn')
    if (success === undefined || success.speaks === 'unknown') return t('card.signIn.unknown')
    if (success.value === null) return failedText(evidence)
    const date = day(success.value)
    if (success.speaks !== 'against') return t('card.signIn.old', { date })
    const { rule, reason } = evidence
    const known = rule === 'R1' ? 'afterDisabling' : rule === 'R6' ? 'guest' : 'recent'
    return t(`card.signIn.${reason === 'background' ? 'background' : known}`, { date })
  }

  function failedText(evidence: Evidence): string {
    const attempts = ['interactiveSignIn', 'backgroundSignIn'].flatMap(key => {
      const one = signalOf(evidence, key)
      return one?.note === 'failed' && one.value !== null ? [one.value] : []
    })
    const last = attempts.toSorted().at(-1)
    return last === undefined ? t('card.signIn.none') : t('card.signIn.failed', { date: day(last) })
  }
}
