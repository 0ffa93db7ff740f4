import { useTranslation } from 'react-i18next'
import { datasetTitle } from '../../../../electron/contract/datasets/title.ts'
import { appTitle } from '../../../../electron/contract/insight/app-title.ts'
import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { changeText } from '../../users/change-text.ts'
import { moneyText } from '../money.ts'
import { useWord } from '../use-word.ts'
import { daysOf, lastReport, type Signal } from './signal-facts.ts'

const maxNamedPlans = 3
const isoTime = /^\d{4}-\d{2}-\d{2}T/
const isoDay = /^\d{4}-\d{2}-\d{2}$/

/** The reasons that the sentence does not say already. */
const tellingReasons: readonly string[] = [
  ...['noMailbox', 'mailboxUnknown', 'mailboxLarge', 'archive'],
  ...['signsIn', 'background', 'coveredByAdded', 'fading'],
]

/** What the card and its copy say of a seat, part by part. */
export function useEvidenceWords() {
  const { t } = useTranslation('savings')
  const word = useWord()
  const format = useFormat()
  const signals = useSignalWords()
  const event = useEventWords()
  const day = (value: string) => format.date(value.slice(0, 10))
  return {
    ...signals,
    event,
    /** The class of the seat, in which figure it counts, and the reason. */
    counts: ({ class: name, rule, grade, reason, leftOut }: Evidence) => {
      const sure = rule === 'R8' ? 'smaller' : 'sure'
      const figure = grade === 'weak' ? 'weak' : sure
      const counted =
        name === 'claimed' ? word('counts', figure) : leftOut === null ? '' : leftOutText(leftOut)
      const isTelling = reason !== null && tellingReasons.includes(reason)
      return joined(' ', [counted, isTelling ? word('reasons', reason) : ''])
    },
    money: ({ rule, money, nextDay, leaves }: Evidence) =>
      [
        money === null ? '' : t(rule === 'R8' ? 'card.saves' : 'card.money', { money: moneyText([money]) }),
        leavesText(nextDay, leaves),
      ].filter(part => part !== ''),
    /** Which kinds of evidence the claim rests on. */
    carried: ({ carriedBy }: Evidence) =>
      carriedBy.length === 0
        ? ''
        : t('card.carried', { kinds: carriedBy.map(kind => word('kinds', kind)).join(', ') }),
    /** Added pairs that it rests on, since when it is held and watched, and what else matches. */
    more: (evidence: Evidence) =>
      [
        ...evidence.addedRungs.map(addedRungText),
        ...evidence.smaller.map(smallerText),
        heldText(evidence),
        evidence.also.length === 0
          ? ''
          : t('card.also', { rules: evidence.also.map(one => word('rules', one)).join(', ') }),
      ].filter(part => part !== ''),
    /** A way to the seat; of a group also what else it gives, because leaving it takes that away as well. */
    way: ({ groupId, state, error, assignedAt, otherProducts }: Evidence['ways'][number]) =>
      joined(', ', [
        groupId === null ? t('card.direct') : t('card.group', { group: groupId }),
        assignedAt === null ? '' : t('card.assigned', { date: day(assignedAt) }),
        state === null || state === 'Active'
          ? ''
          : t('card.state', { state: joined(' ', [state, error ?? '']) }),
        groupId === null
          ? ''
          : otherProducts.length === 0
            ? t('card.onlyThis')
            : t('card.alsoGives', { products: otherProducts.join(', ') }),
      ]),
  }

  function smallerText({ product, reasons }: Evidence['smaller'][number]): string {
    const said = reasons.map(({ kind, size, limit, plans }) =>
      t(`card.smallerReasons.${kind}`, {
        size: size === null ? '' : format.bytes(size),
        limit: limit === null ? '' : format.bytes(limit),
        plans: plansText(plans),
      }),
    )
    return t('card.smaller', { product, reasons: [...new Set(said)].join(', ') })
  }

  function plansText(plans: readonly string[]): string {
    const first = plans.slice(0, maxNamedPlans).join(', ')
    const others = plans.length - maxNamedPlans
    return others > 0 ? t('card.andMore', { plans: first, count: others }) : first
  }

  function leftOutText({ reason, note, until, reviewOn }: NonNullable<Evidence['leftOut']>): string {
    const end =
      until !== null
        ? t('card.until', { date: day(until) })
        : reviewOn === null
          ? ''
          : t('card.review', { date: day(reviewOn) })
    const said = note === null ? '' : ` (${note})`
    return reason === null
      ? `${t('card.postponed', { until: end })}.`
      : `${t('card.leftOut', { reason: word('excluded.reasons', reason), until: end, note: said })}.`
  }

  function addedRungText({ lower, higher, note, by, at }: Evidence['addedRungs'][number]): string {
    return t('card.addedRung', {
      lower,
      higher,
      date: day(at),
      by: by === null ? '' : t('card.addedBy', { name: by }),
      note: note === null ? '' : ` (${note})`,
    })
  }

  /** Nobody watched what no report shows. Both ends of the days are counted. */
  function heldText(evidence: Evidence): string {
    const { since, watchedSince: watched, timeline } = evidence
    if (since === null) return ''
    const wasSeen = timeline.some(
      ({ kind, at }) =>
        (kind === 'license_assigned' || kind === 'license_swapped') && at.slice(0, 10) === since.slice(0, 10),
    )
    const held = t('card.held', { since: day(since), earlier: wasSeen ? '' : t('card.earlier') })
    const until = lastReport(evidence)
    if (watched === null || until === null) return held
    const days = daysOf(watched, until)
    return (
      held +
      (days < 1
        ? t('card.watched', { watched: day(watched) })
        : t('card.watchedDays', { watched: day(watched), count: days }))
    )
  }

  function leavesText(nextDay: string | null, leaves: Evidence['leaves']): string {
    if (leaves?.day != null) return t(`card.leaves.${leaves.figure}`, { date: format.date(leaves.day) })
    if (nextDay === null) return ''
    return t(leaves === null ? 'card.renews' : 'card.leaves.none', { date: format.date(nextDay) })
  }
}

