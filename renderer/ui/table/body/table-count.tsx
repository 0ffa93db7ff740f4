import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportPage } from '../../../../electron/contract/reports.ts'
import { useFormat } from '../../format-context.tsx'
import { VisuallyHidden } from '../../visually-hidden.tsx'

const useStyles = makeStyles({
  count: {
    display: 'flex',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalS}`,
  },
})

type Props = {
  page: ReportPage
  /** The rows of the table before somebody filters them. */
  total: number
  seen: { first: number; last: number }
}

/**
 * Which rows are seen, of how many, and the date of their usage. Scrolling is not announced; another number
 * of rows is.
 */
export function TableCount({ page, total, seen }: Props) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const values = {
    count: page.filtered,
    first: format.integer(seen.first + 1),
    last: format.integer(seen.last + 1),
    filtered: format.integer(page.filtered),
    total: format.integer(total),
  }
  const isAllSeen = seen.first === 0 && seen.last + 1 >= page.filtered
  const isFiltered = page.filtered !== total
  const shown = isAllSeen ? t('table.rows', values) : t('table.count', values)
  return (
    <div className={styles.count}>
      <span aria-hidden>{isFiltered ? t('table.countFiltered', { ...values, shown }) : shown}</span>
      {page.activityAsOf !== null && (
        <span>{t('common.asOf', { date: format.date(page.activityAsOf) })}</span>
      )}
      <VisuallyHidden live>{t('table.rows', values)}</VisuallyHidden>
    </div>
  )
}
