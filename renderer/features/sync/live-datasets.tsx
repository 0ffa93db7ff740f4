import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { DatasetProgress } from '../../../electron/contract/sync.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { DatasetStatus } from './dataset-status.tsx'
import { countDone, type RunProgress } from './progress-store.ts'

const useStyles = makeStyles({
  live: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    width: '100%',
    maxWidth: '640px',
  },
  summary: { fontVariantNumeric: 'tabular-nums' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalXS },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, 1fr) 110px minmax(120px, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    minHeight: '24px',
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  rows: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
})

/** The datasets of a running sync, each with what it does at this moment. */
export function LiveDatasets({ progress }: { progress: RunProgress }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { done, total } = countDone(progress)
  return (
    <div className={styles.live}>
      <span className={styles.summary}>{t('sync.progress', { done, total })}</span>
      <ProgressBar
        aria-label={t('sync.running')}
        {...(total === 0 ? {} : { value: done / total })}
        thickness="large"
      />
      <ul className={styles.list}>
        {[...progress.values()].map(item => (
          <li key={item.dataset} className={styles.item}>
            <span className={styles.name}>{item.dataset}</span>
            <DatasetStatus state={item.state} />
            <span className={styles.rows}>
              <RowsText item={item} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function RowsText({ item }: { item: DatasetProgress }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (item.waitingMs > 0) return t('sync.waitingFor', { time: format.duration(item.waitingMs) })
  if (item.state === 'waiting') return null
  const rows = format.integer(item.rows)
  if (item.expectedRows === null) return t('sync.rowsReceived', { rows })
  return t('sync.rowsOf', { rows, expected: format.integer(item.expectedRows) })
}
