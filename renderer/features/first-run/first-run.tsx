import {
  Body1,
  Button,
  Caption1,
  Link,
  makeStyles,
  Spinner,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { LockClosed16Regular } from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { settingsRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { UnfinishedSetups } from '../connectors/unfinished-setups.tsx'

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
    rowGap: tokens.spacingVerticalXXXL,
    width: '100%',
    maxWidth: '640px',
    margin: 'auto 0',
  },
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  title: { ...typographyStyles.largeTitle, margin: 0, outlineStyle: 'none' },
  about: { color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  privacy: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
})

type Props = {
  isStarting: boolean
  error: Error | null
  navigate: Navigate
  onConnect: () => void
  onDemo: () => void
}

/** What a person sees who has no tenant in the app yet. */
export function FirstRun({ isStarting, error, navigate, onConnect, onDemo }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever removed the last tenant comes from a dialog that is gone, and the keyboard must be somewhere.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <section className={styles.part}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {t('firstRun.title')}
          </h1>
          <Body1 className={styles.about}>{t('firstRun.about')}</Body1>
        </section>
        <section className={styles.part}>
          {error !== null && <ErrorPanel error={error} />}
          <div className={styles.actions}>
            <Button appearance="primary" size="large" onClick={onConnect}>
              {t('firstRun.connect')}
            </Button>
            <Button
              size="large"
              disabledFocusable={isStarting}
              icon={isStarting ? <Spinner size="tiny" /> : null}
              onClick={onDemo}
            >
              {isStarting ? t('firstRun.demoStarting') : t('firstRun.demo')}
            </Button>
          </div>
          <Caption1 className={styles.quiet}>{t('firstRun.demoAbout')}</Caption1>
        </section>
        <UnfinishedSetups connectors={[]} navigate={navigate} />
        <span className={styles.privacy}>
          <LockClosed16Regular aria-hidden />
          <Caption1>{t('firstRun.privacy')}</Caption1>
        </span>
        <div>
          <Link as="button" onClick={() => navigate(settingsRoute('network'))}>
            <Caption1>{t('settings.before')}</Caption1>
          </Link>
        </div>
      </div>
    </main>
  )
}
