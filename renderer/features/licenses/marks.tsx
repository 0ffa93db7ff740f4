import { Badge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  marks: {
    display: 'inline-flex',
    flexWrap: 'nowrap',
    columnGap: tokens.spacingHorizontalXS,
    overflow: 'hidden',
  },
  // A mark that is squeezed covers the one beside it.
  mark: { flexShrink: 0 },
  short: { fontWeight: tokens.fontWeightSemibold, '::after': { content: '" · "' } },
  danger: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground2 },
  informative: { color: tokens.colorNeutralForeground2 },
})

export type Marked = {
  /** What the product is to the figures; all but `paid` ones are left out of the seats of the tenant. */
  kind: string
  status: string | null
  warning: number | null
  suspended: number | null
  available: number | null
  /** `YYYY-MM-DD`. */
  trialUntil: string | null
  /** Seats that are asked for, and unassigned ones that can be given; left out where it is said elsewhere. */
  needed?: number | null
  reassignable?: number | null
}

/** What has to be known about the seats of a product; nothing where all is well. */
export function Marks(marked: Marked) {
  const styles = useStyles()
  const marks = useMarks(marked)
  return (
    <span className={styles.marks}>
      {marks.map(({ color, text }) => (
        <Badge key={text} className={styles.mark} appearance="tint" color={color}>
          {text}
        </Badge>
      ))}
    </span>
  )
}

/** The same in the small line under a name: the gravest first, and all of them in its title. */
export function SmallMarks(marked: Marked) {
  const styles = useStyles()
  const marks = useMarks(marked)
  if (marks.length === 0) return null
  return (
    <span title={marks.map(({ text }) => text).join(', ')}>
      {marks.map(({ color, text }) => (
        <span key={text} className={mergeClasses(styles.short, styles[color])}>
          {text}
        </span>
      ))}
    </span>
  )
}

type Mark = { color: 'danger' | 'warning' | 'informative'; text: string }

/** The marks of products that are not among the seats bought. */
const apart = {
  free: 'licensesScreen.mark.free',
  trial: 'licensesScreen.mark.trial',
  capacity: 'licensesScreen.mark.capacity',
  device: 'licensesScreen.mark.device',
} as const
const isApart = (kind: string): kind is keyof typeof apart => kind in apart

/** The gravest first. */
function useMarks(marked: Marked): Mark[] {
  const { kind, status, warning, suspended, available, trialUntil } = marked
  const { t } = useTranslation()
  const format = useFormat()
  const counted = [
    { color: 'danger' as const, count: Math.max(0, -(available ?? 0)), text: 'over' as const },
    { color: 'warning' as const, count: warning ?? 0, text: 'warning' as const },
    { color: 'warning' as const, count: suspended ?? 0, text: 'suspended' as const },
  ].filter(({ count }) => count > 0)
  const marks: Mark[] = counted.map(({ color, count, text }) => ({
    color,
    text: t(`licensesScreen.mark.${text}`, { count }),
  }))
  marks.push(...neededMark(marked, t, format))
  if (trialUntil !== null) {
    const text = t('licensesScreen.mark.trialUntil', { date: format.day(trialUntil) })
    marks.push({ color: 'informative', text })
  }
  if (counted.length === 0 && status !== null && status !== 'Enabled') {
    marks.push({ color: 'warning', text: status })
  }
  // A trial with its end says already what it is.
  if (isApart(kind) && !(kind === 'trial' && trialUntil !== null)) {
    marks.push({ color: 'informative', text: t(apart[kind]) })
  }
  return marks
}

/** Seats that are assigned beyond the bought ones are needed as well, and said already. */
function neededMark(
  { needed = null, reassignable = null, available }: Marked,
  t: TFunction,
  format: ReturnType<typeof useFormat>,
): Mark[] {
  if (needed === null || needed <= Math.max(0, -(available ?? 0))) return []
  const given = reassignable ?? 0
  const text = t('licensesScreen.mark.needed', {
    needed: format.integer(needed),
    given: format.integer(given),
  })
  return [{ color: needed > given ? 'warning' : 'informative', text }]
}
