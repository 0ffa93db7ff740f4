import {
  Body1,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallFailure } from '../../bridge/bridge.ts'
import { useBridge } from '../../bridge/context.tsx'
import { copyTable } from '../../ui/copy-text.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useDelayed } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { ExportMenu } from '../../ui/table/export/export-menu.tsx'
import { ExportStatus } from '../../ui/table/export/export-status.tsx'
import { type ExportFormat, useFollowedExport } from '../../ui/table/export/use-export.ts'
import { useSaveFile } from '../../ui/table/export/use-save-file.ts'
import { copiedTable } from '../../ui/table/selection/copied-table.ts'
import { NothingYet } from '../reports/nothing-yet.tsx'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { ResultTable } from './result-table.tsx'
import { samples } from './samples.ts'
import { Statement } from './statement.tsx'
import { useQueryHistory } from './use-query-history.ts'
import { lineAndColumn, placeOf, type QueryState, useQueryRun } from './use-query-run.ts'
import { ViewList } from './view-list.tsx'

const useStyles = makeStyles({
  beside: {
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    columnGap: tokens.spacingHorizontalXXL,
    paddingBottom: tokens.spacingVerticalL,
  },
  main: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    rowGap: tokens.spacingVerticalS,
    position: 'relative',
    overflowY: 'auto',
  },
  count: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
})

/** Questions in SQL to the documented views, with the views beside them. */
export function QueryScreen({ status }: ReportScreenProps) {
  const { t } = useTranslation()
  return (
    <Page title={t('screens.query')} scrolls={false}>
      {status.lastRun === null ? <NothingYet status={status} /> : <Query status={status} />}
    </Page>
  )
}

function Query({ status }: Pick<ReportScreenProps, 'status'>) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const connector = status.connector.id
  const field = useRef<HTMLTextAreaElement>(null)
  const history = useQueryHistory(connector)
  const [sql, setSql] = useState(() => history.statements[0] ?? samples[0]?.sql ?? '')
  const { state, run, cancel } = useQueryRun(connector)
  const runNow = async () => {
    const asked = sql.trim()
    const ended = asked === '' ? null : await run(asked)
    if (ended?.kind === 'done') history.add(asked)
    if (ended?.kind === 'failed') selectMistake(field.current, ended.error)
  }
  const insert = (text: string) => {
    const at = field.current?.selectionStart ?? sql.length
    const end = field.current?.selectionEnd ?? at
    setSql(sql.slice(0, at) + text + sql.slice(end))
  }
  return (
    <>
      <Body1>{t('about', { name: status.connector.name })}</Body1>
      <div className={styles.beside}>
        <div className={styles.main}>
          <Statement
            connector={connector}
            field={field}
            sql={sql}
            isRunning={state.kind === 'running'}
            history={history}
            onChange={setSql}
            onRun={() => void runNow()}
            onCancel={cancel}
          >
            {state.kind === 'done' && state.answer.rows.length > 0 && (
              <Answered connector={connector} state={state} />
            )}
          </Statement>
          <Outcome state={state} />
        </div>
        <ViewList connector={connector} onInsert={insert} onReplace={setSql} />
      </div>
    </>
  )
}

/** Selects the word at which a statement fails. */
function selectMistake(field: HTMLTextAreaElement | null, error: Error): void {
  const place = placeOf(error)
  if (field === null || place === null) return
  const start = field.value.length - field.value.trimStart().length + place
  const length = /^[\w"[\]`.]*/.exec(field.value.slice(start))?.[0].length ?? 0
  field.focus()
  field.setSelectionRange(start, start + Math.max(1, length))
}

function Outcome({ state }: { state: QueryState }) {
  const { t } = useTranslation('query')
  const isLate = useDelayed(state.kind === 'running')
  if (state.kind === 'running') return isLate ? <Spinner label={t('running')} /> : null
  if (state.kind === 'failed') return <Mistake sql={state.sql} error={state.error} />
  if (state.kind !== 'done') return null
  return state.answer.rows.length === 0 ? <Body1>{t('none')}</Body1> : <ResultTable answer={state.answer} />
}

function Mistake({ sql, error }: { sql: string; error: Error }) {
  const { t } = useTranslation('query')
  const place = placeOf(error)
  if (place === null || !(error instanceof CallFailure)) return <ErrorPanel error={error} />
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{error.wire.message}</MessageBarTitle>
        {t('place', lineAndColumn(sql, place))} {error.wire.fix}
      </MessageBarBody>
    </MessageBar>
  )
}

type Done = Extract<QueryState, { kind: 'done' }>

/** How many rows there are, and the ways out of the window for them. */
function Answered({ connector, state: { sql, answer } }: { connector: string; state: Done }) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const format = useFormat()
  const bridge = useBridge()
  const exporting = useFollowedExport()
  const { isBrowser, save } = useSaveFile()
  const rows = format.integer(answer.rows.length)
  const count = answer.more ? t('firstRows', { rows }) : t('rows', { count: answer.rows.length, rows })
  const { milliseconds } = answer
  const took =
    milliseconds < 1000
      ? t('tookMs', { count: milliseconds })
      : t('took', { time: format.duration(milliseconds) })
  const write = (wanted: ExportFormat) =>
    exporting.follow(async (_id, signal) => {
      const written = await bridge.call('query.export', { connector, sql, format: wanted }, signal)
      if (isBrowser) await save(written.file)
      return { kind: 'done', ...written }
    })
  const copy = () =>
    exporting.follow(async () => {
      const titles = answer.columns.map(({ name }) => name)
      const texts = answer.rows.map(row => row.map(cell => String(cell ?? '')))
      await copyTable(copiedTable([titles, ...texts], true))
      return { kind: 'copied', rows: texts.length, filtered: texts.length }
    })
  return (
    <>
      <ExportMenu
        summary={count}
        isRunning={exporting.state.kind === 'running'}
        hasHiddenColumns={false}
        onExport={wanted => void write(wanted)}
        onCopy={() => void copy()}
      />
      <Caption1 className={styles.count} aria-live="polite">
        {count} {took}
      </Caption1>
      <ExportStatus exporting={exporting} />
    </>
  )
}
