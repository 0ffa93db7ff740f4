import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import type { ChoiceKind } from './decisions/choice.ts'
import { type ChosenSeat, DecisionDialog } from './decisions/decision-dialog.tsx'
import { EvidenceCard } from './evidence-card.tsx'
import { RuleList } from './rule-list.tsx'
import { StatementsButton } from './statements/statements-button.tsx'
import { Thresholds } from './thresholds.tsx'
import { useWord } from './use-word.ts'

/** The rules stand above their candidates. */
const narrow = '@media (max-width: 819px)'

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalL,
    flexGrow: 1,
    minHeight: 0,
    [narrow]: { flexDirection: 'column', overflowY: 'auto' },
  },
  rules: {
    width: '230px',
    flexShrink: 0,
    overflowY: 'auto',
    [narrow]: { width: 'auto', overflowY: 'visible' },
  },
  table: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    [narrow]: { minHeight: '360px', flexShrink: 0 },
  },
})

const columns = ['display_name', 'product_name', 'finding', 'last_activity_date', 'grade', 'cost_year']
const subtitles = { display_name: 'user_principal_name' }
const owns = ['rule']

type Props = { connector: string; summary: SavingsSummary; route: Route; navigate: Navigate }

/** The rules at the left, their candidates at the right; a candidate's card opens beside the list. */
export function Candidates({ connector, summary, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const rule = route.text['rule'] ?? null
  const filters = useMemo(() => filtersOf(rule), [rule])
  const { actions, choice, close } = useClaimActions()
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
        <StatementsButton connector={connector} />
      </div>
      <div className={styles.table}>
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
        {choice !== null && <DecisionDialog connector={connector} {...choice} onClose={close} />}
      </div>
    </div>
  )
}

function filtersOf(rule: string | null): { filters: ReportFilter[] } {
  const claimed: ReportFilter = { column: 'class', operator: '=', value: 'claimed' }
  return { filters: rule === null ? [claimed] : [claimed, { column: 'rule', operator: '=', value: rule }] }
}

/** The buttons for selected candidates, each with the choice that its dialog begins with. */
const opened = [
  ['decide', 'remove'],
  ['postpone', 'postpone'],
  ['leaveOut', 'leaveOut'],
] as const

/** What can be decided about selected candidates; each choice opens its dialog. */
function useClaimActions() {
  const { t } = useTranslation('savings')
  const [choice, setChoice] = useState<{ choice: ChoiceKind; seats: ChosenSeat[] } | null>(null)
  const actions = useMemo(
    () =>
      opened.map(([label, kind]) => ({
        label: t(`actions.${label}`),
        onAct: (rows: readonly TableRow[]) => {
          const seats = rows.map(({ values }) => ({
            userId: String(values['user_id']),
            skuId: String(values['sku_id']),
          }))
          setChoice({ choice: kind, seats })
        },
      })),
    [t],
  )
  return { actions, choice, close: () => setChoice(null) }
}