/** What a signal is called, says and comes from. */
function useSignalWords() {
  const { t } = useTranslation('savings')
  const word = useWord()
  const format = useFormat()
  const sourceOf = (source: string) => {
    const named = word('sources', source)
    return named === source ? datasetTitle(`usage.${source}`) : named
  }
  return {
    signalName: ({ key }: Signal) =>
      key.startsWith('app:') ? appTitle(key.slice('app:'.length)) : word('signals', key),
    signalValue: (signal: Signal) => shown(signal),
    signalSpeaks: ({ speaks }: Signal) => word('speaks', speaks),
    signalSource: ({ source, asOf }: Signal) =>
      joined(', ', [sourceOf(source), asOf === null ? '' : format.date(asOf)]),
  }

  function shown(signal: Signal): string {
    const { key, value, speaks, since } = signal
    if (value === null) return speaks === 'unknown' ? '–' : word('states', 'none_on_record')
    if (isoTime.test(value)) return timeText(signal, format.time(value))
    if (isoDay.test(value)) return dayText(signal, format.date(value))
    if (key === 'mailboxSize' || key === 'oneDriveSize') return sizeText(signal, Number(value))
    if (since === null) return word('states', value)
    return word('states', `${value}_since`).replace('{{date}}', () => format.date(since))
  }

  function timeText({ note }: Signal, time: string): string {
    return note === 'failed' || note === 'notRecorded' ? t(`card.${note}`, { time }) : time
  }

  function dayText({ note }: Signal, date: string): string {
    return note === 'orEarlier' ? t('card.orEarlier', { date }) : date
  }

  function sizeText({ limit }: Signal, bytes: number): string {
    const size = format.bytes(bytes)
    return limit === null ? size : t('card.of', { size, limit: format.bytes(limit) })
  }
}

function useEventWords(): (event: Evidence['timeline'][number]) => string {
  const { t } = useTranslation('savings')
  const { t: common } = useTranslation()
  const word = useWord()
  const format = useFormat()
  const said = ({ kind, detail, by, ...change }: Omit<Evidence['timeline'][number], 'note'>): string => {
    switch (kind) {
      case 'decided':
        return t('card.event.decided', {
          decision: word('decisions', detail ?? ''),
          by: by === null ? '' : t('card.by', { name: by }),
        })
      case 'withdrawn':
        return t('card.event.withdrawn', { decision: word('decisions', detail ?? '') })
      case 'assigned':
        return detail === null ? t('card.event.assigned') : t('card.event.assignedBy', { group: detail })
      case 'first_seen':
      case 'account_made':
      case 'account_enabled':
      case 'account_disabled':
        return t(`card.event.${kind}`)
      default:
        return changeText({ ...change, kind, detail, skuId: null }, common)
    }
  }
  return ({ note, ...event }) =>
    joined(' ', [`${format.date(event.at.slice(0, 10))}:`, said(event), note === null ? '' : `(${note})`])
}

export type EvidenceWords = ReturnType<typeof useEvidenceWords>

const joined = (between: string, parts: readonly string[]): string =>
  parts.filter(part => part !== '').join(between)
