import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { EvidenceCard } from './evidence-card.tsx'
import { RuleList } from './rule-list.tsx'
import { Thresholds } from './thresholds.tsx'
import { useSavingsChange } from './use-savings.ts'
import { useWord } from './use-word.ts'

const useStyles = makeStyles({
  frame: { display: 'flex', columnGap: tokens.spacingHorizontalXL, flexGrow: 1, minHeight: 0 },
  rules: { width: '230px', flexShrink: 0, overflowY: 'auto' },
  table: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, minHeight: 0 },
})

const columns = ['display_name', 'product_name', 'finding', 'last_activity_date', 'grade', 'cost_year']
const subtitles = { display_name: 'user_principal_name' }
const owns = ['rule']
const postponedDays = 30

type Props = { connector: string; summary: SavingsSummary; route: Route; navigate: Navigate }

/** The rules at the left, their candidates at the right; a candidate's card opens beside the list. */
export function Candidates({ connector, summary, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const rule = route.text['rule'] ?? null
  const filters = useMemo(() => filtersOf(rule), [rule])
  const { actions, error } = useClaimActions(connector)
  const renderPanel = useCallback(
    (row: TableRow) => (
      <EvidenceCard
        connector={connector}
        userId={String(row.values['user_id'])}
        skuId={String(row.values['sku_id'])}
      />
    ),
    [connector],
  )
  const choose = (chosen: string | null) => {
    const { rule: _, ...text } = route.text
    navigate({ ...route, open: null, text: chosen === null ? text : { ...text, rule: chosen } })
  }
  const cells = useMemo(
    () => ({
      grade: (row: TableRow) => (
        <Badge appearance="tint">{word('grades', String(row.values['grade']))}</Badge>
      ),
    }),
    [word],
  )
  return (
    <div className={styles.frame}>
      <div className={styles.rules}>
        <RuleList rules={summary.rules} chosen={rule} onChoose={choose} />
        <Accordion collapsible>
          <AccordionItem value="thresholds">
            <AccordionHeader size="small">{t('thresholds.title')}</AccordionHeader>
            <AccordionPanel>
              <Thresholds connector={connector} settings={summary.settings} />
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      </div>
      <div className={styles.table}>
        {error !== null && <ErrorPanel error={error} />}
        <ReportTable
          connector={connector}
          report="savings"
          view={route}
          onView={(changes, options) => navigate({ ...route, ...changes }, options)}
          columns={columns}
          subtitles={subtitles}
          cells={cells}
          given={filters}
          owns={owns}
          renderPanel={renderPanel}
          actions={actions}
        />
      </div>
    </div>
  )
}

function filtersOf(rule: string | null): { filters: ReportFilter[] } {
  const claimed: ReportFilter = { column: 'class', operator: '=', value: 'claimed' }
  return { filters: rule === null ? [claimed] : [claimed, { column: 'rule', operator: '=', value: rule }] }
}

/** What can be decided about selected candidates. */
function useClaimActions(connector: string) {
  const { t } = useTranslation('savings')
  const { mutate: decide, error: decideError } = useSavingsChange('savings.decide', connector)
  const { mutate: postpone, error: postponeError } = useSavingsChange('savings.postpone', connector)
  const actions = useMemo(() => {
    const seatsOf = (rows: readonly TableRow[]) =>
      rows.map(({ values }) => ({ userId: String(values['user_id']), skuId: String(values['sku_id']) }))
    const decisions = (['remove', 'keep', 'ask'] as const).map(decision => ({
      label: t(`actions.${decision}`),
      onAct: (rows: readonly TableRow[]) =>
        decide({ connector, seats: seatsOf(rows), decision, targetSkuId: null, note: null }),
    }))
    return [
      ...decisions,
      {
        label: t('actions.postpone'),
        onAct: (rows: readonly TableRow[]) =>
          postpone({ connector, seats: seatsOf(rows), days: postponedDays as 30 }),
      },
    ]
  }, [connector, decide, postpone, t])
  return { actions, error: decideError ?? postponeError }
}
