import { Button, makeStyles, Toolbar, ToolbarButton, tokens } from '@fluentui/react-components'
import { CopyRegular, DismissRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format-context.tsx'
import type { TableRow } from '../rows/table-row.ts'
import type { Selection } from './use-selection.ts'

/** What a screen lets a person do with selected rows. */
export type RowAction = {
  label: string
  icon?: ReactElement
  onAct: (rows: readonly TableRow[]) => void
}

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  count: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  spacer: { flexGrow: 1 },
})

type Props = {
  selection: Selection
  actions: readonly RowAction[]
  onCopyRows: (rows: readonly TableRow[]) => void
  /** Whether the report names users by what other tools take: their user principal names. */
  hasNames: boolean
  onCopyNames: (names: readonly string[]) => void
}

/** How many rows are selected, and what can be done with them. */
export function SelectionBar({ selection, actions, onCopyRows, hasNames, onCopyNames }: Props) {
  const styles = useStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const { rows } = selection
  if (rows.length === 0) return null
  const values = { count: rows.length, selected: format.integer(rows.length) }
  return (
    <div className={styles.bar}>
      <span className={styles.count} role="status">
        {t('table.selected', values)}
        {selection.isCut && ` ${t('table.selectedCut', values)}`}
      </span>
      <Toolbar aria-label={t('table.selection')}>
        {actions.map(({ label, icon, onAct }) => (
          <ToolbarButton key={label} {...(icon === undefined ? {} : { icon })} onClick={() => onAct(rows)}>
            {label}
          </ToolbarButton>
        ))}
        {hasNames && (
          <ToolbarButton icon={<CopyRegular />} onClick={() => onCopyNames(namesOf(rows))}>
            {t('table.copyNames', values)}
          </ToolbarButton>
        )}
        <ToolbarButton icon={<CopyRegular />} onClick={() => onCopyRows(rows)}>
          {t('table.copyRows')}
        </ToolbarButton>
      </Toolbar>
      <span className={styles.spacer} />
      <Button appearance="subtle" icon={<DismissRegular />} onClick={selection.clear}>
        {t('table.clearSelection')}
      </Button>
    </div>
  )
}

/** Each name once: a user may stand in several rows. */
function namesOf(rows: readonly TableRow[]): string[] {
  const names = rows.map(({ values }) => values['user_principal_name'] ?? null)
  return [...new Set(names.flatMap(name => (name === null ? [] : [String(name)])))]
}
