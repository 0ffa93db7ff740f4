import {
  Body1,
  Body1Strong,
  Caption1,
  Link,
  makeStyles,
  mergeClasses,
  Subtitle2,
  tokens,
} from '@fluentui/react-components'
import {
  CircleOffRegular,
  DismissCircleRegular,
  LockClosedRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { datasetTitle } from '../../../electron/contract/datasets/title.ts'
import { fixHash } from '../../../electron/contract/setup/fix-link.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { CallFailure } from '../../bridge/bridge.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useScheduleText } from '../background/schedule-items.tsx'
import { DataChecks } from './data-checks.tsx'
import { flaggedChecks, type Problem, problemsOf, withoutSetAside } from './problems.ts'

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
  const next = useScheduleText()
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
          <Body1 className={styles.quiet}>{[ago, next].filter(text => text !== null).join(' · ')}</Body1>
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

const useProblemItemStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  icon: { fontSize: '20px' },
  failed: { color: tokens.colorStatusDangerForeground1 },
  notGranted: { color: tokens.colorStatusWarningForeground1 },
  notOffered: { color: tokens.colorNeutralForeground3 },
  text: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    alignItems: 'flex-start',
  },
  codes: { display: 'inline-flex', alignItems: 'center', color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const maxNames = 3
const icons = {
  failed: DismissCircleRegular,
  notGranted: LockClosedRegular,
  notOffered: CircleOffRegular,
} as const

/** One cause for which datasets were not retrieved: which ones, why, and the way to the cure. */
function ProblemItem({ problem, connector }: { problem: Problem; connector: string }) {
  const styles = useProblemItemStyles()
  const { t } = useTranslation()
  const { gap, error, datasets } = problem
  const Icon = icons[gap]
  const names = datasets.slice(0, maxNames).map(datasetTitle).join(', ')
  const codes = Object.entries(error.detail).map(([key, value]) => `${key} ${value}`)
  return (
    <li className={styles.item}>
      <Icon className={mergeClasses(styles.icon, styles[gap])} aria-label={t(`syncScreen.${gap}`)} />
      <div className={styles.text}>
        <Body1Strong>
          {datasets.length > maxNames
            ? t('syncScreen.and', { names, count: datasets.length - maxNames })
            : names}
        </Body1Strong>
        <Body1 className={styles.quiet}>
          {error.message} {error.fix}
        </Body1>
        {codes.length > 0 && (
          <span className={styles.codes}>
            <Caption1>{t('error.details', { details: codes.join(', ') })}</Caption1>
            <CopyButton text={[error.code, ...codes].join(', ')} label={t('syncScreen.copyCodes')} />
          </span>
        )}
        <CureLink step={error.step} connector={connector} />
      </div>
    </li>
  )
}

/** The way to where a failure is put right; nothing where the app has no such place. */
function CureLink({ step, connector }: { step: string | null; connector: string }) {
  const { t } = useTranslation()
  const hash = fixHash(step, connector)
  if (hash === null) return null
  const text = hash.startsWith('#/settings') ? t('syncScreen.toNetwork') : t('syncScreen.toSetup')
  return <Link href={hash}>{text}</Link>
}
