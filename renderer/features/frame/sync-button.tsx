import { Button, makeStyles, ProgressBar, Tooltip, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular, DismissRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { countReceived } from '../sync/progress-store.ts'
import { useSync } from '../sync/use-sync.tsx'

const useStyles = makeStyles({
  group: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  last: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    '@media (max-width: 760px)': { display: 'none' },
  },
  running: {
    position: 'relative',
    overflow: 'hidden',
    minWidth: '170px',
    fontVariantNumeric: 'tabular-nums',
  },
  bar: { position: 'absolute', left: 0, right: 0, bottom: 0 },
})

type Props = {
  status: ConnectorStatus
  /** On a screen that has another main thing to do. */
  isQuiet: boolean
  onDetails: () => void
}

/** Starts a sync and shows how far it is; leads to its details while it runs. */
export function SyncButton({ status, isQuiet, onDetails }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  // The first sync is the last step of the wizard; a second button for it would only compete.
  if (!sync.isRunning && isQuiet && status.lastRun === null) return <LastSync status={status} />
  if (!sync.isRunning) {
    return (
      <div className={styles.group}>
        <LastSync status={status} />
        <Button
          appearance={isQuiet ? 'secondary' : 'primary'}
          icon={<ArrowSyncRegular />}
          onClick={() => sync.start()}
        >
          {status.lastRun === null ? t('syncButton.first') : t('syncButton.now')}
        </Button>
      </div>
    )
  }
  const { done, total } = countReceived(sync.progress)
  const text = total === 0 ? t('syncButton.starting') : t('syncButton.running', { done, total })
  return (
    <div className={styles.group}>
      <VisuallyHidden live>{t('syncButton.starting')}</VisuallyHidden>
      <Button className={styles.running} onClick={onDetails}>
        {text}
        <ProgressBar
          className={styles.bar}
          aria-label={t('syncButton.starting')}
          {...(total === 0 ? {} : { value: done / total })}
        />
      </Button>
      <Tooltip content={t('syncButton.stop')} relationship="label">
        <Button appearance="subtle" icon={<DismissRegular />} onClick={() => sync.stop()} />
      </Tooltip>
    </div>
  )
}

function LastSync({ status: { lastRun } }: { status: ConnectorStatus }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const at = lastRun?.finishedAt ?? lastRun?.startedAt ?? null
  if (at === null) return <span className={styles.last}>{t('syncButton.never')}</span>
  const ago = format.relative(now, Math.min(now, Date.parse(at)))
  return (
    <Tooltip content={t('syncButton.lastExact', { time: format.time(at) })} relationship="description">
      <span className={styles.last}>
        {lastRun?.status === 'failed' ? t('syncButton.failed', { ago }) : t('syncButton.last', { ago })}
      </span>
    </Tooltip>
  )
}
