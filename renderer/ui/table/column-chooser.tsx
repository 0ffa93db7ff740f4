import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components'
import { ColumnTripleEditRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ColumnTable } from './use-columns.ts'

const useStyles = makeStyles({
  choices: { maxHeight: '60vh', overflowY: 'auto' },
})

/** Shows and hides columns. */
export function ColumnChooser({ table }: { table: ColumnTable }) {
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
