import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { datasetTitle } from '../../../electron/contract/datasets/title.ts'
import type { DatasetResult, SyncRun } from '../../../electron/contract/sync.ts'
import { CallFailure } from '../../bridge/bridge.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { DataChecks } from './data-checks.tsx'
import { type DatasetGroup, datasetGroups, groupOfDataset } from './dataset-names.ts'
import { DatasetStatus } from './dataset-status.tsx'

const useStyles = makeStyles({
  details: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalL}`,
    position: 'relative',
    overflowX: 'auto',
  },
  table: { minWidth: '720px' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', width: '80px' },
  numberHead: { '& > .fui-TableHeaderCell__button': { justifyContent: 'flex-end' } },
  result: { width: '110px' },
  name: { width: '260px' },
  group: { fontWeight: tokens.fontWeightSemibold, paddingTop: tokens.spacingVerticalM },
  reason: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    paddingBottom: tokens.spacingVerticalS,
  },
})

const figures = ['rows', 'inserted', 'updated', 'removed'] as const
const heads = { rows: 'rows', inserted: 'added', updated: 'changed', removed: 'removed' } as const

/** What one sync did, dataset by dataset, with what went wrong and what to do about it. */
export function RunDetails({ run }: { run: SyncRun }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={styles.details}>
      {run.error !== null && <ErrorPanel error={new CallFailure(run.error)} />}
      {run.retryAt !== null && <span>{t('sync.retryAt', { time: format.time(run.retryAt) })}</span>}
      {run.datasets.length > 0 && (
        <Table size="small" className={styles.table}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.name}>{t('sync.dataset')}</TableHeaderCell>
              <TableHeaderCell className={styles.result}>{t('sync.result')}</TableHeaderCell>
              {figures.map(figure => (
                <TableHeaderCell key={figure} className={mergeClasses(styles.number, styles.numberHead)}>
                  {t(`sync.${heads[figure]}`)}
                </TableHeaderCell>
              ))}
              <TableHeaderCell className={mergeClasses(styles.number, styles.numberHead)}>
                {t('sync.time')}
              </TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {datasetGroups.map(group => (
              <GroupRows
                key={group}
                group={group}
                results={run.datasets.filter(({ dataset }) => groupOfDataset(dataset) === group)}
              />
            ))}
          </TableBody>
        </Table>
      )}
      <DataChecks run={run} />
    </div>
  )
}

function GroupRows({ group, results }: { group: DatasetGroup; results: readonly DatasetResult[] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (results.length === 0) return null
  return (
    <>
      <TableRow>
        <TableCell colSpan={figures.length + 3} className={styles.group}>
          {t(`datasets.${group}`)}
        </TableCell>
      </TableRow>
      {results.map(result => (
        <DatasetRows key={result.dataset} result={result} />
      ))}
    </>
  )
}

function DatasetRows({ result }: { result: DatasetResult }) {
  const styles = useStyles()
  const format = useFormat()
  return (
    <>
      <TableRow>
        <TableCell className={styles.name} title={result.dataset}>
          {datasetTitle(result.dataset)}
        </TableCell>
        <TableCell className={styles.result}>
          <DatasetStatus state={result.status} />
        </TableCell>
        {figures.map(figure => (
          <TableCell key={figure} className={styles.number}>
            {format.integer(result[figure])}
          </TableCell>
        ))}
        <TableCell className={styles.number}>{format.duration(result.durationMs)}</TableCell>
      </TableRow>
      {result.error !== null && (
        <TableRow>
          <TableCell colSpan={figures.length + 3} className={styles.reason}>
            {result.error.message} {result.error.fix}
          </TableCell>
        </TableRow>
      )}
    </>
  )
}
