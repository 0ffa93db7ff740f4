import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { ArrowDownloadRegular, CopyRegular } from '@fluentui/react-icons'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferedExport } from './shown-export.tsx'
import type { ExportFormat } from './use-export.ts'

const formats: readonly ExportFormat[] = ['csv', 'xlsx', 'json']

type Props = {
  /** What will be written: `140 rows, Department is Sales`. */
  summary: string
  isRunning: boolean
  /** False where no column is left out. */
  hasHiddenColumns?: boolean
  /** With every column of the report, or only with those that are shown. */
  onExport: (format: ExportFormat, allColumns: boolean) => void
  onCopy: (allColumns: boolean) => void
}

/** The kinds of file that a table can be written to, under what will be written. */
export function ExportMenu({ summary, isRunning, hasHiddenColumns = true, onExport, onCopy }: Props) {
  const { t } = useTranslation()
  const [allColumns, setAllColumns] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => setOpen(true), [])
  useOfferedExport(open)
  return (
    <Menu
      open={isOpen}
      onOpenChange={(_event, data) => setOpen(data.open)}
      checkedValues={{ columns: allColumns ? ['all'] : [] }}
      onCheckedValueChange={(_event, { checkedItems }) => setAllColumns(checkedItems.includes('all'))}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ArrowDownloadRegular />} disabled={isRunning}>
          {t('table.export.button')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{summary}</MenuGroupHeader>
            {formats.map(format => (
              <MenuItem
                key={format}
                icon={<ArrowDownloadRegular />}
                onClick={() => onExport(format, allColumns)}
              >
                {t(`table.export.formats.${format}`)}
              </MenuItem>
            ))}
            <MenuItem icon={<CopyRegular />} onClick={() => onCopy(allColumns)}>
              {t('table.export.copy')}
            </MenuItem>
          </MenuGroup>
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
