import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  Spinner,
  Subtitle2,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { ErrorCircle24Filled } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EngineFailure } from '../../../electron/contract/host.ts'
import { useBridge } from '../../bridge/context.tsx'

const useStyles = makeStyles({
  screen: {
    height: '100%',
    position: 'relative',
    overflowY: 'auto',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    width: '100%',
    maxWidth: '640px',
    margin: 'auto 0',
  },
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  heading: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  mark: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 },
  title: { ...typographyStyles.title1, margin: 0, outlineStyle: 'none' },
  about: { color: tokens.colorNeutralForeground2 },
  reason: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    '& dd + dt': { marginTop: tokens.spacingVerticalM },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  details: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere', userSelect: 'text' },
})

/** All of the window while the host starts no engine any more: why, and what a person can do. */
export function EngineStopped({ failure }: { failure: EngineFailure }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const heading = useRef<HTMLHeadingElement>(null)
  // Whatever had the keyboard is gone with the screen that was here.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { isTrying, tryAgain } = useNextTry(failure)
  const logs = useMutation({
    mutationFn: () => bridge.call('host.showFolder', { what: 'logs', connector: null }),
  })
  const quit = useMutation({ mutationFn: () => bridge.call('host.quit', {}) })
  const hasNoFolder = logs.isError || logs.data?.shown === false
  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <section className={styles.part}>
          <div className={styles.heading}>
            <ErrorCircle24Filled className={styles.mark} aria-hidden />
            <h1 ref={heading} tabIndex={-1} className={styles.title}>
              {t('stopped.title')}
            </h1>
          </div>
          <Body1 className={styles.about}>{t('stopped.about')}</Body1>
        </section>
        <dl className={styles.reason}>
          <dt>
            <Subtitle2>{t('stopped.reason')}</Subtitle2>
          </dt>
          <dd>
            <Body1>{failure.message}</Body1>
          </dd>
          <dt>
            <Subtitle2>{t('stopped.cure')}</Subtitle2>
          </dt>
          <dd>
            <Body1>{failure.fix}</Body1>
          </dd>
        </dl>
        <section className={styles.part}>
          <div className={styles.actions}>
            <Button
              appearance="primary"
              disabledFocusable={isTrying}
              icon={isTrying ? <Spinner size="tiny" /> : null}
              onClick={tryAgain}
            >
              {isTrying ? t('stopped.trying') : t('common.retry')}
            </Button>
            <Button onClick={() => logs.mutate()}>{t('stopped.openLogs')}</Button>
            <Button onClick={() => quit.mutate()}>{t('stopped.quit')}</Button>
          </div>
          <Caption1 className={styles.details} aria-live="polite">
            {hasNoFolder && `${t('stopped.noFolder')} `}
            {t('stopped.details', { end: failure.end, folder: failure.logs })}
          </Caption1>
        </section>
      </div>
    </main>
  )
}

/**
 * A try lasts until an engine answers, when this screen goes, or until the host says why the next one has
 * failed.
 */
function useNextTry(failure: EngineFailure): { isTrying: boolean; tryAgain: () => void } {
  const bridge = useBridge()
  const [tried, setTried] = useState<EngineFailure | null>(null)
  const start = useMutation({
    mutationFn: () => bridge.call('host.restartEngine', {}),
    onSuccess: ({ started }) => started || setTried(null),
    onError: () => setTried(null),
  })
  const tryAgain = () => {
    setTried(failure)
    start.mutate()
  }
  // Each failure that the host reports is an object of its own, also when it says the same.
  return { isTrying: tried === failure, tryAgain }
}
