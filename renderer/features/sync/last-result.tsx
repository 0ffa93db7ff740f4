import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { WarningFilled } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { CallFailure } from '../../bridge/bridge.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { flaggedChecks, withoutSetAside } from './checks.ts'
import { CureLink } from './cure-link.tsx'
import { DataChecks } from './data-checks.tsx'
import { ProblemItem } from './problem-item.tsx'
import { problemsOf } from './problems.ts'

const useStyles = makeStyles({
  result: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, maxWidth: '760px' },
  head: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '32px',
  },
  title: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  partial: { fontSize: '20px', color: tokens.colorStatusWarningForeground1 },
  action: { marginLeft: 'auto' },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
  },
})

/** How the last sync ended, and what to do about what it did not bring. */
export function LastResult({ run, children }: { run: SyncRun; children: ReactNode }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const ended = Date.parse(run.finishedAt ?? run.startedAt)
  const ago = format.relative(now, Math.min(now, ended))
  const problems = run.error === null ? withoutSetAside(problemsOf(run), flaggedChecks(run)) : []
  return (
    <section className={styles.result}>
      <div>
        <div className={styles.head}>
          <Subtitle2 as="h2" className={styles.title}>
            {run.status === 'partial' && <WarningFilled aria-hidden className={styles.partial} />}
            {t(`connectors.state.${run.status}`)}
          </Subtitle2>
          <Body1 className={styles.quiet}>{ago}</Body1>
          {run.error === null && <span className={styles.action}>{children}</span>}
        </div>
        {problems.length > 0 && <Body1 className={styles.quiet}>{t('syncScreen.lastGood')}</Body1>}
      </div>
      {run.error !== null && (
        <>
          <ErrorPanel error={new CallFailure(run.error)} />
          <CureLink step={run.error.step} connector={run.connector} />
        </>
      )}
      {run.retryAt !== null && <Body1>{t('sync.retryAt', { time: format.time(run.retryAt) })}</Body1>}
      {problems.length > 0 && (
        <ul className={styles.list}>
          {problems.map(problem => (
            <ProblemItem key={problem.datasets.join()} problem={problem} connector={run.connector} />
          ))}
        </ul>
      )}
      <DataChecks run={run} />
    </section>
  )
}
