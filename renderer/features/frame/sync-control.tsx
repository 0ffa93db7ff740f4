import {
  Button,
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  ClockPauseRegular,
  DismissRegular,
  ErrorCircleRegular,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { ScheduleItems, useScheduleText } from '../background/schedule-items.tsx'
import { useBackground } from '../background/use-background.ts'
import { useSyncEstimate } from '../sync/use-estimate.ts'
import { useSync } from '../sync/use-sync.tsx'

const useStyles = makeStyles({
  group: { display: 'flex', alignItems: 'center', flexShrink: 0 },
  button: {
    position: 'relative',
    overflow: 'hidden',
    fontWeight: tokens.fontWeightRegular,
    fontVariantNumeric: 'tabular-nums',
    minWidth: 0,
    whiteSpace: 'nowrap',
  },
  failed: { color: tokens.colorPaletteRedForeground1 },
  bar: { position: 'absolute', left: 0, right: 0, bottom: 0 },
  text: { '@media (max-width: 819px)': { display: 'none' } },
})

/**
 * What the frame shows of a running sync, so that its progress is on screen once: the bar, words alone where
 * the screen has the bar, or nothing where the screen has the button that stops it, too.
 */
export type ShownProgress = 'bar' | 'words' | 'none'

type Props = {
  status: ConnectorStatus
  progress: ShownProgress
  onDetails: () => void
  onSettings: () => void
}

/** The one place for syncs: how the last one went or how far this one is, and all that can be done. */
export function SyncControl({ status, progress, onDetails, onSettings }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const sync = useSync(status)
  const text = useSyncText(status, sync.isRunning)
  const schedule = useScheduleText()
  const isPaused = useBackground()?.paused ?? false
  if (progress === 'none' && sync.isRunning) return null
  const hasFailed = !sync.isRunning && status.lastRun?.status === 'failed'
  const Icon = hasFailed ? ErrorCircleRegular : isPaused ? ClockPauseRegular : ArrowSyncRegular
  return (
    <div className={styles.group}>
      {sync.isRunning && <VisuallyHidden live>{t('syncControl.starting')}</VisuallyHidden>}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <MenuButton
            appearance="subtle"
            className={mergeClasses(styles.button, hasFailed && styles.failed)}
            icon={<Icon />}
            aria-label={
              schedule === null
                ? t('syncControl.label', { state: text.said })
                : t('syncControl.labelWithSchedule', { state: text.said, schedule })
            }
          >
            <span className={styles.text}>{text.shown}</span>
            {sync.isRunning && progress === 'bar' && (
              <ProgressBar
                className={styles.bar}
                aria-label={t('syncControl.starting')}
                {...(text.percent === null ? {} : { value: text.percent / 100 })}
              />
            )}
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <SyncItems sync={sync} isFirst={status.lastRun === null} />
            <MenuItem onClick={onDetails}>{t('syncControl.details')}</MenuItem>
            <MenuDivider />
            <ScheduleItems onSettings={onSettings} />
          </MenuList>
        </MenuPopover>
      </Menu>
      {sync.isRunning && (
        <Tooltip content={t('syncControl.stop')} relationship="label">
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            disabledFocusable={sync.isStopping}
            onClick={sync.stop}
          />
        </Tooltip>
      )}
    </div>
  )
}

type SyncItemsProps = { sync: ReturnType<typeof useSync>; isFirst: boolean }

/** To start a sync, or to end the one that runs. */
function SyncItems({ sync, isFirst }: SyncItemsProps) {
  const { t } = useTranslation()
  if (sync.isRunning) {
    return (
      <MenuItem disabled={sync.isStopping} onClick={sync.stop}>
        {sync.isStopping ? t('syncControl.stopping') : t('syncControl.stop')}
      </MenuItem>
    )
  }
  if (isFirst) return <MenuItem onClick={sync.start}>{t('syncControl.first')}</MenuItem>
  return (
    <>
      <MenuItem onClick={sync.start}>{t('syncControl.now')}</MenuItem>
      <MenuItem subText={t('syncControl.fullAbout')} onClick={sync.startInFull}>
        {t('syncControl.full')}
      </MenuItem>
    </>
  )
}

type SyncText = { shown: string; said: string; percent: number | null }

/** A sync in a few words: while it runs how far it is, otherwise when the last one was. */
function useSyncText(status: ConnectorStatus, isRunning: boolean): SyncText {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const estimate = useSyncEstimate(status, isRunning)
  if (isRunning) {
    const { percent, dataset, left } = estimate
    const start = percent === null ? t('syncControl.starting') : t('syncControl.percent', { percent })
    const shown = [start, dataset, left].filter(part => part !== null).join(' · ')
    return { shown, said: shown, percent }
  }
  const at = status.lastRun?.finishedAt ?? status.lastRun?.startedAt ?? null
  if (at === null) return { shown: t('syncControl.never'), said: t('syncControl.never'), percent: null }
  const ago = format.relative(now, Math.min(now, Date.parse(at)))
  const shown =
    status.lastRun?.status === 'failed' ? t('syncControl.failed', { ago }) : t('syncControl.last', { ago })
  return { shown, said: `${shown}, ${format.time(at)}`, percent: null }
}
