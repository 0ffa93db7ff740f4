import { makeStyles, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavingsSettingsInput } from '../../../../electron/contract/savings/answers.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Controls } from './controls.tsx'
import { draftOf, newMove, type PlanDraft, planOf } from './plan-draft.ts'
import { PlanResult } from './plan-result.tsx'
import { SavedPlans } from './saved-plans.tsx'

/** The controls stand above the answer. */
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
  controls: {
    width: '288px',
    flexShrink: 0,
    overflowX: 'hidden',
    position: 'relative',
    overflowY: 'auto',
    paddingRight: tokens.spacingHorizontalL,
    [narrow]: { width: 'auto', overflowY: 'visible' },
  },
  result: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    flexGrow: 1,
    minWidth: 0,
    position: 'relative',
    overflowY: 'auto',
  },
})

type Props = { connector: string; settings: SavingsSettingsInput }

/** What if products were replaced: each moved control asks once, and the last answer stays meanwhile. */
export function Planner({ connector, settings }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const queries = useSavingsQueries(connector)
  const list = useQuery(queries.prices())
  const [draft, setDraft] = useState<PlanDraft>(() => ({
    moves: [newMove('EUR')],
    department: '',
    country: '',
    groupId: '',
    idleDays: settings.idleDays,
    graceDays: settings.graceDays,
    horizon: '',
    isBlindUnused: false,
    product: '',
    rules: [],
    grades: ['certain', 'strong'],
    reserve: {},
    floors: {},
  }))
  const [name, setName] = useState<string | null>(null)
  const change = (next: PlanDraft) => {
    setDraft(next)
    setName(null)
  }
  const plan = planOf(draft)
  const isEmpty = plan.moves.length === 0 && plan.rules.length === 0
  const answer = useQuery({ ...queries.plan(plan), placeholderData: keepPreviousData })
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return null
  return (
    <div className={styles.frame}>
      <div className={styles.controls}>
        <Controls connector={connector} list={list.data} draft={draft} onChange={change} />
      </div>
      <div className={styles.result} aria-live="polite" aria-busy={answer.isFetching}>
        {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
        {isEmpty && <EmptyState title={t('plan.empty')} about={t('plan.emptyAbout')} />}
        {answer.data !== undefined && !answer.isError && (
          <PlanResult connector={connector} plan={plan} name={name} answer={answer.data} isEmpty={isEmpty} />
        )}
        <SavedPlans
          connector={connector}
          plan={isEmpty ? null : plan}
          onOpen={saved => {
            setDraft(draftOf(saved.plan))
            setName(saved.name)
          }}
          onSaved={setName}
        />
      </div>
    </div>
  )
}
