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
import { plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { type ChoiceKind, cardChoices } from './decisions/choice.ts'
import { type ChosenSeat, DecisionDialog } from './decisions/decision-dialog.tsx'
import { EvidenceCard } from './evidence-card.tsx'
import { NoCandidates } from './no-candidates.tsx'
import { RuleList } from './rule-list.tsx'
import { LadderButton } from './statements/ladder-button.tsx'
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
    [narrow]: { flexDirection: 'column', position: 'relative', overflowY: 'auto' },
  },
  rules: {
    width: '212px',
    flexShrink: 0,
    position: 'relative',
    overflowY: 'auto',
    [narrow]: { width: 'auto', overflowY: 'visible' },
  },
  badge: { alignSelf: 'flex-start' },
  table: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    [narrow]: { minHeight: '360px', flexShrink: 0 },
  },
})

const columns = ['display_name', 'product_name', 'cost_year', 'finding', 'grade']
const subtitles = { display_name: 'user_principal_name' }
const owns = ['rule']

type Props = { connector: string; summary: SavingsSummary; route: Route; navigate: Navigate }

/** The rules at the left, their candidates at the right; a candidate's card opens beside the list. */
export function Candidates({ connector, summary, route, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const format = useFormat()
  const rule = route.text['rule'] ?? null
  const filters = useMemo(() => filtersOf(rule), [rule])
  const { actions, choice, choose: decide, close } = useClaimActions()
  const renderPanel = useCallback(
    (row: TableRow) => (
      <EvidenceCard
        connector={connector}
        {...seatOf(row)}
        onChoose={(kind, smaller) => decide(row, kind, smaller)}
      />
    ),
    [connector, decide],
  )
  const choose = (chosen: string | null) => {
    const { rule: _, ...text } = route.text
    navigate({ ...route, open: null, text: chosen === null ? text : { ...text, rule: chosen } })
  }
  const cells = useMemo(
    () => ({
      grade: (row: TableRow) => (
        <Badge appearance="tint" className={styles.badge}>
          {word('grades', String(row.values['grade']))}
        </Badge>
      ),
    }),
    [word, styles.badge],
  )
  const marks = useMemo(
    () => ({
      // The day stands under the reason that it explains: confidence and money have room at 1280 pixels.
      finding: ({ values: { last_activity_date: day } }: TableRow) =>
        typeof day === 'string' ? t('lastUseOn', { date: format.date(day) }) : null,
    }),
    [t, format],
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
        <LadderButton connector={connector} />
      </div>
      <div className={styles.table}>
        <NoCandidates
          summary={summary}
          onShowProducts={() => navigate({ ...plainRoute('savings'), tab: 'products' })}
        />
        <ReportTable
          connector={connector}
          report="savings"
          view={route}
          onView={(changes, options) => navigate({ ...route, ...changes }, options)}
          columns={columns}
          subtitles={subtitles}
          cells={cells}
          marks={marks}
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

type Choice = { choice: ChoiceKind; seats: ChosenSeat[]; smaller?: string | null }

/** What can be decided about selected candidates; each choice opens its dialog. */
function useClaimActions() {
  const { t } = useTranslation('savings')
  const [choice, setChoice] = useState<Choice | null>(null)
  const actions = useMemo(
    () =>
      cardChoices.map(([label, kind]) => ({
        label: t(`actions.${label}`),
        onAct: (rows: readonly TableRow[]) => {
          setChoice({ choice: kind, seats: rows.map(seatOf) })
        },
      })),
    [t],
  )
  const choose = useCallback(
    (row: TableRow, kind: ChoiceKind, smaller: string | null) =>
      setChoice({ choice: kind, seats: [seatOf(row)], smaller }),
    [],
  )
  return { actions, choice, choose, close: () => setChoice(null) }
}

const seatOf = ({ values }: TableRow): ChosenSeat => ({
  userId: String(values['user_id']),
  skuId: String(values['sku_id']),
})
