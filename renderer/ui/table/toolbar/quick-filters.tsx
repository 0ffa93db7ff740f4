import { makeStyles, ToggleButton, Toolbar, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportFilter } from '../../../../electron/contract/reports.ts'
import type { View } from '../../../routing/view.ts'
import type { OnView } from '../rows/report-rows.ts'

/** A filter that a screen offers at one click. It is on while the view holds all of its filters. */
export type QuickFilter = {
  label: string
  filters: readonly ReportFilter[]
}

const useStyles = makeStyles({
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, padding: 0 },
})

type Props = { quickFilters: readonly QuickFilter[]; view: View; onView: OnView }

/** The filters of a screen; each is put in or taken out of the view by one click. */
export function QuickFilters({ quickFilters, view, onView }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (quickFilters.length === 0) return null
  return (
    <Toolbar aria-label={t('table.quickFilters')} className={styles.filters}>
      {quickFilters.map(quick => {
        const isOn = isQuickFilterOn(quick, view.filters)
        return (
          <ToggleButton
            key={quick.label}
            size="small"
            shape="circular"
            checked={isOn}
            onClick={() => onView({ filters: toggled(quick, view.filters), open: null })}
          >
            {quick.label}
          </ToggleButton>
        )
      })}
    </Toolbar>
  )
}

const isSame = (one: ReportFilter, other: ReportFilter) =>
  one.column === other.column &&
  one.operator === other.operator &&
  // An address holds every value as text.
  String(one.value) === String(other.value)

export function isQuickFilterOn({ filters }: QuickFilter, all: readonly ReportFilter[]): boolean {
  return filters.every(filter => all.some(other => isSame(filter, other)))
}

function toggled(quick: QuickFilter, all: readonly ReportFilter[]): readonly ReportFilter[] {
  const others = all.filter(filter => !quick.filters.some(own => isSame(own, filter)))
  return isQuickFilterOn(quick, all) ? others : [...others, ...quick.filters]
}
