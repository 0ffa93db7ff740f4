import {
  Button,
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
  tokens,
} from '@fluentui/react-components'
import { ColumnTripleEditRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../electron/contract/reports.ts'
import type { ColumnTable } from './use-columns.ts'
import type { View } from './view.ts'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalS,
  },
  search: { width: '300px', maxWidth: '100%' },
  spacer: { flexGrow: 1 },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  choices: { maxHeight: '60vh', overflowY: 'auto' },
})

type Props = {
  report: ReportDescription
  table: ColumnTable
  view: View
  onView: (view: View, options?: { replace?: boolean }) => void
}

/** Search, filters and the choice of columns above a table. */
export function TableToolbar({ report, table, view, onView }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.bar}>
      <Search
        className={styles.search}
        label={t('table.search', { title: report.title.toLowerCase() })}
        value={view.search}
        onChange={search => onView({ ...view, search }, { replace: true })}
      />
      {view.filters.length > 0 && (
        <ul className={styles.chips} aria-label={t('table.filters')}>
          {view.filters.map(filter => (
            <FilterChip
              key={JSON.stringify(filter)}
              report={report}
              filter={filter}
              onRemove={() => onView({ ...view, filters: view.filters.filter(other => other !== filter) })}
            />
          ))}
        </ul>
      )}
      <span className={styles.spacer} />
      <ColumnChooser table={table} />
    </div>
  )
}

/** Long enough for a hand that types, short enough for an eye that waits. */
const typingPauseMs = 200

type SearchProps = {
  className: string
  label: string
  value: string
  onChange: (text: string) => void
}

function Search({ className, label, value, onChange }: SearchProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  // The address can change from elsewhere (Back, "clear"): what is typed follows it then.
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
    <li style={{ listStyle: 'none' }}>
      <InteractionTag appearance="brand" size="small">
        <InteractionTagPrimary hasSecondaryAction>{text}</InteractionTagPrimary>
        <InteractionTagSecondary aria-label={t('table.removeFilter')} onClick={onRemove} />
      </InteractionTag>
    </li>
  )
}

function ColumnChooser({ table }: { table: ColumnTable }) {
  const styles = useStyles()
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
