import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { ArrowDownloadRegular, CopyRegular } from '@fluentui/react-icons'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToolButton } from '../toolbar/tool-button.tsx'
import { useOfferedExport } from './shown-export.tsx'
import type { ExportFormat } from './use-export.ts'

const formats: readonly ExportFormat[] = ['csv', 'xlsx', 'json']

/** Of a table in an order, often the first rows are all that is wanted. */
const firstRows = [10, 100] as const

/** What of a table is written. */
export type ExportExtent = {
  /** Every column of the report, or only those that are shown. */
  allColumns: boolean
  /** How many rows from the first one in the order shown; null for all. */
  first: number | null
}

type Props = {
  /** What will be written: `140 rows, Department is Sales`. */
  summary: string
  isRunning: boolean
  /** False where no column is left out. */
  hasHiddenColumns?: boolean
  /** How many rows there are to choose the first ones of; null where all of them are meant. */
  rows?: number | null
  onExport: (format: ExportFormat, extent: ExportExtent) => void
  onCopy: (extent: ExportExtent) => void
}

/** The kinds of file that a table can be written to, under what will be written. */
export function ExportMenu(props: Props) {
  const { summary, isRunning, hasHiddenColumns = true, rows = null, onExport, onCopy } = props
  const { t } = useTranslation()
  const offered = firstRows.filter(count => rows !== null && rows > count)
  const [chosen, setChosen] = useState<number | null>(null)
  const first = offered.find(count => count === chosen) ?? null
  const [allColumns, setAllColumns] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => {
    setChosen(null)
    setOpen(true)
  }, [])
  useOfferedExport(open)
  const extent = { allColumns, first }
  return (
    <Menu
      open={isOpen}
      onOpenChange={(_event, data) => {
        setOpen(data.open)
        // A choice of rows is for one export: the next one would be cut short without a word.
        if (!data.open) setChosen(null)
      }}
      checkedValues={{ columns: allColumns ? ['all'] : [], rows: [String(first ?? 'all')] }}
      onCheckedValueChange={(_event, { name, checkedItems }) => {
        if (name === 'columns') setAllColumns(checkedItems.includes('all'))
        else setChosen(offered.find(count => checkedItems.includes(String(count))) ?? null)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <ToolButton
          lasts
          label={t('table.export.button')}
          icon={<ArrowDownloadRegular />}
          disabled={isRunning}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{summary}</MenuGroupHeader>
            {formats.map(format => (
              <MenuItem key={format} icon={<ArrowDownloadRegular />} onClick={() => onExport(format, extent)}>
                {t(`table.export.formats.${format}`)}
              </MenuItem>
            ))}
            <MenuItem icon={<CopyRegular />} onClick={() => onCopy(extent)}>
              {t('table.export.copy')}
            </MenuItem>
          </MenuGroup>
          {offered.length > 0 && <FirstRows counts={offered} />}
          {hasHiddenColumns && (
            <>
              <MenuDivider />
              <MenuItemCheckbox name="columns" value="all">
                {t('table.export.allColumns')}
              </MenuItemCheckbox>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** The choice between all rows and the first ones. */
function FirstRows({ counts }: { counts: readonly number[] }) {
  const { t } = useTranslation()
  return (
    <>
      <MenuDivider />
      <MenuItemRadio persistOnClick name="rows" value="all">
        {t('table.export.allRows')}
      </MenuItemRadio>
      {counts.map(count => (
        <MenuItemRadio persistOnClick key={count} name="rows" value={String(count)}>
          {t('table.export.firstRows', { count })}
        </MenuItemRadio>
      ))}
    </>
  )
}
