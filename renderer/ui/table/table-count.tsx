import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportPage } from '../../../electron/contract/reports.ts'
import { useFormat } from '../format-context.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'

const useStyles = makeStyles({
  count: {
    display: 'flex',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalM}`,
  },
})

type Props = { page: ReportPage; seen: { startIndex: number; endIndex: number } | null }

/** Which rows are seen, of how many, and the date of their usage. Scrolling is not announced; another number of rows is. */
export function TableCount({ page, seen }: Props) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const values = {
    first: format.integer((seen?.startIndex ?? 0) + 1),
    last: format.integer(Math.min(page.filtered, (seen?.endIndex ?? 0) + 1)),
    filtered: format.integer(page.filtered),
    total: format.integer(page.total),
  }
  const text = page.filtered === page.total ? t('table.count', values) : t('table.countFiltered', values)
  return (
    <div className={styles.count}>
      <span aria-hidden>{text}</span>
      {page.activityAsOf !== null && (
        <span>{t('common.asOf', { date: format.date(page.activityAsOf) })}</span>
      )}
      <VisuallyHidden live>{t('table.rowCount', values)}</VisuallyHidden>
    </div>
  )
}
