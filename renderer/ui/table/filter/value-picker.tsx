import { Checkbox, makeStyles, SearchBox, Spinner, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cell, ReportColumn } from '../../../../electron/contract/reports.ts'
import { useQueries } from '../../../queries.ts'
import { ErrorPanel } from '../../error-panel.tsx'
import { useFormat } from '../../format-context.tsx'
import type { RowRequest } from '../rows/report-rows.ts'
import { useValueText } from './filter-text.ts'

const useStyles = makeStyles({
  picker: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  list: {
    display: 'flex',
    flexDirection: 'column',
    maxHeight: '240px',
    position: 'relative',
    overflowY: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  value: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    paddingRight: tokens.spacingHorizontalM,
  },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  rows: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  more: { color: tokens.colorNeutralForeground3, padding: tokens.spacingHorizontalS },
})

type Props = {
  request: RowRequest
  column: ReportColumn
  picked: readonly Cell[]
  onPick: (picked: readonly Cell[]) => void
}

/** The values that a column has in the rows that the other filters leave, the most frequent first. */
export function ValuePicker({ request, column, picked, onPick }: Props) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const valueText = useValueText()
  const [find, setFind] = useState('')
  const { sort: _, ...rows } = request
  const found = useQuery({
    ...useQueries().values({ ...rows, column: column.key, find }),
    placeholderData: keepPreviousData,
  })
  const offered = found.data?.values ?? []
  // What was picked stays in the list, also where the search does not find it.
  const others = picked.filter(value => !offered.some(one => one.value === value))
  const toggle = (value: Cell) =>
    onPick(picked.includes(value) ? picked.filter(other => other !== value) : [...picked, value])
  return (
    <div className={styles.picker}>
      <SearchBox
        aria-label={t('table.filter.find')}
        placeholder={t('table.filter.find')}
        value={find}
        onChange={(_event, data) => setFind(data.value)}
      />
      {found.isError && <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />}
      <div className={styles.list}>
        {found.isPending && <Spinner size="tiny" />}
        {[...others.map(value => ({ value, rows: null })), ...offered].map(one => (
          <div key={JSON.stringify(one.value)} className={styles.value}>
            <Checkbox
              className={styles.name}
              label={valueText(one.value, column)}
              checked={picked.includes(one.value)}
              onChange={() => toggle(one.value)}
            />
            {one.rows !== null && <span className={styles.rows}>{format.integer(one.rows)}</span>}
          </div>
        ))}
        {found.data?.values.length === 0 && <span className={styles.more}>{t('table.filter.noValue')}</span>}
        {found.data?.more === true && <span className={styles.more}>{t('table.filter.moreValues')}</span>}
      </div>
    </div>
  )
}
