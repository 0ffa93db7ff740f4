import { Button, Field, Input, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import { useQueries } from '../../queries.ts'
import { plainRoute } from '../../routing/route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { Part } from '../../ui/item/part.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { NothingYet } from '../reports/nothing-yet.tsx'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { ChangeGroups } from './change-groups.tsx'
import { DaysStrip } from './days-strip.tsx'
import { ExportChanges } from './export-changes.tsx'
import { ProductChanges } from './product-changes.tsx'
import { changeSentence } from './sentence.ts'

const useStyles = makeStyles({
  days: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: tokens.spacingHorizontalL },
  strip: { flexGrow: 1, minWidth: '280px' },
  ways: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  sentence: { ...typographyStyles.subtitle1, margin: 0 },
  parts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXL,
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

const dateOf = (text: string | undefined) => (/^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? (text ?? null) : null)

/** What came of users, licenses and seats between two days with a sync. */
export function ChangesScreen({ status, route, navigate }: ReportScreenProps) {
  const { t } = useTranslation()
  const connector = status.connector.id
  const [from, to] = [dateOf(route.text['from']), dateOf(route.text['to'])]
  const changes = useQuery({
    ...useQueries().changes(connector, from, to),
    enabled: status.lastRun !== null,
  })
  const onText = (values: Record<string, string>, replace = false) =>
    navigate({ ...route, text: { ...route.text, ...values } }, { replace })
  return (
    <Page title={t('screens.changes')}>
      {status.lastRun === null && <NothingYet status={status} />}
      {changes.isError && <ErrorPanel error={changes.error} onRetry={() => void changes.refetch()} />}
      <Loading when={changes.isLoading} />
      {changes.data?.from === null && (
        <EmptyState title={t('changesScreen.none')} about={t('changesScreen.noneAbout')} />
      )}
      {changes.data !== undefined && changes.data.from !== null && (
        <Compared
          connector={connector}
          answer={changes.data}
          group={route.text['group'] ?? null}
          onText={onText}
          onTable={() =>
            navigate({ ...plainRoute('reports'), report: 'changes', filters: within(changes.data) })
          }
        />
      )}
    </Page>
  )
}

/** The changes of the span as filters of the table that has every one of them. */
function within({ from, to }: ChangesAnswer) {
  const endOf = (date: string | null) => `${date ?? ''}T23:59:59.999Z`
  return [
    { column: 'at', operator: '>', value: endOf(from) },
    { column: 'at', operator: '<=', value: endOf(to) },
  ] as const
}

type Props = {
  connector: string
  answer: ChangesAnswer
  group: string | null
  onText: (values: Record<string, string>, replace?: boolean) => void
  onTable: () => void
}

function Compared({ connector, answer, group, onText, onTable }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const { days, from, to, groups, products } = answer
  return (
    <>
      <div className={styles.days}>
        <DayField
          label={t('changesScreen.from')}
          value={from}
          days={days}
          onDay={date => onText({ from: date })}
        />
        <DayField label={t('changesScreen.to')} value={to} days={days} onDay={date => onText({ to: date })} />
        <div className={styles.strip}>
          <DaysStrip days={days} from={from} to={to} />
        </div>
      </div>
      <p className={styles.sentence}>{changeSentence(answer, t, format)}</p>
      <div className={styles.parts}>
        <Part title={t('changesScreen.byProduct')} aside={t('changesScreen.byProductAbout')}>
          <ProductChanges products={products} />
        </Part>
        <Part title={t('changesScreen.byUser')}>
          <ChangeGroups groups={groups} chosen={group} onChoose={name => onText({ group: name }, true)} />
          <div className={styles.ways}>
            <Button onClick={onTable}>{t('changesScreen.all')}</Button>
            <ExportChanges connector={connector} filters={within(answer)} />
          </div>
        </Part>
      </div>
    </>
  )
}

type DayProps = {
  label: string
  value: string | null
  days: ChangesAnswer['days']
  onDay: (date: string) => void
}

/** A day to compare. A day without a sync stands for the last one before it. */
function DayField({ label, value, days, onDay }: DayProps) {
  return (
    <Field label={label}>
      <Input
        type="date"
        value={value ?? ''}
        min={days[0]?.date}
        max={days.at(-1)?.date}
        onChange={(_event, data) => dateOf(data.value) !== null && onDay(data.value)}
      />
    </Field>
  )
}
