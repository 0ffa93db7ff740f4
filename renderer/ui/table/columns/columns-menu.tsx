import {
  Button,
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
  makeStyles,
} from '@fluentui/react-components'
import { ColumnTripleEditRegular, TextDensityRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { ToolButton } from '../toolbar/tool-button.tsx'
import { type Density, rowHeights } from './layout.ts'
import type { Columns } from './use-columns.ts'

const useStyles = makeStyles({
  choices: { maxHeight: '60vh', position: 'relative', overflowY: 'auto' },
})

/** Shows and hides columns. */
export function ColumnsMenu({ columns }: { columns: Columns }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { table, layout, setLayout, reset } = columns
  return (
    <Menu
      checkedValues={{ columns: [...layout.shown] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        // A table without columns could not be brought back by looking at it.
        if (checkedItems.length === 0) return
        setLayout({ ...layout, shown: layout.order.filter(key => checkedItems.includes(key)) })
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <ToolButton label={t('table.columns')} icon={<ColumnTripleEditRegular />} />
      </MenuTrigger>
      <MenuPopover className={styles.choices}>
        <MenuList>
          {table.getAllLeafColumns().map(column => (
            <MenuItemCheckbox key={column.id} name="columns" value={column.id}>
              {String(column.columnDef.header)}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem onClick={reset}>{t('table.resetColumns')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

const densities = Object.keys(rowHeights) as Density[]

/** Chooses the height of the rows. */
export function DensityMenu({ columns: { layout, setLayout } }: { columns: Columns }) {
  const { t } = useTranslation()
  return (
    <Menu
      checkedValues={{ density: [layout.density] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        const density = densities.find(name => checkedItems.includes(name))
        if (density !== undefined) setLayout({ ...layout, density })
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<TextDensityRegular />}
          aria-label={t('table.density')}
          title={t('table.density')}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t('table.density')}</MenuGroupHeader>
            {densities.map(name => (
              <MenuItemRadio key={name} name="density" value={name}>
                {t(`table.densities.${name}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
