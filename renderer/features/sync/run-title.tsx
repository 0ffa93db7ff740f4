import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { gapOf } from '../../../electron/contract/dataset-gap.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { gapsInOrder } from './problems.ts'

const useStyles = makeStyles({
  title: {
    display: 'grid',
    gridTemplateColumns: '190px 150px minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
    textAlign: 'left',
  },
  facts: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

const colors = {
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
  cancelled: 'informative',
} as const satisfies Record<SyncRun['status'], string>

/** One sync in one line: when, how it ended, how much it brought. */
export function RunTitle({ run }: { run: SyncRun }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const gaps = run.datasets.map(gapOf)
  const rows = run.datasets.reduce((sum, dataset) => sum + dataset.rows, 0)
  const facts = [
    t(`sync.mode.${run.mode}`),
    t('sync.rowsReceived', { rows: format.integer(rows) }),
    run.finishedAt === null ? '' : format.duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
    ...gapsInOrder.map(gap => {
      const count = gaps.filter(one => one === gap).length
      return count === 0 ? '' : t(`sync.gapCount.${gap}`, { count })
    }),
  ]
  return (
    <span className={styles.title}>
      <span>{format.time(run.startedAt)}</span>
      <span>
        <Badge appearance="tint" color={colors[run.status]}>
          {t(`sync.runStatus.${run.status}`)}
        </Badge>
      </span>
      <span className={styles.facts}>{facts.filter(fact => fact !== '').join(' · ')}</span>
    </span>
  )
}
