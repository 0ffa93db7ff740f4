import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { changeText } from '../../users/change-text.ts'
import { moneyText } from '../money.ts'
import { useWord } from '../use-word.ts'
import { lastReport } from './use-evidence-sentence.ts'

const dayMs = 86_400_000
const isoTime = /^\d{4}-\d{2}-\d{2}T/
const isoDay = /^\d{4}-\d{2}-\d{2}$/

/** What the card and its copy say of a seat, part by part. */
export function useEvidenceWords() {
  const { t } = useTranslation('savings')
  const { t: common } = useTranslation()
  const word = useWord()
  const format = useFormat()
  const shown = ({ key, value }: Evidence['signals'][number]): string => {
    if (value === null) return '–'
    if (isoTime.test(value)) return format.time(value)
    if (isoDay.test(value)) return format.date(value)
    return key === 'mailboxSize' || key === 'oneDriveSize'
      ? format.bytes(Number(value))
      : word('states', value)
  }
  return {
    /** The class of the seat, in which figure it counts, and the reason. */
    counts: ({ class: name, grade, reason }: Evidence) => {
      const figure = name === 'claimed' ? (grade === 'weak' ? 'weak' : 'sure') : name
      return joined(' ', [word('counts', figure), reason === null ? '' : word('reasons', reason)])
    },
    money: ({ money, nextDay, leaves }: Evidence) =>
      [
        money === null ? '' : t('card.money', { money: moneyText([money]) }),
        leavesText(nextDay, leaves),
      ].filter(part => part !== ''),
    /** Which kinds of evidence the claim rests on. */
    carried: ({ carriedBy }: Evidence) =>
      carriedBy.length === 0
        ? ''
        : t('card.carried', { kinds: carriedBy.map(kind => word('kinds', kind)).join(', ') }),
    /** Added pairs that it rests on, since when it is held and watched, what else matches, its place. */
    more: ({ since, watchedSince, also, target, rule, signals, addedRungs }: Evidence) =>
      [
        ...addedRungs.map(addedRungText),
        since === null || watchedSince === null
          ? ''
          : watchedText(since, watchedSince, lastReport({ signals })),
        also.length === 0 ? '' : t('card.also', { rules: also.map(one => word('rules', one)).join(', ') }),
        target === null || rule === 'R3' || rule === 'R8' ? '' : t('card.target', { product: target }),
      ].filter(part => part !== ''),
    signalName: ({ key }: Evidence['signals'][number]) =>
      key.startsWith('app:') ? appName(key.slice('app:'.length)) : word('signals', key),
    signalValue: (signal: Evidence['signals'][number]) =>
      joined(' · ', [shown(signal), word('speaks', signal.speaks)]),
    signalSource: ({ source, asOf }: Evidence['signals'][number]) =>
      joined(', ', [word('sources', source), asOf === null ? '' : format.date(asOf)]),
    planUse: ({ isOn, isBlind, lastUse }: Evidence['plans'][number]) => {
      if (!isOn) return t('card.off')
      if (isBlind) return t('card.blind')
      return lastUse === null ? t('card.noUse') : t('card.lastUse', { date: format.date(lastUse) })
    },
    /** A way to the seat; of a group also what else it gives, because leaving it takes that away as well. */
    way: ({ groupId, state, assignedAt, otherProducts }: Evidence['ways'][number]) =>
      joined(', ', [
        groupId === null ? t('card.direct') : t('card.group', { group: groupId }),
        assignedAt === null ? '' : t('card.assigned', { date: format.date(assignedAt.slice(0, 10)) }),
        state === null || state === 'Active' ? '' : t('card.state', { state }),
        groupId === null
          ? ''
          : otherProducts.length === 0
            ? t('card.onlyThis')
            : t('card.alsoGives', { products: otherProducts.join(', ') }),
      ]),
    event: ({ note, ...change }: Evidence['timeline'][number]) =>
      joined(' ', [
        `${format.date(change.at.slice(0, 10))}:`,
        change.kind === 'decided'
          ? t('card.decided', { decision: word('decisions', change.detail ?? '') })
          : changeText({ ...change, skuId: null }, common),
        note === null ? '' : `(${note})`,
      ]),
  }

  function addedRungText({ lower, higher, note, by, at }: Evidence['addedRungs'][number]): string {
    return t('card.addedRung', {
      lower,
      higher,
      date: format.date(at.slice(0, 10)),
      by: by === null ? '' : t('card.addedBy', { name: by }),
      note: note === null ? '' : ` (${note})`,
    })
  }

  /** Both ends of the days are counted. */
  function watchedText(since: string, watched: string, until: string | null): string {
    const days = until === null ? 0 : Math.round((Date.parse(until) - Date.parse(watched)) / dayMs) + 1
    const dates = { since: format.date(since.slice(0, 10)), watched: format.date(watched.slice(0, 10)) }
    return days < 1 ? t('card.watched', dates) : t('card.watchedDays', { ...dates, count: days })
  }

  function leavesText(nextDay: string | null, leaves: Evidence['leaves']): string {
    if (leaves?.day != null) return t(`card.leaves.${leaves.figure}`, { date: format.date(leaves.day) })
    if (nextDay === null) return ''
    return t(leaves === null ? 'card.renews' : 'card.leaves.none', { date: format.date(nextDay) })
  }
}

export type EvidenceWords = ReturnType<typeof useEvidenceWords>

const joined = (between: string, parts: readonly string[]): string =>
  parts.filter(part => part !== '').join(between)

/** `word_app` is Word, `apps_activation` the activation of apps. */
function appName(app: string): string {
  const words = app.replace(/_app$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
