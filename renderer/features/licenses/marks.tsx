import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format-context.tsx'

const useStyles = makeStyles({
  marks: {
    display: 'inline-flex',
    flexWrap: 'nowrap',
    columnGap: tokens.spacingHorizontalXS,
    overflow: 'hidden',
  },
})

export type Marked = {
  status: string | null
  warning: number | null
  suspended: number | null
  available: number | null
  /** `YYYY-MM-DD`. */
  trialUntil: string | null
}

/** What has to be known about the seats of a product; nothing where all is well. */
export function Marks({ status, warning, suspended, available, trialUntil }: Marked) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const marks = [
    { color: 'danger' as const, count: Math.max(0, -(available ?? 0)), text: 'over' as const },
    { color: 'warning' as const, count: warning ?? 0, text: 'warning' as const },
    { color: 'warning' as const, count: suspended ?? 0, text: 'suspended' as const },
  ].filter(({ count }) => count > 0)
  return (
    <span className={styles.marks}>
      {marks.map(({ color, count, text }) => (
        <Badge key={text} appearance="tint" color={color}>
          {t(`licensesScreen.mark.${text}`, { count })}
        </Badge>
      ))}
      {trialUntil !== null && (
        <Badge appearance="tint" color="informative">
          {t('licensesScreen.mark.trial', { date: format.day(trialUntil) })}
        </Badge>
      )}
      {marks.length === 0 && status !== null && status !== 'Enabled' && (
        <Badge appearance="tint" color="warning">
          {status}
        </Badge>
      )}
    </span>
  )
}
