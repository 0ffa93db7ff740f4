import {
  Button,
  Field,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  SearchBox,
  SpinButton,
  tokens,
} from '@fluentui/react-components'
import { ColumnTripleEditRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../electron/contract/reports.ts'
import type { ColumnTable } from './columns.ts'
import type { OnView, View } from './report-rows.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
  },
  search: { width: '280px', maxWidth: '100%' },
  spacer: { flexGrow: 1 },
  number: { width: '96px' },
  field: { gridTemplateColumns: 'auto auto', columnGap: tokens.spacingHorizontalS },
})

type Props = { report: ReportDescription; table: ColumnTable; view: View; onView: OnView }

/** Search, filters, the report's own parameters and the choice of columns above a table. */
export function TableToolbar({ report, table, view, onView }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.bar}>
      <SearchField
        className={styles.search}
        label={t('table.search')}
        value={view.search}
        onChange={search => onView({ ...view, search }, { replace: true })}
      />
      {report.parameters.map(({ key, label, default: usual, min, max }) => (
        <Field key={key} label={label} orientation="horizontal" className={styles.field}>
          <SpinButton
            className={styles.number}
            min={min}
            max={max}
            value={view.parameters[key] ?? usual}
            onChange={(_event, { value, displayValue }) => {
              const next = value ?? Number(displayValue)
              if (!Number.isInteger(next) || next < min || next > max) return
              onView({ ...view, parameters: { ...view.parameters, [key]: next } }, { replace: true })
            }}
          />
        </Field>
      ))}
      <FilterChips
        report={report}
        filters={view.filters}
        onChange={filters => onView({ ...view, filters })}
      />
      <span className={styles.spacer} />
      <ColumnChooser table={table} />
    </div>
  )
}

/** Long enough for a hand that types, short enough for an eye that waits. */
const typingPauseMs = 200

type SearchFieldProps = {
  className: string
  label: string
  value: string
  onChange: (text: string) => void
}

/** Asks once the person has paused, and follows the address when that changes from elsewhere. */
function SearchField({ className, label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => onChange(text), typingPauseMs)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <SearchBox
      className={className}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_event, data) => setText(data.value)}
    />
  )
}

const useFilterChipsStyles = makeStyles({
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
})

type FilterChipsProps = {
  report: ReportDescription
  filters: readonly ReportFilter[]
  onChange: (filters: readonly ReportFilter[]) => void
}

/** The filters of a table, each with a way to remove it. */
function FilterChips({ report, filters, onChange }: FilterChipsProps) {
  const styles = useFilterChipsStyles()
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

const useColumnChooserStyles = makeStyles({
  choices: { maxHeight: '60vh', overflowY: 'auto' },
})

/** Shows and hides columns. */
function ColumnChooser({ table }: { table: ColumnTable }) {
  const styles = useColumnChooserStyles()
  const { t } = useTranslation()
  const columns = table.getAllLeafColumns()
  const visible = columns.filter(column => column.getIsVisible()).map(({ id }) => id)
  return (
    <Menu
      checkedValues={{ columns: visible }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        // A table without columns could not be brought back by looking at it.
        if (checkedItems.length === 0) return
        table.setColumnVisibility(
          Object.fromEntries(columns.map(({ id }) => [id, checkedItems.includes(id)])),
        )
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ColumnTripleEditRegular />}>
          {t('table.columns')}
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.choices}>
        <MenuList>
          {columns.map(column => (
            <MenuItemCheckbox key={column.id} name="columns" value={column.id}>
              {String(column.columnDef.header)}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
