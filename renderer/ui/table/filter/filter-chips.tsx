import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../../electron/contract/reports.ts'
import { useFilterText } from './filter-text.ts'

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
  /** Changes a filter, in an editor beside its chip. */
  onEdit: (filter: ReportFilter, chip: HTMLElement) => void
}

/** The filters of a table, each with a way to remove it. */
export function FilterChips({ report, filters, onChange, onEdit }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const textOf = useFilterText(report)
  if (filters.length === 0) return null
  return (
    <ul className={styles.chips} aria-label={t('table.filters')}>
      {filters.map(filter => (
        <li key={JSON.stringify(filter)}>
          <InteractionTag appearance="brand" size="small">
            <InteractionTagPrimary
              hasSecondaryAction
              title={t('table.editFilter', { filter: textOf(filter) })}
              onClick={event => onEdit(filter, event.currentTarget)}
            >
              {textOf(filter)}
            </InteractionTagPrimary>
            <InteractionTagSecondary
              aria-label={t('table.removeFilter')}
              onClick={() => onChange(filters.filter(other => other !== filter))}
            />
          </InteractionTag>
        </li>
      ))}
    </ul>
  )
}
