import { Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../../electron/contract/schemas.ts'
import type { SyncRun } from '../../../../electron/contract/sync.ts'
import { useEngineEvent } from '../../../bridge/context.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { LiveDatasets } from '../../sync/live-datasets.tsx'
import { RunDetails } from '../../sync/run-details.tsx'
import { useSyncEstimate } from '../../sync/use-estimate.ts'
import { useSync } from '../../sync/use-sync.tsx'

const useFirstSyncStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
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
export function FirstSync({ status, isReady, onFinish, children }: FirstSyncProps) {
  const styles = useFirstSyncStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  const estimate = useSyncEstimate(status, sync.isRunning)
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
        {estimate.left !== null && <span className={styles.about}>{estimate.left}</span>}
        <LiveDatasets progress={sync.progress} />
        <div>
          <Button disabledFocusable={sync.isStopping} onClick={sync.stop}>
            {t(sync.isStopping ? 'syncControl.stopping' : 'syncControl.stop')}
          </Button>
        </div>
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
