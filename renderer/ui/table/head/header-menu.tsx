import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components'
import { ChevronDown12Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ReportColumn } from '../../../../electron/contract/reports.ts'
import type { Sort } from '../../../routing/view.ts'
import type { HeadedColumn } from '../body/seen-columns.ts'
import type { ColumnTable } from '../columns/use-columns.ts'

/** By which the head of a column shows its menu while the pointer is over it. */
export const columnMenuClass = 'table-column-menu'

/** One step of a width that is changed without dragging. */
const widthStep = 24

const useStyles = makeStyles({
  button: {
    position: 'absolute',
    right: '6px',
    top: '50%',
    transform: 'translateY(-50%)',
    minWidth: '20px',
    width: '20px',
    height: '24px',
    padding: 0,
    opacity: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { opacity: 1 },
    '&[aria-expanded="true"]': { opacity: 1 },
  },
})

export type HeaderMenuProps = {
  header: HeadedColumn['header']
  table: ColumnTable
  column: ReportColumn
  onSort: (sort: Sort) => void
  /** Begins a filter of the column. */
  onFilter: (column: string) => void
  /** Gives the column the width that its content needs. */
  onFit: (column: string) => void
}

/** What can be done with a column: its order, a filter, its place and its width. */
export function HeaderMenu(props: HeaderMenuProps) {
  const { column } = props
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          className={mergeClasses(columnMenuClass, styles.button)}
          appearance="subtle"
          size="small"
          icon={<ChevronDown12Regular />}
          aria-label={t('table.head.menu', { column: column.label })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <Items {...props} />
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

/** Made once the menu is open: otherwise each drawing of a table looks up a dozen texts per column. */
function Items({ header, table, column, onSort, onFilter, onFit }: HeaderMenuProps) {
  const { t } = useTranslation()
  return (
    <>
      <MenuItem onClick={() => onSort({ column: column.key, direction: 'asc' })}>
        {t(`table.head.ascending.${kindOf(column)}`)}
      </MenuItem>
      <MenuItem onClick={() => onSort({ column: column.key, direction: 'desc' })}>
        {t(`table.head.descending.${kindOf(column)}`)}
      </MenuItem>
      <MenuDivider />
      <MenuItem onClick={() => onFilter(column.key)}>{t('table.head.filter')}</MenuItem>
      <MenuDivider />
      <PlaceItems header={header} table={table} />
      <MenuDivider />
      <MenuItem onClick={() => onFit(column.key)}>{t('table.head.fit')}</MenuItem>
      <WidthItem table={table} header={header} by={widthStep} label={t('table.head.wider')} />
      <WidthItem table={table} header={header} by={-widthStep} label={t('table.head.narrower')} />
    </>
  )
}

/** By what kind of word an order is named: from A to Z, smallest first, oldest first. */
function kindOf({ type }: ReportColumn): 'text' | 'number' | 'date' {
  if (type === 'text' || type === 'flag') return 'text'
  return type === 'date' || type === 'time' ? 'date' : 'number'
}

type ItemsProps = Pick<HeaderMenuProps, 'header' | 'table'>

/** Hides the column, keeps it in sight, and moves it past its neighbor. */
function PlaceItems({ header, table }: ItemsProps) {
  const { t } = useTranslation()
  const { column } = header
  const isPinned = column.getIsPinned() === 'start'
  const visible = table.getLeafHeaders().map(other => other.column)
  const place = visible.findIndex(({ id }) => id === column.id)
  const swapWith = (neighbor: number) => {
    const other = visible[neighbor]
    if (other === undefined) return null
    if (other.getIsPinned() !== column.getIsPinned()) return null
    return () => table.setColumnOrder(order => swapped(order, column.id, other.id))
  }
  const left = swapWith(place - 1)
  const right = swapWith(place + 1)
  return (
    <>
      <MenuItem onClick={() => column.pin(isPinned ? false : 'start')}>
        {t(isPinned ? 'table.head.unpin' : 'table.head.pin')}
      </MenuItem>
      <MenuItem disabled={left === null} onClick={() => left?.()}>
        {t('table.head.left')}
      </MenuItem>
      <MenuItem disabled={right === null} onClick={() => right?.()}>
        {t('table.head.right')}
      </MenuItem>
      {/* A table without columns could not be brought back by looking at it. */}
      <MenuItem disabled={visible.length === 1} onClick={() => column.toggleVisibility(false)}>
        {t('table.head.hide')}
      </MenuItem>
    </>
  )
}

function WidthItem({ header, table, by, label }: ItemsProps & { by: number; label: string }) {
  const { id } = header.column
  return (
    <MenuItem
      persistOnClick
      onClick={() =>
        table.setColumnSizing(sizes => ({ ...sizes, [id]: Math.max(56, header.getSize() + by) }))
      }
    >
      {label}
    </MenuItem>
  )
}

function swapped(order: readonly string[], one: string, other: string): string[] {
  return order.map(key => (key === one ? other : key === other ? one : key))
}
