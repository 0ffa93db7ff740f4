import { Body1, Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { LiveDatasets } from './live-datasets.tsx'
import type { RunProgress } from './progress-store.ts'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    maxWidth: '600px',
  },
})

type Props = {
  progress: RunProgress
  /** What it waits for; null once it has its turn. */
  waitingFor: string | null
  isStopping: boolean
  onStop: () => void
}

/** The sync that is under way, with the way to stop it. */
export function RunningSync({ progress, waitingFor, isStopping, onStop }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Subtitle2 as="h2">{t('sync.running')}</Subtitle2>
        <Button onClick={onStop} disabledFocusable={isStopping}>
          {isStopping ? t('syncScreen.stopping') : t('syncScreen.stop')}
        </Button>
      </div>
      {waitingFor === null ? <LiveDatasets progress={progress} /> : <Body1>{waitingFor}</Body1>}
    </section>
  )
}
