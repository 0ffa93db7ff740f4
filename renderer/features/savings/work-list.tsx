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
  typographyStyles,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Money, WorkList as Work } from '../../../electron/contract/savings/answers.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { moneyText } from './money.ts'
import { useSavingsChange, useSavingsQueries } from './use-savings.ts'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    overflowY: 'auto',
    minHeight: 0,
  },
  figures: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXXL },
  amount: { ...typographyStyles.subtitle1, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
  number: { fontVariantNumeric: 'tabular-nums' },
})

/** Every decision with what became of it, and the money so far. */
export function WorkList({ connector }: { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const work = useQuery(useSavingsQueries(connector).workList())
  const withdraw = useSavingsChange('savings.withdraw', connector)
  if (work.isError) return <ErrorPanel error={work.error} onRetry={() => void work.refetch()} />
  if (work.data === undefined) return null
  const { decisions, noLongerIdle, saved, savedPerYear } = work.data
  if (decisions.length === 0) return <EmptyState title={t('work.empty')} about={t('work.emptyAbout')} />
  return (
    <div className={styles.page}>
      <div className={styles.figures}>
        <Figure name={t('work.noLongerIdle')} money={noLongerIdle} />
        <Figure name={t('work.saved')} money={saved} />
        <Figure name={t('work.perYear')} money={savedPerYear} />
      </div>
      {withdraw.isError && <ErrorPanel error={withdraw.error} />}
      <Decisions
        decisions={decisions}
        onWithdraw={decisionId => withdraw.mutate({ connector, decisionId })}
      />
    </div>
  )
}

function Figure({ name, money }: { name: string; money: readonly Money[] }) {
  const styles = useStyles()
  return (
    <div>
      <div className={styles.quiet}>{name}</div>
      <div className={styles.amount}>{money.length === 0 ? '–' : moneyText(money)}</div>
    </div>
  )
}

type DecisionsProps = { decisions: Work['decisions']; onWithdraw: (decisionId: number) => void }

function Decisions({ decisions, onWithdraw }: DecisionsProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const columns = ['user', 'product', 'decision', 'outcome', 'money', 'decided'] as const
  return (
    <Table size="small" aria-label={t('tabs.work')}>
      <TableHeader>
        <TableRow>
          {columns.map(column => (
            <TableHeaderCell key={column}>{t(`work.${column}`)}</TableHeaderCell>
          ))}
          <TableHeaderCell />
        </TableRow>
      </TableHeader>
      <TableBody>
        {decisions.map(one => (
          <TableRow key={one.decisionId}>
            <TableCell>{one.displayName ?? one.userPrincipalName ?? one.userId}</TableCell>
            <TableCell>{one.productName}</TableCell>
            <TableCell>{t(`decisions.${one.decision}`)}</TableCell>
            <TableCell>{t(`work.outcomes.${one.outcome}`)}</TableCell>
            <TableCell className={styles.number}>
              {one.money === null ? '–' : moneyText([one.money])}
            </TableCell>
            <TableCell className={styles.number}>{format.date(one.decidedAt)}</TableCell>
            <TableCell>
              {one.outcome !== 'withdrawn' && (
                <Button size="small" appearance="subtle" onClick={() => onWithdraw(one.decisionId)}>
                  {t('work.withdraw')}
                </Button>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
