import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SavingsSettingsInput } from '../../../../electron/contract/savings/answers.ts'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Loading, useDelayed } from '../../../ui/loading.tsx'
import { Controls } from './controls.tsx'
import { draftOf, newDraft, planOf, usualCurrency } from './plan-draft.ts'
import { PlanResult } from './plan-result.tsx'
import { SavedPlans } from './saved-plans.tsx'
import { usePlanDraft } from './use-plan-draft.ts'

/** The controls stand above the answer, or are narrower beside it. */
const narrow = '@media (max-width: 819px)'
const small = '@media (min-width: 820px) and (max-width: 1099px)'

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalL,
    flexGrow: 1,
    minHeight: 0,
    [small]: { columnGap: tokens.spacingHorizontalM },
    [narrow]: { flexDirection: 'column', position: 'relative', overflowY: 'auto' },
  },
  controls: {
    width: '288px',
    flexShrink: 0,
    overflowX: 'hidden',
    position: 'relative',
    overflowY: 'auto',
    paddingRight: tokens.spacingHorizontalL,
    [small]: { width: '248px', paddingRight: tokens.spacingHorizontalM },
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
  busy: { position: 'sticky', top: 0, zIndex: 1, flexShrink: 0 },
})

type Props = { connector: string; settings: SavingsSettingsInput }

/** What if products were replaced, or what nobody needs given back. */
export function Planner({ connector, settings }: Props) {
  const list = useQuery(useSavingsQueries(connector).prices())
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading when />
  return <OpenPlanner key={connector} connector={connector} settings={settings} list={list.data} />
}

/** Each moved control asks once, and the last answer stays meanwhile. */
function OpenPlanner({ connector, settings, list }: Props & { list: PriceList }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const queries = useSavingsQueries(connector)
  const currency = usualCurrency(list)
  const { idleDays, graceDays, reserve } = settings
  const [{ draft, name }, change] = usePlanDraft(connector, () => newDraft({ idleDays, graceDays }, currency))
  const plan = planOf(draft)
  const isEmpty = plan.moves.length === 0 && plan.rules.length === 0
  const answer = useQuery({ ...queries.plan(plan), placeholderData: keepPreviousData })
  const isLate = useDelayed(answer.isFetching)
  return (
    <div className={styles.frame}>
      <div className={styles.controls}>
        <Controls
          connector={connector}
          list={list}
          reserve={reserve}
          draft={draft}
          onChange={next => change({ draft: next, name: null })}
        />
      </div>
      <div className={styles.result} aria-busy={answer.isFetching}>
        {isLate && <ProgressBar className={styles.busy} aria-label={t('plan.working')} />}
        {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
        {isEmpty && <EmptyState title={t('plan.empty')} about={t('plan.emptyAbout')} />}
        {answer.data !== undefined && !answer.isError && (
          <PlanResult connector={connector} plan={plan} name={name} answer={answer.data} isEmpty={isEmpty} />
        )}
        <SavedPlans
          connector={connector}
          plan={isEmpty ? null : plan}
          onOpen={saved => change({ draft: draftOf(saved.plan, currency), name: saved.name })}
          onSaved={saved => change({ draft, name: saved })}
        />
      </div>
    </div>
  )
}
