import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { CalendarAddRegular } from '@fluentui/react-icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Renewal, RenewalsAnswer } from '../../../electron/contract/pages/renewals.ts'
import { useBridge } from '../../bridge/context.tsx'
import { useQueries } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Part } from '../../ui/item/part.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { UseLegend } from '../licenses/use-bar.tsx'
import { NothingYet } from '../reports/nothing-yet.tsx'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { DueNotice } from './due-notice.tsx'
import { ReducibleChart } from './reducible-chart.tsx'
import { RenewalTable } from './renewal-table.tsx'
import { useRenewalPlan } from './use-renewal-plan.ts'
import { YearStrip } from './year-strip.tsx'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalL },
})

/** When subscriptions renew or end: a strip of twelve months, and a list by date. */
export function RenewalsScreen({ status }: ReportScreenProps) {
  const { t } = useTranslation()
  const connector = status.connector.id
  const renewals = useQuery({ ...useQueries().renewals(connector), enabled: status.lastRun !== null })
  const { data } = renewals
  return (
    <Page title={t('screens.renewals')}>
      {status.lastRun === null && <NothingYet status={status} />}
      {renewals.isError && <ErrorPanel error={renewals.error} onRetry={() => void renewals.refetch()} />}
      <Loading when={renewals.isLoading} />
      {data !== undefined && data.renewals.length === 0 && (
        <EmptyState
          title={data.gap === null ? t('renewalsScreen.none') : t('renewalsScreen.unknown')}
          about={data.gap === null ? t('renewalsScreen.noneAbout') : t(`renewalsScreen.gap.${data.gap}`)}
        />
      )}
      {data !== undefined && data.renewals.length > 0 && <Dates answer={data} connector={connector} />}
    </Page>
  )
}

function Dates({ answer: { renewals, today }, connector }: { answer: RenewalsAnswer; connector: string }) {
  const { t } = useTranslation()
  const plan = useRenewalPlan(connector, true)
  const isPaid = ({ isTrial, isFree }: Renewal) => !isTrial && !isFree
  const groups = [
    { name: 'overdue' as const, rows: renewals.filter(one => one.state === 'overdue' && !one.isFree) },
    { name: 'dated' as const, rows: renewals.filter(one => isPaid(one) && one.state === 'dated') },
    { name: 'undated' as const, rows: renewals.filter(one => isPaid(one) && one.state === 'undated') },
    { name: 'trials' as const, rows: renewals.filter(one => one.isTrial && one.state !== 'overdue') },
  ].filter(({ rows }) => rows.length > 0)
  return (
    <>
      <YearStrip renewals={renewals.filter(one => !one.isFree || one.isTrial)} today={today} />
      <DueNotice rows={[...plan.values()]} />
      <ReducibleChart plan={[...plan.values()]} today={today} />
      <CalendarExport connector={connector} />
      {groups.map(({ name, rows }) => (
        <Part key={name} title={t(`renewalsScreen.group.${name}`)}>
          <RenewalTable
            title={t(`renewalsScreen.group.${name}`)}
            renewals={rows}
            connector={connector}
            plan={plan}
          />
        </Part>
      ))}
    </>
  )
}

/** Writes the dates as a calendar file, and says where it is. */
function CalendarExport({ connector }: { connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const written = useMutation({ mutationFn: () => bridge.call('renewals.export', { connector }) })
  const showFolder = () => void bridge.call('host.showFolder', { what: 'exports', connector: null })
  return (
    <>
      <div className={styles.actions}>
        <Button
          icon={<CalendarAddRegular />}
          disabledFocusable={written.isPending}
          onClick={() => written.mutate()}
        >
          {t('renewalsScreen.export')}
        </Button>
        <UseLegend />
      </div>
      {written.isError && <ErrorPanel error={written.error} />}
      {written.data !== undefined && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t('renewalsScreen.exported', { count: written.data.rows, file: written.data.file })}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={showFolder}>{t('renewalsScreen.showFolder')}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </>
  )
}
