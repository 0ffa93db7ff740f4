import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { datasetTitle } from '../../../electron/contract/datasets/title.ts'
import type { DatasetProgress } from '../../../electron/contract/sync.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { type DatasetGroup, datasetGroups, groupOfDataset } from './dataset-names.ts'
import { DatasetStatus } from './dataset-status.tsx'
import { countReceived, isReceived, type RunProgress } from './progress-store.ts'

const useStyles = makeStyles({
  live: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    width: '100%',
    maxWidth: '600px',
  },
  summary: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalXS },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, 1fr) 110px minmax(150px, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'center',
    minHeight: '28px',
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  rows: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
})

/** What a running sync does at this moment. */
export function LiveDatasets({ progress }: { progress: RunProgress }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { done, total } = countReceived(progress)
  return (
    <div className={styles.live}>
      <ProgressBar
        aria-label={t('sync.running')}
        {...(total === 0 ? {} : { value: done / total })}
        thickness="large"
      />
      <span className={styles.summary}>
        {total === 0 ? t('sync.signingIn') : t('sync.progress', { done, total })}
      </span>
      <ul className={styles.list}>
        {liveLines(progress).map(line => (
          <li key={line.kind === 'group' ? line.group : line.item.dataset} className={styles.item}>
            <Line line={line} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Line({ line }: { line: LiveLine }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const isGroup = line.kind === 'group'
  return (
    <>
      <span className={styles.name}>
        {isGroup ? t(`datasets.${line.group}`) : datasetTitle(line.item.dataset)}
      </span>
      <DatasetStatus state={isGroup ? line.state : line.item.state} />
      <span className={styles.rows}>
        {isGroup ? (
          t('sync.groupRows', { done: line.done, total: line.total, rows: format.integer(line.rows) })
        ) : (
          <RowsText item={line.item} />
        )}
      </span>
    </>
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

/** A line of a running sync: one dataset, or all usage reports of a kind together. */
type LiveLine =
  | { kind: 'dataset'; item: DatasetProgress }
  | {
      kind: 'group'
      group: DatasetGroup
      state: 'waiting' | 'running' | 'publishing'
      done: number
      total: number
      rows: number
    }

/** The directory's datasets one by one; usage reports as a sum, and each that needs a look below it. */
export function liveLines(progress: RunProgress): LiveLine[] {
  const byGroup = Map.groupBy(progress.values(), ({ dataset }) => groupOfDataset(dataset))
  return datasetGroups.flatMap(group => {
    const items = byGroup.get(group) ?? []
    if (group === 'directory') return items.map(toLine)
    return items.length === 0 ? [] : [sumOf(group, items), ...items.filter(needsLook).map(toLine)]
  })
}

const toLine = (item: DatasetProgress): LiveLine => ({ kind: 'dataset', item })

function needsLook({ state, waitingMs }: DatasetProgress): boolean {
  return state === 'failed' || waitingMs > 0
}

function sumOf(group: DatasetGroup, items: readonly DatasetProgress[]): LiveLine {
  const done = items.filter(isReceived).length
  const begun = items.some(({ state }) => state !== 'waiting')
  return {
    kind: 'group',
    group,
    state: done === items.length ? 'publishing' : begun ? 'running' : 'waiting',
    done,
    total: items.length,
    rows: items.reduce((sum, { rows }) => sum + rows, 0),
  }
}
