import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../electron/contract/reports.ts'

const useStyles = makeStyles({
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
})

type Props = {
  report: ReportDescription
  filters: readonly ReportFilter[]
  onChange: (filters: readonly ReportFilter[]) => void
}

/** The filters of a table, each with a way to remove it. */
export function FilterChips({ report, filters, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (filters.length === 0) return null
  return (
    <ul className={styles.chips} aria-label={t('table.filters')}>
      {filters.map(filter => (
        <FilterChip
          key={JSON.stringify(filter)}
          report={report}
          filter={filter}
          onRemove={() => onChange(filters.filter(other => other !== filter))}
        />
      ))}
    </ul>
  )
}

function FilterChip({
  report,
  filter,
  onRemove,
}: {
  report: ReportDescription
  filter: ReportFilter
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const label = report.columns.find(({ key }) => key === filter.column)?.label ?? filter.column
  const text = [label, t(`operators.${filter.operator}`), filter.value ?? ''].join(' ').trim()
  return (
    <li>
      <InteractionTag appearance="brand" size="small">
        <InteractionTagPrimary hasSecondaryAction>{text}</InteractionTagPrimary>
        <InteractionTagSecondary aria-label={t('table.removeFilter')} onClick={onRemove} />
      </InteractionTag>
    </li>
  )
}
