import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Subtitle2,
  tokens,
} from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { useEngineEvent } from '../../bridge/context.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { LiveDatasets } from '../sync/live-datasets.tsx'
import { RunDetails } from '../sync/run-details.tsx'
import { useSync } from '../sync/use-sync.tsx'
import { CheckList, CheckSummary, outcomeOf } from './check-list.tsx'
import { PermissionLadder } from './permissions.tsx'
import type { ChecksState } from './use-checks.ts'
import { hasUnsavedValues, type Wizard } from './wizard.ts'

const useStyles = makeStyles({
  what: { margin: 0 },
})

type Props = { wizard: Wizard; onFinish: (connector: string) => void }

/** The test of the connection, and the first sync when it has passed. */
export function TestStep({ wizard, onFinish }: Props) {
  const { t } = useTranslation()
  const { saved } = wizard
  if (saved !== null) return <Testing wizard={wizard} saved={saved} onFinish={onFinish} />
  return (
    <EmptyState title={t('setup.checks.notSaved')} about={t('setup.checks.notSavedAbout')}>
      <Button appearance="primary" onClick={() => wizard.goTo('enterValues')}>
        {t('setup.checks.enterValues')}
      </Button>
    </EmptyState>
  )
}

function Testing({ wizard, saved, onFinish }: Props & { saved: ConnectorStatus }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { checks, isRunning, error, stop } = wizard.checks
  const isTested = checks.length > 0
  const isGood = isTested && !isRunning && outcomeOf(checks) !== 'failed'
  return (
    <>
      {hasUnsavedValues(wizard) && <UnsavedNotice />}
      {isTested || isRunning ? (
        <CheckSummary wizard={wizard} />
      ) : (
        <p className={styles.what}>{t('setup.checks.intro')}</p>
      )}
      {error !== null && <ErrorPanel error={error} />}
      <FirstSync status={saved} isReady={isGood} onFinish={() => onFinish(saved.connector.id)}>
        {isRunning ? (
          <Button onClick={() => stop?.()}>{t('setup.checks.stop')}</Button>
        ) : (
          <Button
            appearance={isGood ? 'secondary' : 'primary'}
            onClick={() => wizard.test(saved.connector.id)}
          >
            {isTested ? t('setup.checks.again') : t('setup.checks.start')}
          </Button>
        )}
      </FirstSync>
      {(isTested || isRunning) && <CheckList wizard={wizard} />}
      {isTested && !isRunning && <PermissionLadder wizard={wizard} />}
      <Announcement checks={checks} isRunning={isRunning} />
    </>
  )
}

function UnsavedNotice() {
  const { t } = useTranslation()
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('setup.checks.enterValues')}</MessageBarTitle>
        {t('setup.checks.unsaved')}
      </MessageBarBody>
    </MessageBar>
  )
}

/** Read out once when a test begins and once when it ends, not for every check. */
function Announcement({ checks, isRunning }: Pick<ChecksState, 'checks' | 'isRunning'>) {
  const { t } = useTranslation()
  const ended = checks.length === 0 ? '' : t(`setup.checks.outcome.${outcomeOf(checks)}`)
  return <VisuallyHidden live>{isRunning ? t('setup.checks.running') : ended}</VisuallyHidden>
}

const useFirstSyncStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  actions: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
})

type FirstSyncProps = {
  status: ConnectorStatus
  /** Whether the test has passed; before that there is nothing to sync. */
  isReady: boolean
  onFinish: () => void
  /** What else can be done while no sync is running. */
  children: ReactNode
}

/**
 * The sync that ends a setup: started by a press, shown dataset by dataset, and followed by the figures it
 * brought.
 */
function FirstSync({ status, isReady, onFinish, children }: FirstSyncProps) {
  const styles = useFirstSyncStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  const { failed, expect } = useEnd(status.connector.id, onFinish)
  const isFirst = status.lastRun === null
  const start = () => {
    expect()
    sync.start()
  }
  if (sync.isRunning) {
    return (
      <section className={styles.part} aria-label={t('setup.sync.title')}>
        <Subtitle2 as="h2">{t('setup.sync.title')}</Subtitle2>
        <p className={styles.about}>{t('setup.sync.running')}</p>
        <LiveDatasets progress={sync.progress} />
      </section>
    )
  }
  return (
    <>
      {sync.error !== null && <ErrorPanel error={sync.error} />}
      {failed !== null && (
        <section aria-label={t('setup.sync.failed')}>
          <span>{t('setup.sync.failed')}</span>
          <RunDetails run={failed} />
        </section>
      )}
      <div className={styles.actions}>
        {isReady && (
          <Button appearance={isFirst ? 'primary' : 'secondary'} icon={<ArrowSyncRegular />} onClick={start}>
            {isFirst ? t('setup.sync.start') : t('setup.sync.again')}
          </Button>
        )}
        {isReady && !isFirst && (
          <Button appearance="primary" onClick={onFinish}>
            {t('setup.sync.open')}
          </Button>
        )}
        {children}
      </div>
    </>
  )
}

/**
 * Leads on when the sync that was started here has brought something; one that brought nothing is shown with
 * its reason.
 */
function useEnd(connector: string, onFinish: () => void) {
  const isExpected = useRef(false)
  const finish = useRef(onFinish)
  finish.current = onFinish
  const [failed, setFailed] = useState<SyncRun | null>(null)
  const listen = useCallback(
    (run: SyncRun) => {
      if (run.connector !== connector || !isExpected.current) return
      isExpected.current = false
      if (run.status === 'succeeded' || run.status === 'partial') finish.current()
      else if (run.status === 'failed') setFailed(run)
    },
    [connector],
  )
  useEngineEvent('sync.finished', listen)
  return {
    failed,
    expect: () => {
      setFailed(null)
      isExpected.current = true
    },
  }
}
