import { Badge, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../../../electron/contract/savings/answers.ts'
import type { Route } from '../../../routing/route.ts'
import type { Navigate } from '../../../routing/use-route.ts'
import { useSavingsChange, useSavingsQueries } from '../../../savings-queries.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { ReportTable } from '../../../ui/table/report-table.tsx'
import type { TableRow } from '../../../ui/table/rows/table-row.ts'
import { moneyText } from '../money.ts'
import { useWord } from '../use-word.ts'
import { ScriptButtons } from './script-buttons.tsx'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    flexGrow: 1,
    minHeight: 0,
  },
  figures: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXXL, flexShrink: 0 },
  amount: { ...typographyStyles.subtitle1, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const columns = ['display_name', 'product_name', 'decision', 'outcome', 'cost_year', 'decided_at', 'note']
const subtitles = { display_name: 'user_principal_name' }

type Props = { connector: string; route: Route; navigate: Navigate }

/** Every decision with what became of it, the money so far, and what carries decisions out. */
export function WorkList({ connector, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const work = useQuery(useSavingsQueries(connector).workList())
  const { actions, error } = useDecisionActions(connector)
  const cells = useDecisionCells()
  if (work.isError) return <ErrorPanel error={work.error} onRetry={() => void work.refetch()} />
  if (work.data === undefined) return <Loading when />
  const { decisions, noLongerIdle, purchaseAvoided, saved, savedPerYear } = work.data
  if (decisions.length === 0) return <EmptyState title={t('work.empty')} about={t('work.emptyAbout')} />
  return (
    <div className={styles.page}>
      <div className={styles.figures}>
        <Figure name={t('work.noLongerIdle')} money={noLongerIdle} />
        <Figure name={t('work.purchaseAvoided')} money={purchaseAvoided.money} />
        <Figure name={t('work.saved')} money={saved} />
        <Figure name={t('work.perYear')} money={savedPerYear} />
      </div>
      <ScriptButtons connector={connector} />
      {error !== null && <ErrorPanel error={error} />}
      <ReportTable
        connector={connector}
        report="decisions"
        view={route}
        onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        columns={columns}
        subtitles={subtitles}
        cells={cells}
        actions={actions}
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

/** Decisions and outcomes in words. */
function useDecisionCells() {
  const word = useWord()
  return useMemo(
    () => ({
      decision: (row: TableRow) => word('decisions', String(row.values['decision'])),
      outcome: (row: TableRow) => (
        <Badge appearance="tint" color={row.values['outcome'] === 'reactivated' ? 'warning' : 'brand'}>
          {word('work.outcomes', String(row.values['outcome']))}
        </Badge>
      ),
    }),
    [word],
  )
}

/** Selected decisions can be taken back; those that were taken back already are left. */
function useDecisionActions(connector: string) {
  const { t } = useTranslation('savings')
  const { mutate: withdraw, error } = useSavingsChange('savings.withdraw', connector)
  const actions = useMemo(
    () => [
      {
        label: t('work.withdraw'),
        onAct: (rows: readonly TableRow[]) => {
          const open = rows.filter(({ values }) => values['outcome'] !== 'withdrawn')
          const decisionIds = open.map(({ values }) => Number(values['decision_id']))
          if (decisionIds.length > 0) withdraw({ connector, decisionIds })
        },
      },
    ],
    [connector, withdraw, t],
  )
  return { actions, error }
}
