import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { useSavingsChange, useSavingsQueries } from '../use-savings.ts'
import { ExclusionDialog } from './exclusion-dialog.tsx'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    alignItems: 'flex-start',
    overflowY: 'auto',
    minHeight: 0,
  },
  ended: { color: tokens.colorNeutralForeground3 },
  number: { fontVariantNumeric: 'tabular-nums' },
})

/** What is left out, why and until when; ended exclusions stay in the list. */
export function Exclusions({ connector }: { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const exclusions = useQuery(useSavingsQueries(connector).exclusions())
  const end = useSavingsChange('savings.endExclusion', connector)
  const [isAdding, setAdding] = useState(false)
  if (exclusions.isError)
    return <ErrorPanel error={exclusions.error} onRetry={() => void exclusions.refetch()} />
  if (exclusions.data === undefined) return null
  const add = (
    <Button appearance="primary" onClick={() => setAdding(true)}>
      {t('excluded.add')}
    </Button>
  )
  return (
    <div className={styles.page}>
      {exclusions.data.length === 0 ? (
        <EmptyState title={t('excluded.empty')} about={t('excluded.emptyAbout')}>
          {add}
        </EmptyState>
      ) : (
        add
      )}
      {end.isError && <ErrorPanel error={end.error} />}
      {exclusions.data.length > 0 && (
        <Table size="small" aria-label={t('tabs.excluded')}>
          <TableHeader>
            <TableRow>
              {(['about', 'reason', 'until', 'note', 'seats'] as const).map(column => (
                <TableHeaderCell key={column}>{t(`excluded.${column}`)}</TableHeaderCell>
              ))}
              <TableHeaderCell />
            </TableRow>
          </TableHeader>
          <TableBody>
            {exclusions.data.map(one => (
              <TableRow key={one.exclusionId} className={one.endedAt === null ? undefined : styles.ended}>
                <TableCell>
                  {[one.upnPattern, one.userId, one.department, one.groupId, one.skuId, one.rule]
                    .filter(part => part !== null)
                    .join(' · ')}
                </TableCell>
                <TableCell>{t(`excluded.reasons.${one.reason}`)}</TableCell>
                <TableCell className={styles.number}>
                  {format.date(one.until ?? one.reviewOn ?? '')}
                </TableCell>
                <TableCell>{one.note}</TableCell>
                <TableCell className={styles.number}>{format.integer(one.seats)}</TableCell>
                <TableCell>
                  {one.endedAt === null ? (
                    <Button
                      size="small"
                      appearance="subtle"
                      onClick={() => end.mutate({ connector, exclusionId: one.exclusionId })}
                    >
                      {t('excluded.end')}
                    </Button>
                  ) : (
                    t('excluded.ended', { date: format.date(one.endedAt) })
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {isAdding && <ExclusionDialog connector={connector} onClose={() => setAdding(false)} />}
    </div>
  )
}
